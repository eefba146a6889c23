<#
.SYNOPSIS
Stand-ins for the commands of the Lync Server 2013 Management Shell that the runbook calls, on a simulated server.

.DESCRIPTION
Parameters, sets, types of switches and values, ShouldProcess and streams are those of the real commands
(catalogs/lync-server-2013.json), so a call that the real command would refuse is refused here by PowerShell itself.
What the simulated server is, and how it behaves, stands in machine.ps1.
#>
Set-StrictMode -Version Latest
. ([System.IO.Path]::Combine($PSScriptRoot, 'machine.ps1'))

# From here on this process holds the Lync assemblies, in the version that is installed now.
Add-OpenShell
$script:loadedUpdate = (Get-Machine).update

function Get-CsServerVersion {
    [CmdletBinding()]
    param()
    Write-RehearsalCall -Command 'Get-CsServerVersion'
    $null = Invoke-RehearsalFault 'Get-CsServerVersion'
    'Microsoft Lync Server 2013 (5.0.8308.0): Volume license key installed.'
}

function Get-CsAdminRoleAssignment {
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipeline = $true)] [string] $Identity,
        [switch] $Force,
        [switch] $LocalStore
    )
    process {
        Write-RehearsalCall -Command 'Get-CsAdminRoleAssignment' -Parameters $PSBoundParameters
        $null = Invoke-RehearsalFault 'Get-CsAdminRoleAssignment'
        $machine = Get-Machine
        if ($Identity -ne $machine.account.Split('\')[-1]) {
            throw "Cannot find the user `"$Identity`" in Active Directory. Verify that the SamAccountName is correct."
        }
        foreach ($role in @($machine.roles)) { $role }
    }
}

function Get-CsWindowsService {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0)] [string] $Name,
        [string] $ComputerName,
        [switch] $ExcludeActivityLevel,
        [string] $Report
    )
    Write-RehearsalCall -Command 'Get-CsWindowsService' -Parameters $PSBoundParameters
    $null = Invoke-RehearsalFault 'Get-CsWindowsService'
    $machine = Get-Machine
    foreach ($each in Select-ServiceName -Machine $machine -Name $Name -ComputerName $ComputerName) {
        $service = $machine.services[$each]
        [pscustomobject] @{
            PSTypeName    = 'Microsoft.Rtc.Management.Core.NTService'
            Status        = $service.status
            Name          = $each
            ActivityLevel = $null
            DisplayName   = $service.display
            RoleName      = @($service.role)
        }
    }
}

function Stop-CsWindowsService {
    [CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'Name')]
    param(
        [Parameter(ParameterSetName = 'Name', Position = 0)] [string] $Name,
        [Parameter(ParameterSetName = 'Name')] [string] $ComputerName,
        [Parameter(ParameterSetName = 'InputObject', ValueFromPipeline = $true)] [psobject] $InputObject,
        [switch] $Force,
        [switch] $Graceful,
        [switch] $LeaveClsAgentRunning,
        [switch] $LeaveWebServerRunning,
        [switch] $NoWait,
        [string] $Report
    )
    process {
        Write-RehearsalCall -Command 'Stop-CsWindowsService' -Parameters $PSBoundParameters
        $null = Invoke-RehearsalFault 'Stop-CsWindowsService'
        $machine = Get-Machine
        if ($InputObject) { $Name = $InputObject.Name }
        $names = @(Select-ServiceName -Machine $machine -Name $Name -ComputerName $ComputerName)
        foreach ($each in $names) {
            if (-not $Name -and $each -eq 'W3SVC' -and ($LeaveWebServerRunning -or -not $machine.stop_takes_w3svc)) { continue }
            if (-not $Name -and $each -eq 'RTCCLSAGT' -and $LeaveClsAgentRunning) { continue }
            if ($machine.services[$each].status -eq 'Stopped') { continue }
            if (-not $PSCmdlet.ShouldProcess($each)) { continue }
            $PSCmdlet.WriteVerbose("Stopping service `"$each`" on `"$($machine.computer)`".")
            Add-RehearsalTime -Seconds 20
            Set-RehearsalState -Change {
                param($State)
                $target = if (@($State.stuck_services) -contains $each) { 'StopPending' } else { 'Stopped' }
                Set-MachineService -Machine $State -Name $each -Status $target
            }
        }
    }
}

