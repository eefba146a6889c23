<#
.SYNOPSIS
Stand-ins for the Windows commands that the runbook calls: Test-Path, Get-CimInstance (Win32_LogicalDisk) and Get-Service,
with the parameters of Windows PowerShell 3.0 and later, answered from the simulated machine.
#>
Set-StrictMode -Version Latest
. ([System.IO.Path]::Combine($PSScriptRoot, 'machine.ps1'))

function Test-Path {
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    [OutputType([bool])]
    param(
        [Parameter(ParameterSetName = 'Path', Mandatory = $true, Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [string[]] $Path,

        [Parameter(ParameterSetName = 'LiteralPath', Mandatory = $true, ValueFromPipelineByPropertyName = $true)]
        [Alias('PSPath')]
        [string[]] $LiteralPath,

        [Alias('Type')] [ValidateSet('Any', 'Container', 'Leaf')] [string] $PathType = 'Any',
        [string] $Filter,
        [string[]] $Include,
        [string[]] $Exclude,
        [switch] $IsValid
    )
    process {
        Write-RehearsalCall -Command 'Test-Path' -Parameters $PSBoundParameters
        $null = Invoke-RehearsalFault 'Test-Path'
        $machine = Get-Machine
        foreach ($wanted in @($Path) + @($LiteralPath)) {
            if (-not $wanted) { continue }
            $isFile = @($machine.files | Where-Object { if ($Path) { $_ -like $wanted } else { $_ -eq $wanted } }).Count -gt 0
            $isFolder = @($machine.files | Where-Object { $_ -like ($wanted.TrimEnd('\') + '\*') }).Count -gt 0
            if ($IsValid) { $true }
            elseif ($PathType -eq 'Leaf') { $isFile }
            elseif ($PathType -eq 'Container') { $isFolder }
            else { $isFile -or $isFolder }
        }
    }
}

function Get-CimInstance {
    [CmdletBinding(DefaultParameterSetName = 'ClassNameComputerSet')]
    param(
        [Parameter(ParameterSetName = 'ClassNameComputerSet', Mandatory = $true, Position = 0, ValueFromPipelineByPropertyName = $true)]
        [string] $ClassName,

        [Parameter(ParameterSetName = 'ClassNameComputerSet')] [string] $Filter,
        [Parameter(ParameterSetName = 'ClassNameComputerSet')] [Alias('SelectProperties')] [string[]] $Property,
        [Parameter(ParameterSetName = 'ClassNameComputerSet')] [switch] $KeyOnly,
        [Parameter(ParameterSetName = 'ClassNameComputerSet')] [switch] $Shallow,
        [Parameter(ParameterSetName = 'QueryComputerSet', Mandatory = $true)] [string] $Query,
        [string] $QueryDialect,
        [string] $Namespace,
        [Alias('CN', 'ServerName')] [string[]] $ComputerName,
        [Alias('OT')] [uint32] $OperationTimeoutSec
    )
    Write-RehearsalCall -Command 'Get-CimInstance' -Parameters $PSBoundParameters
    $null = Invoke-RehearsalFault 'Get-CimInstance'
    if ($ClassName -ne 'Win32_LogicalDisk') {
        throw "This rehearsal knows the class 'Win32_LogicalDisk' only. Add '$ClassName$Query' to Get-CimInstance in Windows.psm1."
    }
    $machine = Get-Machine
    foreach ($drive in @($machine.drives.Keys | Sort-Object)) {
        if ($Filter) {
            if ($Filter -notmatch "^\s*DeviceID\s*=\s*(['`"])([A-Za-z]:)\1\s*$") { throw 'Invalid query' }
            if ($Matches[2] -ne $drive) { continue }
        }
        $type = [uint32] $machine.drives[$drive]
        [pscustomobject] @{
            PSTypeName   = 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_LogicalDisk'
            DeviceID     = $drive
            DriveType    = $type
            ProviderName = $(if ($type -eq 4) { '\\fileserver\updates' } else { $null })
            VolumeName   = ''
            FreeSpace    = [uint64] 48318382080
        }
    }
}

function Get-Service {
    [CmdletBinding(DefaultParameterSetName = 'Default')]
    param(
        [Parameter(ParameterSetName = 'Default', Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [Alias('ServiceName')]
        [string[]] $Name,

        [Parameter(ParameterSetName = 'DisplayName', Mandatory = $true)] [string[]] $DisplayName,
        [Parameter(ValueFromPipelineByPropertyName = $true)] [Alias('Cn')] [string[]] $ComputerName,
        [Alias('DS')] [switch] $DependentServices,
        [Alias('SDO', 'ServicesDependedOn')] [switch] $RequiredServices,
        [string[]] $Include,
        [string[]] $Exclude
    )
    process {
        Write-RehearsalCall -Command 'Get-Service' -Parameters $PSBoundParameters
        $null = Invoke-RehearsalFault 'Get-Service'
        $machine = Get-Machine
        $status = New-RehearsalEnum 'System.ServiceProcess.ServiceControllerStatus' @{
            Stopped = 1; StartPending = 2; StopPending = 3; Running = 4; ContinuePending = 5; PausePending = 6; Paused = 7
        }
        $names = @($machine.services.Keys | Sort-Object)
        if ($DisplayName) {
            $names = @($names | Where-Object { $display = $machine.services[$_].display; @($DisplayName | Where-Object { $display -like $_ }).Count })
        }
        foreach ($wanted in @($Name)) {
            if (-not $wanted) { continue }
            $found = @($names | Where-Object { $_ -like $wanted })
            if (-not $found.Count -and -not [System.Management.Automation.WildcardPattern]::ContainsWildcardCharacters($wanted)) {
                $message = "Cannot find any service with service name '$wanted'."
                $exception = [System.Management.Automation.ItemNotFoundException] $message
                $PSCmdlet.WriteError([System.Activator]::CreateInstance([System.Management.Automation.ErrorRecord],
                        @($exception, 'NoServiceFoundForGivenName', [System.Management.Automation.ErrorCategory]::ObjectNotFound, $wanted)))
            }
            foreach ($each in $found) { New-ServiceObject -Name $each -Service $machine.services[$each] -StatusType $status }
        }
        if (-not $Name) { foreach ($each in $names) { New-ServiceObject -Name $each -Service $machine.services[$each] -StatusType $status } }
    }
}

function New-ServiceObject([string] $Name, [hashtable] $Service, [type] $StatusType) {
    # The members of the real object; those that PowerShell's own type data leads to have to be there.
    $object = [pscustomobject] @{
        CanPauseAndContinue = $false
        CanShutdown         = $false
        CanStop             = $Service.status -eq 'Running'
        DisplayName         = $Service.display
        DependentServices   = @()
        MachineName         = '.'
        Name                = $Name
        ServiceName         = $Name
        ServicesDependedOn  = @()
        Status              = [System.Enum]::Parse($StatusType, $Service.status)
    }
    # Not as PSTypeName: PowerShell itself gives this type an alias "Name", which collides while the object is being made.
    $object.PSObject.TypeNames.Insert(0, 'System.ServiceProcess.ServiceController')
    $object
}

Export-ModuleMember -Function Test-Path, Get-CimInstance, Get-Service
