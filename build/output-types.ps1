<#
  Makes catalogs/output-types.json: for each command of PowerShell itself that says what objects it gives, the names of all properties that
  such an object can have. Run it by PowerShell 7: pwsh build/output-types.ps1 > catalogs/output-types.json
  A name too many costs a mistake that is not found, a name too few a false warning: so the properties of all derived types, of
  PowerShell's type data and of providers are among them.
#>
$ErrorActionPreference = 'Stop'
$modules = 'Management', 'Utility', 'Security', 'Diagnostics' | ForEach-Object { "Microsoft.PowerShell.$_" }
Import-Module $modules -ErrorAction Ignore
$loaded = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic } | ForEach-Object {
  try { $_.GetTypes() } catch [System.Reflection.ReflectionTypeLoadException] { $_.Exception.Types | Where-Object { $_ } }
}
$everyObject = 'PSComputerName', 'RunspaceId', 'PSShowComputerName', 'PSSourceJobInstanceId', 'PSObject', 'PSTypeNames'
$providerItem = 'PSPath', 'PSParentPath', 'PSChildName', 'PSDrive', 'PSProvider', 'PSIsContainer'
# What a command gives in every edition of PowerShell, where it says so itself. What gives something else in Windows PowerShell is not here.
$commands = 'Get-Process', 'Start-Process', 'Stop-Process', 'Wait-Process', 'Get-PSDrive', 'New-PSDrive', 'Get-PSProvider', 'Get-FileHash', 'Get-Location', 'Resolve-Path', 'Get-Module', 'Get-Alias', 'Get-TimeZone',
  'Get-Culture', 'Get-UICulture', 'Get-Credential', 'Get-History', 'Get-Host', 'Get-PSSession', 'Get-PSCallStack', 'Get-Verb', 'Measure-Object', 'Select-String', 'New-TemporaryFile'
# Items of the providers that Windows has; those of others have other properties besides.
$files = [IO.FileInfo], [IO.DirectoryInfo]
$items = $files + [Microsoft.Win32.RegistryKey], [Security.Cryptography.X509Certificates.X509Certificate2], [Management.Automation.PSVariable], [Management.Automation.FunctionInfo], [Management.Automation.AliasInfo],
  [Collections.DictionaryEntry]
$given = @{
  'Get-Item' = $items; 'Get-ChildItem' = $items; 'New-Item' = $items; 'Copy-Item' = $items; 'Move-Item' = $items; 'Rename-Item' = $items
}
function PropertiesOf([type]$Type) {
  $related = @($Type) + @($loaded | Where-Object { $_ -ne $Type -and $Type.IsAssignableFrom($_) })
  foreach ($each in $related) {
    $each.GetProperties([Reflection.BindingFlags]'Public, Instance').Name
    $each.GetFields([Reflection.BindingFlags]'Public, Instance').Name
    for ($base = $each; $base; $base = $base.BaseType) { if ($base.FullName) { (Get-TypeData -TypeName $base.FullName).Members.Keys } }
    foreach ($interface in $each.GetInterfaces() | Where-Object FullName) { (Get-TypeData -TypeName $interface.FullName).Members.Keys }
  }
}

$lines = foreach ($name in $commands + $given.Keys | Sort-Object) {
  $types = if ($given[$name]) { $given[$name] } else {
    (Get-Command $name).OutputType | ForEach-Object { if ($_.Type) { $_.Type } else { $_.Name -as [type] } }
  }
  $objects = @($types | ForEach-Object { if ($_.IsArray) { $_.GetElementType() } else { $_ } } | Where-Object { $_ -and $_ -ne [string] -and -not $_.IsPrimitive })
  if ($objects.Count -eq 0) { continue }
  $names = @($objects | ForEach-Object { PropertiesOf $_ }) + $everyObject + $providerItem | Where-Object { $_ } | Sort-Object -Unique -CaseSensitive
  '    ' + (ConvertTo-Json $name) + ': { "types": ' + (ConvertTo-Json @($objects.FullName) -Compress) + ', "properties": ' + (ConvertTo-Json @($names) -Compress) + ' }'
}
'{'
'  "format": 1,'
'  "source": { "product": "PowerShell ' + $PSVersionTable.PSVersion + '", "repository": "https://github.com/PowerShell/PowerShell", "licence": "MIT" },'
'  "commands": {'
$lines -join ",`n"
'  }'
'}'
