<#
.SYNOPSIS
What the stand-ins of a rehearsal share: state, simulated time, faults, and the log of calls.

.DESCRIPTION
The session imports this module before a rehearsal's stand-in modules; a rehearsal's programs import it themselves with
    Import-Module $env:RUNBOOK_REHEARSAL_MODULE
Everything is kept in files in the folder $env:RUNBOOK_REHEARSAL, because a rehearsal is several processes, one after the
other and side by side: the sessions, and one for each native program.

    state.clixml   the simulated machine: a hashtable, written first by the runner from the scenario
    clock          seconds of simulated time that the stand-ins have spent, a plain decimal number
    calls.log      one line of JSON for each call of a stand-in
    effects.log    one line of JSON for each change of the state: what the simulated machine itself has seen happen, whatever the
                   runner knows of it. Lines with a number above the state's `effects_logged` belong to a process that was killed
                   before the change; of lines with the same number the last counts
    run            the id of the run that the state belongs to, written by the runner
    exit.PID       the whole exit code of the program with this process id, written by Exit-RehearsalProgram: outside Windows
                   an exit code is cut to 8 bits, so 3010 would arrive as 194. The runner reads it when the process has ended

Needs PowerShell 3.0, its language and Microsoft.PowerShell.Core only: a program imports it, and loading more modules takes time.
#>
Set-StrictMode -Version Latest

function Get-RehearsalState {
    <#
    .SYNOPSIS
    Returns the simulated state as a hashtable: a copy; changing it changes nothing.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()
    Invoke-Locked { Read-State }
}

function Set-RehearsalState {
    <#
    .SYNOPSIS
    Changes the simulated state: sets the given keys, or lets a script block change all of it.
    .PARAMETER Values
    Keys to set, with their values.
    .PARAMETER Change
    A script block with one parameter, the state. No other process sees or changes the state meanwhile. What it writes to the
    output is returned.
    .EXAMPLE
    Set-RehearsalState @{ Update = 'installed' }
    .EXAMPLE
    Set-RehearsalState -Change { param($State) $State.services.RTCSRV.status = 'Stopped' }
    #>
    [CmdletBinding(DefaultParameterSetName = 'Values')]
    param(
        [Parameter(ParameterSetName = 'Values', Mandatory = $true, Position = 0)]
        [hashtable] $Values,

        [Parameter(ParameterSetName = 'Change', Mandatory = $true)]
        [scriptblock] $Change
    )
    Invoke-Locked {
        $state = Read-State
        $before = @{}
        Add-Leaf -Into $before -Value $state
        if ($Change) { & $Change $state } else { foreach ($key in $Values.Keys) { $state[$key] = $Values[$key] } }
        Write-Effect -Before $before -State $state
        Write-State -State $state
    }
}

function Get-RehearsalFile {
    <#
    .SYNOPSIS
    What a file of the simulated machine has: its text, or a hashtable with size and sha256 where it is no text; nothing where it is not there.
    .DESCRIPTION
    The files stand in the state under 'files', by their paths. Slashes of both kinds, and letters of both cases, are the same.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] [string] $Path)
    $files = Get-RehearsalFileTable
    $key = Find-FileKey -Files $files -Path $Path
    if ($null -eq $key) { return }
    $content = $files[$key]
    # Where secrets were hidden in it.
    if ($content -is [hashtable] -and $content.ContainsKey('text')) { $content.text } else { $content }
}

function Set-RehearsalFile {
    <#
    .SYNOPSIS
    Writes a file of the simulated machine: its text, or a hashtable with size and sha256 where it is no text; $null removes it.
    .EXAMPLE
    Set-RehearsalFile 'C:\inetpub\wwwroot\web.config' '<configuration/>'
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true, Position = 0)] [string] $Path,
        [Parameter(Mandatory = $true, Position = 1)] [AllowNull()] [AllowEmptyString()] $Content
    )
    # Seen by the script block, which PowerShell calls from another function.
    $name, $what = $Path, $Content
    Set-RehearsalState -Change {
        param($State)
        if (-not $State['files']) { $State['files'] = @{} }
        $key = Find-FileKey -Files $State.files -Path $name
        if ($null -eq $key) { $key = $name }
        if ($null -eq $what) { $State.files.Remove($key) } else { $State.files[$key] = $what }
    }
}

function Get-RehearsalFileTable {
    <#
    .SYNOPSIS
    All files of the simulated machine, by their paths: a copy. The runner asks for it.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param()
    $files = (Get-RehearsalState)['files']
    if ($files) { $files } else { @{} }
}

