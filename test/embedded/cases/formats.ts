import type { CmdletCases } from './cmdlet-case.ts';

/** Cmdlets that turn objects into text and back, and search text. */
export const formats: CmdletCases = {
  'ConvertTo-Json': [
    [
      'writes what JSON has',
      "[ordered]@{ n = $null; b = $true; i = 1; d = 1.5; s = 'x\"é'; a = @(); o = @{} } | ConvertTo-Json -Compress",
      '{"n":null,"b":true,"i":1,"d":1.5,"s":"x\\"é","a":[],"o":{}}',
    ],
    ['indents by two', '([ordered]@{ a = 1 } | ConvertTo-Json) -replace "\\r"', '{\n  "a": 1\n}'],
    [
      'cuts at depth 2, and warns',
      '$w = @(@{ a = @{ b = @{ c = @{ d = 1 } } } } | ConvertTo-Json -Compress 3>&1); "$($w[-1]) $($w.Count)"',
      '{"a":{"b":{"c":"System.Collections.Hashtable"}}} 2',
    ],
    [
      'goes deeper with -Depth',
      '@{ a = @{ b = @{ c = @{ d = 1 } } } } | ConvertTo-Json -Compress -Depth 9',
      '{"a":{"b":{"c":{"d":1}}}}',
    ],
    ['writes several inputs as an array', "1, 'a' | ConvertTo-Json -Compress", '[1,"a"]'],
    ['writes one as an array with -AsArray', '1 | ConvertTo-Json -Compress -AsArray', '[1]'],
    [
      'writes dates in ISO 8601',
      "[datetime]::SpecifyKind('2020-01-02T03:04:05', 'Utc') | ConvertTo-Json",
      '"2020-01-02T03:04:05Z"',
    ],
    [
      'writes enums as numbers or names',
      '"$([DayOfWeek]::Monday | ConvertTo-Json) $([DayOfWeek]::Monday | ConvertTo-Json -EnumsAsStrings)"',
      '1 "Monday"',
    ],
    [
      'writes an object’s properties',
      "[version]'1.2' | ConvertTo-Json -Compress",
      '{"Major":1,"Minor":2,"Build":-1,"Revision":-1,"MajorRevision":-1,"MinorRevision":-1}',
    ],
    ['escapes on demand', "'é<' | ConvertTo-Json -EscapeHandling EscapeNonAscii", '"\\u00e9<"'],
    ['writes null', 'ConvertTo-Json $null', 'null'],
  ],
  'ConvertFrom-Json': [
    ['makes objects', `('{"a":{"b":[1,2]}}' | ConvertFrom-Json).a.b`, [1, 2]],
    [
      'keeps integers exact',
      `$j = '[1, 9007199254740993, 12345678901234567890123]' | ConvertFrom-Json; ($j | ForEach-Object { $_.GetType().Name + $_ }) -join ' '`,
      'Int641 Int649007199254740993 BigInteger12345678901234567890123',
    ],
    ['makes dates', `('["2020-01-02T03:04:05Z"]' | ConvertFrom-Json).Kind.ToString()`, 'Utc'],
    [
      'leaves dates as text on demand',
      `'["2020-01-02T03:04:05Z"]' | ConvertFrom-Json -DateKind String`,
      '2020-01-02T03:04:05Z',
    ],
    [
      'makes ordered hashtables',
      `(('{"z":1,"a":2,"A":3}' | ConvertFrom-Json -AsHashtable).Keys) -join ''`,
      'zaA',
    ],
    ['joins lines', `('{', '"a": 1', '}' | ConvertFrom-Json).a`, 1],
    [
      'enumerates unless told not to',
      `"$(@('[1,2]' | ConvertFrom-Json).Count) $(@('[1,2]' | ConvertFrom-Json -NoEnumerate).Count)"`,
      '2 1',
    ],
    [
      'refuses keys that differ in case only',
      `try { '{"a":1,"A":2}' | ConvertFrom-Json } catch { $_.FullyQualifiedErrorId }`,
      'KeysWithDifferentCasingInJsonString,Microsoft.PowerShell.Commands.ConvertFromJsonCommand',
    ],
    [
      'refuses what is not JSON',
      `try { '{a' | ConvertFrom-Json } catch { $_.Exception.GetType().Name }`,
      'ArgumentException',
    ],
    [
      'refuses what is too deep',
      `try { '[[[1]]]' | ConvertFrom-Json -Depth 2 } catch { 'too deep' }`,
      'too deep',
    ],
  ],
  'Export-Clixml': [
    [
      'keeps types',
      '[version]"1.2" | Export-Clixml "$d/one.xml"; (Import-Clixml "$d/one.xml").GetType().Name',
      'Version',
    ],
    [
      'keeps several objects',
      '1, "a", $null | Export-Clixml "$d/many.xml"; @(Import-Clixml "$d/many.xml").Count',
      3,
    ],
    [
      'does nothing with -WhatIf',
      '1 | Export-Clixml "$d/never.xml" -WhatIf; Test-Path "$d/never.xml"',
      false,
    ],
  ],
  'Import-Clixml': [
    [
      'skips and takes',
      '1..5 | Export-Clixml "$d/page.xml"; Import-Clixml "$d/page.xml" -Skip 1 -First 2',
      [2, 3],
    ],
    [
      'says that a file is not there',
      '(Import-Clixml "$d/nope.xml" 2>&1).CategoryInfo.Category.ToString()',
      'ObjectNotFound',
    ],
  ],
  'ConvertTo-SecureString': [
    ['hides plain text', '(ConvertTo-SecureString abc -AsPlainText -Force).GetType().Name', 'SecureString'],
  ],
  'ConvertFrom-SecureString': [
    [
      'shows it again',
      "ConvertTo-SecureString 'ä b' -AsPlainText -Force | ConvertFrom-SecureString -AsPlainText",
      'ä b',
    ],
  ],
  'Get-Credential': [
    [
      'passes one through',
      "$c = [pscredential]::new('u', (ConvertTo-SecureString p -AsPlainText -Force)); (Get-Credential $c).UserName",
      'u',
    ],
  ],
  'ConvertFrom-StringData': [
    ['reads lines', '$h = ConvertFrom-StringData "a = 1`n# no`nb=x=y"; "$($h.a) $($h.b)"', '1 x=y'],
  ],
  'Tee-Object': [
    ['keeps in a variable and passes on', '$x = 1, 2 | Tee-Object -Variable t; "$x $t"', '1 2 1 2'],
    [
      'writes a file',
      '$null = "a", "b" | Tee-Object "$d/tee.txt"; (Get-Content "$d/tee.txt") -join ","',
      'a,b',
    ],
    [
      'appends',
      '$null = "c" | Tee-Object "$d/tee.txt" -Append; (Get-Content "$d/tee.txt") -join ","',
      'a,b,c',
    ],
  ],
  'Out-String': [
    ['makes text of objects', '([pscustomobject]@{ a = 1 } | Format-List | Out-String).Trim()', 'a : 1'],
    ['gives lines with -Stream', "@('a', 'b' | Out-String -Stream).Count", 2],
    ['leaves the line ends out', "'a', 'b' | Out-String -NoNewline", 'ab'],
    [
      'cuts at -Width',
      '(([pscustomobject]@{ a = "x" * 50 } | Format-List | Out-String -Width 20).Trim() -split "\\r?\\n" | ForEach-Object Length | Measure-Object -Maximum).Maximum',
      20,
    ],
  ],
  'Out-File': [
    [
      'writes UTF-8 without a mark',
      '"é" | Out-File "$d/of.txt"; [IO.File]::ReadAllBytes("$d/of.txt")[0..1]',
      [195, 169],
    ],
    ['appends', '"b" | Out-File "$d/of.txt" -Append; @(Get-Content "$d/of.txt").Count', 2],
    ['is what > uses', '"r" > "$d/redirected.txt"; Get-Content "$d/redirected.txt"', 'r'],
    [
      'takes an encoding by name',
      '"a" | Out-File "$d/of16.txt" -Encoding unicode; [IO.File]::ReadAllBytes("$d/of16.txt")[0..1]',
      [255, 254],
    ],
    [
      'spares an existing file',
      'try { "x" | Out-File "$d/of.txt" -NoClobber } catch { $_.FullyQualifiedErrorId }',
      'NoClobber,Microsoft.PowerShell.Commands.OutFileCommand',
    ],
    ['does nothing with -WhatIf', '"x" | Out-File "$d/never.txt" -WhatIf; Test-Path "$d/never.txt"', false],
  ],
  'Format-Table': [
    [
      'lays out columns',
      '(([pscustomobject]@{ a = 1; b = 2 } | Format-Table b, a | Out-String).Trim() -split "\\r?\\n") | ForEach-Object Trim',
      ['b a', '- -', '2 1'],
    ],
    [
      'leaves the header out',
      '([pscustomobject]@{ a = 1 } | Format-Table -HideTableHeaders | Out-String).Trim()',
      '1',
    ],
  ],
  'Format-List': [
    ['lays out lines', '([pscustomobject]@{ a = 1; bb = 2 } | Format-List bb | Out-String).Trim()', 'bb : 2'],
  ],
  'Join-String': [
    [
      'joins with separator and quotes',
      "1, 2 | Join-String -Separator ', ' -SingleQuote -OutputPrefix '(' -OutputSuffix ')'",
      "('1', '2')",
    ],
    ['joins a property', "'a', 'bb' | Join-String Length -Separator +", '1+2'],
    ['formats', "1, 2 | Join-String -FormatString '<{0:00}>'", '<01><02>'],
  ],
  'Select-String': [
    [
      'finds lines',
      "'abc', 'xyz' | Select-String B | ForEach-Object { \"$($_.LineNumber) $($_.Line) $($_.Matches[0].Value)\" }",
      '1 abc b',
    ],
    ['finds with regard to case', "@('abc' | Select-String B -CaseSensitive).Count", 0],
    ['finds plain text', "@('a.c', 'abc' | Select-String 'a.c' -SimpleMatch).Count", 1],
    ['finds what does not match', "'a', 'b' | Select-String a -NotMatch | ForEach-Object Line", 'b'],
    ['says only whether', "'a' | Select-String b -Quiet", false],
    ['finds all in a line', "('aXa' | Select-String a -AllMatches).Matches.Count", 2],
    [
      'searches files',
      'Set-Content "$d/ss.txt" one, two, three; Select-String "^t" "$d/ss.txt" | ForEach-Object { "$($_.Filename):$($_.LineNumber)" }',
      ['ss.txt:2', 'ss.txt:3'],
    ],
    [
      'shows what is around',
      '(Select-String two "$d/ss.txt" -Context 1) | ForEach-Object { $_.Context.PreContext + $_.Context.PostContext }',
      ['one', 'three'],
    ],
    ['gives the text with -Raw', "'abc' | Select-String b -Raw", 'abc'],
  ],
};