function Start-CsWindowsService {
    [CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'Name')]
    param(
        [Parameter(ParameterSetName = 'Name', Position = 0)] [string] $Name,
        [Parameter(ParameterSetName = 'Name')] [string] $ComputerName,
        [Parameter(ParameterSetName = 'InputObject', ValueFromPipeline = $true)] [psobject] $InputObject,
        [switch] $Force,
        [switch] $NoWait,
        [string] $Report
    )
    process {
        Write-RehearsalCall -Command 'Start-CsWindowsService' -Parameters $PSBoundParameters
        $null = Invoke-RehearsalFault 'Start-CsWindowsService'
        $machine = Get-Machine
        if ($InputObject) { $Name = $InputObject.Name }
        foreach ($each in Select-ServiceName -Machine $machine -Name $Name -ComputerName $ComputerName) {
            if ($machine.services[$each].status -eq 'Running') { continue }
            if (-not $PSCmdlet.ShouldProcess($each)) { continue }
            $PSCmdlet.WriteVerbose("Starting service `"$each`" on `"$($machine.computer)`".")
            if ($machine.services[$each].status -eq 'StopPending') {
                throw "Cannot start service `"$each`" on `"$($machine.computer)`": it is still stopping."
            }
            Add-RehearsalTime -Seconds 25
            Set-RehearsalState -Change {
                param($State)
                $target = if (@($State.failing_services) -contains $each) { 'StartPending' } else { 'Running' }
                Set-MachineService -Machine $State -Name $each -Status $target
            }
        }
    }
}