function Enter-RehearsalFileCall {
    <#
    .SYNOPSIS
    Notes that the runner is about to copy a file, or to fetch one, and carries out the fault that is planned for it. The runner calls it.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true, Position = 0)] [string] $Action,
        [Parameter(Mandatory = $true, Position = 1)] [string] $Path
    )
    Write-RehearsalCall -Command $Action -Arguments @($Path)
    $null = Invoke-RehearsalFault $Action
}

function Add-RehearsalTime {
    <#
    .SYNOPSIS
    Lets simulated time pass: the runner's clock is that much later, and windows, timeouts and summaries with it.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] [ValidateRange(0, 31536000)] [double] $Seconds)
    Invoke-Locked {
        $invariant = [System.Globalization.CultureInfo]::InvariantCulture
        $path = Get-RehearsalPath -Name 'clock'
        $passed = 0.0
        if ([System.IO.File]::Exists($path)) {
            $passed = [double]::Parse([System.IO.File]::ReadAllText($path), $invariant)
        }
        Write-WholeFile -Name 'clock' -Text ($passed + $Seconds).ToString('0.###', $invariant)
    }
}

function Wait-RehearsalForever {
    <#
    .SYNOPSIS
    Hangs: simulated time passes, a minute every 20 milliseconds, until somebody stops the command.
    #>
    [CmdletBinding()]
    param()
    while ($true) {
        Add-RehearsalTime -Seconds 60
        [System.Threading.Thread]::Sleep(20)
    }
}

function Invoke-RehearsalFault {
    <#
    .SYNOPSIS
    Carries out the fault that the scenario plans for this point, if there is one.
    .DESCRIPTION
    A scenario's faults are a mapping from points to faults. A stand-in names its points: usually one, its own name, right
    after Write-RehearsalCall. A fault is 'hang', 'dies', or a mapping with any of
        on_call   only on this call of the point, counted from 1
        takes     seconds of simulated time that pass
        warning   text for the warning stream
        error     text of a terminating error
        hang      true: hangs
        dies      true: this process ends at once, as if it was killed
    and whatever else the stand-in understands, such as exit_code.
    .OUTPUTS
    The fault as a hashtable, for what only the stand-in can do; nothing where no fault is planned.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param([Parameter(Mandatory = $true, Position = 0)] [string] $Name)

    $fault = Invoke-Locked {
        $state = Read-State
        if (-not $state['faults'] -or -not $state.faults.ContainsKey($Name)) { return }
        if (-not $state['fault_calls']) { $state['fault_calls'] = @{} }
        $state.fault_calls[$Name] = 1 + [int] $state.fault_calls[$Name]
        Write-State -State $state
        $planned = $state.faults[$Name]
        if ($planned -is [string]) { $planned = @{ $planned = $true } }
        if ($planned -isnot [System.Collections.IDictionary]) {
            throw "The scenario's fault '$Name' is neither 'hang', 'dies', nor a mapping."
        }
        if ($planned['on_call'] -and $planned['on_call'] -ne $state.fault_calls[$Name]) { return }
        $planned
    }
    if (-not $fault) { return }
    if ($fault['takes']) { Add-RehearsalTime -Seconds $fault['takes'] }
    if ($fault['warning']) { $PSCmdlet.WriteWarning($fault['warning']) }
    if ($fault['dies']) { [System.Diagnostics.Process]::GetCurrentProcess().Kill() }
    if ($fault['hang']) { Wait-RehearsalForever }
    if ($fault['error']) { throw $fault['error'] }
    $fault
}

function Write-RehearsalCall {
    <#
    .SYNOPSIS
    Notes in calls.log that a command or program was called, and with what: {"command": ..., "parameters": {...}} or
    {"command": ..., "arguments": [...]}. Secrets are not written.
    .EXAMPLE
    Write-RehearsalCall -Command $MyInvocation.MyCommand.Name -Parameters $PSBoundParameters
    .EXAMPLE
    Write-RehearsalCall -Command net -Arguments $args
    #>
    [CmdletBinding(DefaultParameterSetName = 'Command')]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Command,

        [Parameter(ParameterSetName = 'Command')]
        [System.Collections.IDictionary] $Parameters = @{},

        [Parameter(ParameterSetName = 'Program', Mandatory = $true)]
        [AllowEmptyCollection()]
        [string[]] $Arguments
    )
    $script:lastCommand = $Command
    $call = [ordered] @{}
    $call['command'] = $Command
    if ($PSCmdlet.ParameterSetName -eq 'Program') { $call['arguments'] = $Arguments } else { $call['parameters'] = $Parameters }
    $line = (ConvertTo-JsonText $call) + "`n"
    Invoke-Locked { [System.IO.File]::AppendAllText((Get-RehearsalPath -Name 'calls.log'), $line) }
}

