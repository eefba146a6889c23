import type { CmdletCases } from './cmdlet-case.ts';

/** Cmdlets for items and their content. */
export const files: CmdletCases = {
  'Get-FileHash': [
    [
      'hashes',
      'Set-Content "$d/h.txt" abc -NoNewline; (Get-FileHash "$d/h.txt").Hash',
      'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD',
    ],
    [
      'knows other algorithms',
      '(Get-FileHash "$d/h.txt" -Algorithm MD5).Hash',
      '900150983CD24FB0D6963F7D28E17F72',
    ],
  ],
  'Set-Content': [
    [
      'writes lines',
      'Set-Content "$d/sc.txt" 1, 2; [IO.File]::ReadAllText("$d/sc.txt") -replace "\\r"',
      '1\n2\n',
    ],
    [
      'writes without line ends',
      'Set-Content "$d/sc.txt" 1, 2 -NoNewline; [IO.File]::ReadAllText("$d/sc.txt")',
      '12',
    ],
    [
      'takes the pipeline into one file',
      "'a', 'b' | Set-Content \"$d/sc.txt\"; (Get-Content \"$d/sc.txt\") -join '+'",
      'a+b',
    ],
    [
      'writes bytes',
      '[byte[]](1, 2, 255) | Set-Content "$d/sc.bin" -AsByteStream; [IO.File]::ReadAllBytes("$d/sc.bin")',
      [1, 2, 255],
    ],
    ['sets other items', 'Set-Content env:RB_TEST v; $env:RB_TEST', 'v'],
    ['passes values on', 'Set-Content "$d/sc.txt" v -PassThru', 'v'],
    ['does nothing with -WhatIf', 'Set-Content "$d/scw.txt" v -WhatIf; Test-Path "$d/scw.txt"', false],
    [
      'refuses a folder that is not there',
      '(Set-Content "$d/no/such.txt" x 2>&1).CategoryInfo.Category.ToString()',
      'WriteError',
    ],
  ],
  'Add-Content': [
    [
      'appends',
      'Set-Content "$d/ac.txt" 1; Add-Content "$d/ac.txt" 2; (Get-Content "$d/ac.txt") -join ","',
      '1,2',
    ],
  ],
  'Clear-Content': [
    ['empties', 'Set-Content "$d/cc.txt" 1; Clear-Content "$d/cc.txt"; (Get-Item "$d/cc.txt").Length', 0],
  ],
  'Get-Content': [
    [
      'gives lines',
      'Set-Content "$d/gc.txt" one, two, three; Get-Content "$d/gc.txt"',
      ['one', 'two', 'three'],
    ],
    ['gives the whole with -Raw', '(Get-Content "$d/gc.txt" -Raw) -replace "\\r"', 'one\ntwo\nthree\n'],
    [
      'gives the begin and the end',
      '"$(Get-Content "$d/gc.txt" -TotalCount 1) $(Get-Content "$d/gc.txt" -Tail 1)"',
      'one three',
    ],
    [
      'gives chunks',
      '(Get-Content "$d/gc.txt" -ReadCount 2 | ForEach-Object { @($_).Count }) -join ","',
      '2,1',
    ],
    ['gives bytes', '(Get-Content "$d/gc.txt" -AsByteStream -TotalCount 2) -join ","', '111,110'],
    [
      'reads an encoding',
      '[IO.File]::WriteAllBytes("$d/latin.txt", [byte[]](0xE9)); Get-Content "$d/latin.txt" -Encoding latin1',
      'é',
    ],
    ['knows where lines come from', '(Get-Content "$d/gc.txt" -Tail 1).PSChildName', 'gc.txt'],
    ['reads other items', '$env:RB_TEST2 = "w"; Get-Content env:RB_TEST2', 'w'],
    [
      'says that a file is not there',
      '(Get-Content "$d/nope.txt" 2>&1).FullyQualifiedErrorId',
      'PathNotFound,Microsoft.PowerShell.Commands.GetContentCommand',
    ],
    [
      'refuses both ends at once',
      'try { Get-Content "$d/gc.txt" -Head 1 -Tail 1 } catch { $_.FullyQualifiedErrorId }',
      'TailAndHeadCannotCoexist,Microsoft.PowerShell.Commands.GetContentCommand',
    ],
  ],
  'Get-Item': [
    ['gives the item', '(Get-Item "$d/gc.txt").GetType().Name', 'FileInfo'],
    ['carries its provider path', '(Get-Item "$d/gc.txt").PSPath -like "*FileSystem::*gc.txt"', true],
    [
      'says that an item is not there',
      '(Get-Item "$d/nope" 2>&1).FullyQualifiedErrorId',
      'PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand',
    ],
  ],
  'Get-ChildItem': [
    [
      'gives names',
      'New-Item "$d/gci/sub" -ItemType Directory | Out-Null; Set-Content "$d/gci/a.txt" 1; Set-Content "$d/gci/sub/b.log" 1; Get-ChildItem "$d/gci" -Name | Sort-Object',
      ['a.txt', 'sub'],
    ],
    ['goes down', '(Get-ChildItem "$d/gci" -Recurse -File).Name | Sort-Object', ['a.txt', 'b.log']],
    ['goes down only so far', '@(Get-ChildItem "$d/gci" -Depth 0).Count', 2],
    ['filters', '(Get-ChildItem "$d/gci" -Recurse -Filter *.log).Name', 'b.log'],
    ['includes and excludes', '(Get-ChildItem "$d/gci/*" -Exclude *.txt).Name', 'sub'],
    ['takes folders only', '(Get-ChildItem "$d/gci" -Directory).Name', 'sub'],
    [
      'says that a folder is not there',
      '(Get-ChildItem "$d/nope" 2>&1).FullyQualifiedErrorId',
      'PathNotFound,Microsoft.PowerShell.Commands.GetChildItemCommand',
    ],
  ],
  'New-Item': [
    ['makes a file with content', '(New-Item "$d/ni.txt" -Value hello).Length', 5],
    ['makes a folder with those above', '(New-Item "$d/ni/x/y" -ItemType Directory).PSIsContainer', true],
    ['takes a name apart', '(New-Item -Path $d -Name ni2.txt -ItemType File).Name', 'ni2.txt'],
    [
      'refuses one that is there',
      '(New-Item "$d/ni.txt" 2>&1).FullyQualifiedErrorId',
      'NewItemIOError,Microsoft.PowerShell.Commands.NewItemCommand',
    ],
    ['does nothing with -WhatIf', 'New-Item "$d/niw" -WhatIf; Test-Path "$d/niw"', false],
  ],
  'Remove-Item': [
    [
      'removes files by wildcard',
      'Set-Content "$d/ri1.tmp" 1; Set-Content "$d/ri2.tmp" 1; Remove-Item "$d/ri*.tmp"; @(Get-ChildItem "$d/*.tmp").Count',
      0,
    ],
    [
      'removes folders with their content',
      'New-Item "$d/ri/x" -ItemType Directory | Out-Null; Remove-Item "$d/ri" -Recurse; Test-Path "$d/ri"',
      false,
    ],
    [
      'takes a name literally',
      'Set-Content -LiteralPath "$d/ri[1]" 1; Remove-Item -LiteralPath "$d/ri[1]"; Test-Path -LiteralPath "$d/ri[1]"',
      false,
    ],
    [
      'does nothing with -WhatIf',
      'Set-Content "$d/riw" 1; Remove-Item "$d/riw" -WhatIf; Test-Path "$d/riw"',
      true,
    ],
    [
      'says that an item is not there',
      '(Remove-Item "$d/nope" 2>&1).FullyQualifiedErrorId',
      'PathNotFound,Microsoft.PowerShell.Commands.RemoveItemCommand',
    ],
  ],
  'Copy-Item': [
    ['copies a file', 'Copy-Item "$d/gc.txt" "$d/copy.txt"; (Get-Content "$d/copy.txt").Count', 3],
    [
      'copies a folder with its content',
      'Copy-Item "$d/gci" "$d/gci2" -Recurse; Test-Path "$d/gci2/sub/b.log"',
      true,
    ],
    ['passes the copy on', '(Copy-Item "$d/gc.txt" "$d/copy2.txt" -PassThru).Name', 'copy2.txt'],
  ],
  'Move-Item': [
    [
      'moves',
      'Set-Content "$d/mi1" 1; Move-Item "$d/mi1" "$d/mi2"; "$(Test-Path "$d/mi1") $(Test-Path "$d/mi2")"',
      'False True',
    ],
  ],
  'Rename-Item': [['renames', 'Set-Content "$d/rn1" 1; (Rename-Item "$d/rn1" rn2 -PassThru).Name', 'rn2']],
};