function Test-CsDatabase {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param(
        [Parameter(ParameterSetName = 'ByCMS', Mandatory = $true)] [switch] $CentralManagementDatabase,
        [Parameter(ParameterSetName = 'ByConfigured', Mandatory = $true)] [switch] $ConfiguredDatabases,
        [Parameter(ParameterSetName = 'ByDatabase', Mandatory = $true)]
        [ValidateSet('Application', 'Archiving', 'Monitoring', 'User', 'Provision', 'CentralAdmin', 'Lyss', 'Registrar', 'Edge',
            'PersistentChat', 'PersistentChatCompliance', 'CentralMgmt')]
        [string] $DatabaseType,
        [Parameter(ParameterSetName = 'ByLocal', Mandatory = $true)] [switch] $LocalService,

        [Parameter(ParameterSetName = 'ByCMS')]
        [Parameter(ParameterSetName = 'ByConfigured', Mandatory = $true)]
        [Parameter(ParameterSetName = 'ByDatabase', Mandatory = $true)]
        [ValidatePattern('^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$')]    # the real type is Microsoft.Rtc.Management.Deploy.Fqdn
        [string] $SqlServerFqdn,

        [Parameter(ParameterSetName = 'ByCMS')] [Parameter(ParameterSetName = 'ByDatabase')] [string] $SqlInstanceName,
        [string] $Report
    )
    Write-RehearsalCall -Command 'Test-CsDatabase' -Parameters $PSBoundParameters
    $null = Invoke-RehearsalFault 'Test-CsDatabase'
    $machine = Get-Machine
    Add-RehearsalTime -Seconds 5
    $server = if ($LocalService) { $machine.computer } else { $SqlServerFqdn }
    $reached = $LocalService -or ($machine.sql_reachable -and $SqlServerFqdn -eq $machine.sql_server)
    if (-not $reached) { $PSCmdlet.WriteWarning("Test-CsDatabase encountered errors. Cannot connect to SQL Server `"$server`".") }
    foreach ($database in Get-MachineDatabase -Machine $machine) {
        $blank = -not $reached -or @($machine.blank_versions) -contains $database.Name
        [pscustomobject] @{
            SqlServerFqdn    = $server
            SqlInstanceName  = 'rtc'
            DatabaseName     = $database.Name
            DataSource       = $(if ($reached) { "$server\rtc" } else { $null })
            SQLServerVersion = $(if ($reached) { '11.0.3000.0' } else { $null })
            ExpectedVersion  = $database.Expected
            InstalledVersion = $(if (-not $blank) { $database.Installed } else { $null })
            Succeed          = [bool] $reached
        }
    }
}

function Install-CsDatabase {
    [CmdletBinding(SupportsShouldProcess = $true)]
    param(
        [Parameter(ParameterSetName = 'ByCMS', Mandatory = $true)] [switch] $CentralManagementDatabase,
        [Parameter(ParameterSetName = 'ByConfigured', Mandatory = $true)] [switch] $ConfiguredDatabases,
        [Parameter(ParameterSetName = 'ByDatabase', Mandatory = $true)]
        [ValidateSet('Application', 'Archiving', 'Monitoring', 'User', 'Provision', 'CentralAdmin', 'Lyss', 'Registrar', 'Edge',
            'PersistentChat', 'PersistentChatCompliance', 'CentralMgmt')]
        [string] $DatabaseType,
        [Parameter(ParameterSetName = 'ByLocal', Mandatory = $true)] [switch] $LocalDatabases,

        [Parameter(ParameterSetName = 'ByCMS', Mandatory = $true)]
        [Parameter(ParameterSetName = 'ByConfigured', Mandatory = $true)]
        [Parameter(ParameterSetName = 'ByDatabase')]
        [ValidatePattern('^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$')]    # the real type is Microsoft.Rtc.Management.Deploy.Fqdn
        [string] $SqlServerFqdn,

        [Parameter(ParameterSetName = 'ByCMS')] [Parameter(ParameterSetName = 'ByDatabase')] [string] $SqlInstanceName,
        [Parameter(ParameterSetName = 'ByConfigured')] [switch] $ExcludeCollocatedStores,
        [Parameter(ParameterSetName = 'ByConfigured')] [Parameter(ParameterSetName = 'ByLocal')] [string] $ForInstance,
        [Parameter(ParameterSetName = 'ByConfigured')] [Parameter(ParameterSetName = 'ByLocal')] [switch] $ForDefaultInstance,
        [Parameter(ParameterSetName = 'ByCMS')] [switch] $Backup,
        [Parameter(ParameterSetName = 'ByCMS')] [Parameter(ParameterSetName = 'ByDatabase')] [switch] $Collocated,
        [switch] $Clean,
        [switch] $Update,
        [switch] $Force,
        [hashtable] $DatabasePathMap,
        [string[]] $DatabasePaths,
        [string] $GlobalCatalog,
        [string] $GlobalSettingsDomainController,
        [switch] $NoReindex,
        [string] $Report,
        [switch] $SkipPrepareCheck,
        [switch] $UseDefaultSqlPaths
    )
    Write-RehearsalCall -Command 'Install-CsDatabase' -Parameters $PSBoundParameters
    if ($Clean -and $Update) { throw 'The parameters "Clean" and "Update" cannot be specified together.' }
    $machine = Get-Machine
    $server = if ($LocalDatabases) { $machine.computer } else { $SqlServerFqdn }
    if (-not $PSCmdlet.ShouldProcess($server, 'Install-CsDatabase')) { return }
    if ($LocalDatabases -and $machine.edition -ne 'standard') {
        throw "No local databases are defined in the topology for `"$($machine.computer)`"."
    }
    if ($ConfiguredDatabases -and $machine.edition -eq 'standard') {
        throw "No databases are configured for SQL Server `"$SqlServerFqdn`". Use LocalDatabases on a Standard Edition server."
    }
    if (-not $LocalDatabases -and (-not $machine.sql_reachable -or $SqlServerFqdn -ne $machine.sql_server)) {
        throw "Cannot connect to SQL Server `"$SqlServerFqdn`": a network-related or instance-specific error occurred."
    }
    $databases = @(Get-MachineDatabase -Machine $machine | Where-Object { -not ($ExcludeCollocatedStores -and $_.Store -ne 'user') })
    $done = 0
    foreach ($database in $databases) {
        $PSCmdlet.WriteProgress([System.Activator]::CreateInstance([System.Management.Automation.ProgressRecord],
                @(1, 'Updating databases', $database.Name)))
        $PSCmdlet.WriteVerbose("Connecting to `"$server\rtc`", database `"$($database.Name)`".")
        Add-RehearsalTime -Seconds 20
        $done++
        # A fault comes in the middle: some databases are updated then, others not.
        if ($done -eq 2) { $null = Invoke-RehearsalFault 'Install-CsDatabase' }
        if ($machine.collocated -and -not $ExcludeCollocatedStores -and $database.Store -ne 'user') {
            throw "Database `"$($database.Name)`" belongs to a collocated store. Use ExcludeCollocatedStores."
        }
    }
    $stale = @($machine.services.Keys | Where-Object { $machine.services[$_].assemblies -eq 'old' }).Count -gt 0
    if (-not $stale -and $script:loadedUpdate -eq 'installed' -and -not $machine.restart_pending) {
        Set-RehearsalState @{ databases_updated = $true }
    }
}

function Get-CsDatabaseMirrorState {
    [CmdletBinding()]
    param(
        [ValidateSet('Application', 'Archiving', 'Monitoring', 'User', 'Provision', 'CentralAdmin', 'Lyss', 'Registrar', 'Edge',
            'PersistentChat', 'PersistentChatCompliance', 'CentralMgmt')]
        [string] $DatabaseType,
        [switch] $LocalStore,
        [Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$')] [string] $PoolFqdn,
        [string] $Report
    )
    Write-RehearsalCall -Command 'Get-CsDatabaseMirrorState' -Parameters $PSBoundParameters
    $null = Invoke-RehearsalFault 'Get-CsDatabaseMirrorState'
    $machine = Get-Machine
    if ($PoolFqdn -ne $machine.pool) { throw "Cannot find pool `"$PoolFqdn`" in the topology." }
    if ($machine.mirror -eq 'error') { throw 'Cannot read the mirroring state: access to the SQL Server instance was denied.' }
    $mirrored = $machine.mirror -eq 'mirrored'
    foreach ($database in Get-MachineDatabase -Machine $machine) {
        [pscustomobject] @{
            DatabaseName             = $database.Name
            StateOnPrimary           = $(if ($mirrored) { 'Principal' } else { 'DatabaseInaccessibleOrMirroringNotEnabled' })
            StateOnMirror            = $(if ($mirrored) { 'Mirror' } else { 'DatabaseInaccessibleOrMirroringNotEnabled' })
            MirroringStatusOnPrimary = $(if ($mirrored) { 'synchronized' } else { $null })
            MirroringStatusOnMirror  = $(if ($mirrored) { 'synchronized' } else { $null })
        }
    }
}

# Not exported from here on.

function Select-ServiceName([hashtable] $Machine, [string] $Name, [string] $ComputerName) {
    if ($ComputerName -and $ComputerName -ne $Machine.computer) { throw "Cannot connect to computer `"$ComputerName`"." }
    if (-not $Name) { return @($Machine.services.Keys | Sort-Object) }
    $found = @($Machine.services.Keys | Where-Object { $_ -eq $Name })
    if (-not $found.Count) { throw "Service `"$Name`" was not found on computer `"$($Machine.computer)`"." }
    $found
}

# The databases of the back end: the update brings a new version of those of the user store, none of the collocated stores'.
function Get-MachineDatabase([hashtable] $Machine) {
    $user = @(
        @('rtcxds', '15.13.1', '15.13.4'), @('rtcshared', '5.0.1', '5.0.2'), @('rtcab', '62.42.2', '62.42.3'),
        @('rgsconfig', '5.5.1', '5.5.1'), @('rgsdyn', '2.5.1', '2.5.1'), @('cpsdyn', '1.1.2', '1.1.2')
    )
    $collocated = @(@('lcslog', '24.9.1', '24.9.1'), @('lcscdr', '39.80.3', '39.80.3'), @('qoemetrics', '62.90.1', '62.90.1'))
    $rows = @($user | ForEach-Object { , @('user', $_) })
    if ($Machine.collocated) { $rows += @($collocated | ForEach-Object { , @('collocated', $_) }) }
    foreach ($row in $rows) {
        $name, $old, $new = $row[1]
        [pscustomobject] @{
            Store     = $row[0]
            Name      = $name
            Expected  = $(if ($Machine.update -eq 'installed') { $new } else { $old })
            Installed = $(if ($Machine.databases_updated) { $new } else { $old })
        }
    }
}

Export-ModuleMember -Function Get-CsServerVersion, Get-CsAdminRoleAssignment, Get-CsWindowsService, Stop-CsWindowsService,
    Start-CsWindowsService, Test-CsDatabase, Install-CsDatabase, Get-CsDatabaseMirrorState