function Exit-RehearsalProgram {
    <#
    .SYNOPSIS
    Ends a stand-in for a native program with this exit code; use it in place of `exit`, which cannot carry codes above 255
    outside Windows.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true, Position = 0)] [int] $Code)
    Write-WholeFile -Name "exit.$PID" -Text $Code.ToString([System.Globalization.CultureInfo]::InvariantCulture)
    exit $Code
}

function New-RehearsalEnum {
    <#
    .SYNOPSIS
    Returns the enumeration type of this name, making it where this machine does not have it: objects that the real command
    returns with an enumeration keep it (PowerShell's serializer gives name and number).
    .EXAMPLE
    $status = New-RehearsalEnum 'System.ServiceProcess.ServiceControllerStatus' @{ Stopped = 1; Running = 4 }
    #>
    [CmdletBinding()]
    [OutputType([type])]
    param(
        [Parameter(Mandatory = $true, Position = 0)] [string] $Name,
        [Parameter(Mandatory = $true, Position = 1)] [System.Collections.IDictionary] $Members
    )
    $existing = $Name -as [type]
    if ($existing) { return $existing }
    if ($script:enums.ContainsKey($Name)) { return $script:enums[$Name] }
    $assemblyName = [System.Reflection.AssemblyName] "Rehearsal.$Name"
    $access = [System.Reflection.Emit.AssemblyBuilderAccess]::Run
    # Windows PowerShell asks the application domain for a builder; .NET Core has it on AssemblyBuilder itself.
    $onBuilder = [System.Reflection.Emit.AssemblyBuilder].GetMethod('DefineDynamicAssembly', [type[]] @($assemblyName.GetType(), $access.GetType()))
    $assembly = if ($onBuilder) { $onBuilder.Invoke($null, @($assemblyName, $access)) } else {
        [System.AppDomain]::CurrentDomain.DefineDynamicAssembly($assemblyName, $access)
    }
    $builder = $assembly.DefineDynamicModule('Rehearsal').DefineEnum($Name, [System.Reflection.TypeAttributes]::Public, [int])
    foreach ($member in $Members.Keys) { $null = $builder.DefineLiteral($member, [int] $Members[$member]) }
    $type = if ($builder.PSObject.Methods['CreateType']) { $builder.CreateType() } else { $builder.CreateTypeInfo().AsType() }
    $script:enums[$Name] = $type
    $type
}

# Not exported from here on.

$script:enums = @{}
$script:lockDepth = 0
# Of the call that was noted last in this process: whose doing a change is.
$script:lastCommand = $null
# How many changes the state that was read last has seen.
$script:effectsLogged = 0

# As it stands in the state.
function Find-FileKey($Files, [string] $Path) {
    $wanted = $Path.Replace('/', '\').TrimEnd('\')
    foreach ($key in $Files.Keys) { if ($key.Replace('/', '\').TrimEnd('\') -eq $wanted) { return $key } }
}

function Get-RehearsalPath([string] $Name) {
    if (-not $env:RUNBOOK_REHEARSAL) {
        throw 'No rehearsal is running: the environment variable RUNBOOK_REHEARSAL does not name the folder of its state.'
    }
    [System.IO.Path]::Combine($env:RUNBOOK_REHEARSAL, $Name)
}

# One process at a time: the file "lock" is opened for itself alone. A process that dies lets go of it.
function Invoke-Locked([scriptblock] $Body) {
    $path = Get-RehearsalPath -Name 'lock'
    $lock = $null
    if ($script:lockDepth -eq 0) {
        $deadline = [datetime]::UtcNow.AddSeconds(30)
        while (-not $lock) {
            try {
                $lock = [System.IO.File]::Open($path, [System.IO.FileMode]::OpenOrCreate, [System.IO.FileAccess]::ReadWrite, [System.IO.FileShare]::None)
            }
            catch [System.IO.IOException] {
                if ([datetime]::UtcNow -gt $deadline) { throw "The rehearsal's state stays locked by another process: $path" }
                [System.Threading.Thread]::Sleep(5)
            }
        }
    }
    $script:lockDepth++
    try { & $Body }
    finally {
        $script:lockDepth--
        if ($lock) { $lock.Dispose() }
    }
}

function Read-State {
    $path = Get-RehearsalPath -Name 'state.clixml'
    $script:effectsLogged = 0
    if (-not [System.IO.File]::Exists($path)) { return @{} }
    $state = [System.Management.Automation.PSSerializer]::Deserialize([System.IO.File]::ReadAllText($path))
    # Stand-ins do not see it.
    $script:effectsLogged = [int] $state['effects_logged']
    $state.Remove('effects_logged')
    # A comma would be needed for a list; a hashtable is never unrolled.
    $state
}

function Write-State($State) {
    $State['effects_logged'] = $script:effectsLogged
    Write-WholeFile -Name 'state.clixml' -Text ([System.Management.Automation.PSSerializer]::Serialize($State, 20))
}

# Written before the state is, which says how many have happened: a process that is killed in between leaves a line that does not count.
function Write-Effect([System.Collections.IDictionary] $Before, $State) {
    $after = @{}
    Add-Leaf -Into $after -Value $State
    $changed = foreach ($path in @(@($Before.Keys) + @($after.Keys) | Sort-Text)) {
        if ($path -like 'fault_calls.*' -or $Before[$path] -ceq $after[$path]) { continue }
        $was, $is = foreach ($text in $Before[$path], $after[$path]) { if ($null -eq $text) { 'null' } else { $text } }
        "$(ConvertTo-JsonText $path):[$was,$is]"
    }
    $script:effectsLogged++
    $line = "{`"effect`":$script:effectsLogged,`"command`":$(ConvertTo-JsonText $script:lastCommand),`"changed`":{$(@($changed) -join ',')}}`n"
    [System.IO.File]::AppendAllText((Get-RehearsalPath -Name 'effects.log'), $line)
}

# Every value of the state as JSON, by its path, such as services.W3SVC.status.
function Add-Leaf([System.Collections.IDictionary] $Into, [string] $Path, $Value) {
    if ($Value -is [System.Collections.IDictionary]) {
        foreach ($key in $Value.Keys) { Add-Leaf -Into $Into -Path $(if ($Path) { "$Path.$key" } else { "$key" }) -Value $Value[$key] }
    }
    elseif ($Path) { $Into[$Path] = ConvertTo-JsonText $Value }
}

# Each text once, in one order everywhere; Sort-Object is in a module that is not loaded here.
function Sort-Text {
    $texts = [System.Collections.Generic.SortedSet[string]] [System.StringComparer]::Ordinal
    foreach ($text in $input) { $null = $texts.Add($text) }
    $texts
}

# A reader sees the old text or the new one, never a part.
function Write-WholeFile([string] $Name, [string] $Text) {
    $path = Get-RehearsalPath -Name $Name
    $temporary = $path + '.' + $PID + '.new'
    [System.IO.File]::WriteAllText($temporary, $Text)
    for ($attempt = 1; ; $attempt++) {
        try {
            if ([System.IO.File]::Exists($path)) { [System.IO.File]::Replace($temporary, $path, [NullString]::Value) }
            else { [System.IO.File]::Move($temporary, $path) }
            return
        }
        catch [System.IO.IOException] {
            # On Windows a reader that has the file open at this moment is in the way.
            if ($attempt -ge 50) { throw }
            [System.Threading.Thread]::Sleep(5)
        }
    }
}

# Not ConvertTo-Json: secrets are masked, objects are texts, and every version writes the same ASCII.
function ConvertTo-JsonText($Value) {
    if ($null -eq $Value) { return 'null' }
    if ($Value -is [System.Management.Automation.SwitchParameter]) { $Value = $Value.IsPresent }
    if ($Value -is [bool]) { if ($Value) { return 'true' } else { return 'false' } }
    if ($Value -is [System.Security.SecureString] -or $Value -is [System.Management.Automation.PSCredential]) { return '"********"' }
    if ($Value -is [System.Collections.IDictionary]) {
        $members = foreach ($key in $Value.Keys) { (ConvertTo-JsonText ([string] $key)) + ':' + (ConvertTo-JsonText $Value[$key]) }
        return '{' + (@($members) -join ',') + '}'
    }
    if ($Value -is [System.Collections.IEnumerable] -and $Value -isnot [string]) {
        $items = foreach ($item in $Value) { ConvertTo-JsonText $item }
        return '[' + (@($items) -join ',') + ']'
    }
    if ($Value -is [int] -or $Value -is [long]) { return $Value.ToString([System.Globalization.CultureInfo]::InvariantCulture) }
    $text = [string] $Value
    $json = [System.Text.StringBuilder] '"'
    foreach ($character in $text.ToCharArray()) {
        $code = [int] $character
        if ($code -eq 34 -or $code -eq 92) { $null = $json.Append('\').Append($character) }
        elseif ($code -lt 32 -or $code -gt 126) { $null = $json.Append('\u').Append($code.ToString('x4')) }
        else { $null = $json.Append($character) }
    }
    $json.Append('"').ToString()
}

Export-ModuleMember -Function Get-RehearsalState, Set-RehearsalState, Get-RehearsalFile, Set-RehearsalFile, Get-RehearsalFileTable,
    Enter-RehearsalFileCall, Add-RehearsalTime, Wait-RehearsalForever,
    Invoke-RehearsalFault, Write-RehearsalCall, Exit-RehearsalProgram, New-RehearsalEnum
