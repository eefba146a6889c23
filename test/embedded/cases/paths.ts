import type { CmdletCases } from './cmdlet-case.ts';

/** Cmdlets for paths and locations. */
export const paths: CmdletCases = {
  'Test-Path': [
    [
      'knows files and folders',
      '"$(Test-Path $d) $(Test-Path $d -PathType Leaf) $(Test-Path "$d/nope")"',
      'True False False',
    ],
    [
      'takes wildcards, and not with -LiteralPath',
      'Set-Content "$d/tp1.txt" x; "$(Test-Path "$d/tp?.txt") $(Test-Path -LiteralPath "$d/tp?.txt")"',
      'True False',
    ],
    [
      'looks into other drives',
      '"$(Test-Path env:PATH) $(Test-Path nope:/x) $(Test-Path variable:d)"',
      'True False True',
    ],
    ['tests many', '(Test-Path $d, "$d/nope") -join ","', 'True,False'],
    ['looks at the age', 'Test-Path "$d/tp1.txt" -NewerThan (Get-Date).AddDays(1)', false],
    [
      'refuses null',
      '(Test-Path $null 2>&1).FullyQualifiedErrorId',
      'NullPathNotPermitted,Microsoft.PowerShell.Commands.TestPathCommand',
    ],
  ],
  'Join-Path': [
    ['joins', '(Join-Path a b) -replace "\\\\", "/"', 'a/b'],
    ['joins many', '(Join-Path a b c d) -replace "\\\\", "/"', 'a/b/c/d'],
    ['joins each', '(Join-Path a, b c) -replace "\\\\", "/"', ['a/c', 'b/c']],
    ['resolves', '(Join-Path $d gc.tx? -Resolve) -like "*gc.txt"', true],
  ],
  'Split-Path': [
    ['gives the parent', '(Split-Path a/b/c.txt) -replace "\\\\", "/"', 'a/b'],
    [
      'gives the leaf and its parts',
      '"$(Split-Path a/b.tar.gz -Leaf) $(Split-Path a/b.tar.gz -LeafBase) $(Split-Path a/b.tar.gz -Extension)"',
      'b.tar.gz b.tar .gz',
    ],
    ['knows what is absolute', '"$(Split-Path $d -IsAbsolute) $(Split-Path a/b -IsAbsolute)"', 'True False'],
    [
      'gives the drive',
      '"$(Split-Path env:PATH -Qualifier) $(Split-Path env:PATH -NoQualifier)"',
      'env: PATH',
    ],
  ],
  'Resolve-Path': [
    ['resolves wildcards', '(Resolve-Path "$d/gc.tx?").ProviderPath -like "*gc.txt"', true],
    [
      'gives relative paths',
      'Push-Location $d; (Resolve-Path gc.txt -Relative) -replace "\\\\", "/"; Pop-Location',
      './gc.txt',
    ],
    [
      'says that a path is not there',
      '(Resolve-Path "$d/nope" 2>&1).FullyQualifiedErrorId',
      'PathNotFound,Microsoft.PowerShell.Commands.ResolvePathCommand',
    ],
  ],
  'Convert-Path': [['gives the provider’s path', '(Convert-Path $d) -eq (Get-Item $d).FullName', true]],
  'Get-Location': [
    ['is where we are', '(Get-Location).Path -eq $pwd.Path', true],
    [
      'knows the stack',
      'Push-Location $d -StackName s; (Get-Location -StackName s).Count; Pop-Location -StackName s',
      1,
    ],
  ],
  'Set-Location': [
    [
      'goes there',
      '$here = $pwd.Path; Set-Location $d; $there = $pwd.ProviderPath; Set-Location $here; $there -eq (Convert-Path $d)',
      true,
    ],
    [
      'goes to other drives',
      '$here = $pwd.Path; $p = Set-Location env: -PassThru; Set-Location $here; $p.Drive.Name',
      'Env',
    ],
    [
      'says that a path is not there',
      '(Set-Location "$d/nope" 2>&1).FullyQualifiedErrorId',
      'PathNotFound,Microsoft.PowerShell.Commands.SetLocationCommand',
    ],
  ],
  'Push-Location': [
    ['remembers', '$here = $pwd.Path; Push-Location $d; Pop-Location; $pwd.Path -eq $here', true],
  ],
  'Pop-Location': [
    [
      'goes back, and says where',
      '$here = $pwd.Path; Push-Location $d; (Pop-Location -PassThru).Path -eq $here',
      true,
    ],
  ],
  'Get-PSDrive': [
    ['knows the drives', '(Get-PSDrive Env).Provider.Name', 'Environment'],
    [
      'says that one is not there',
      '(Get-PSDrive nope 2>&1).FullyQualifiedErrorId',
      'GetLocationNoMatchingDrive,Microsoft.PowerShell.Commands.GetPSDriveCommand',
    ],
  ],
};
