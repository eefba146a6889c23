import type { CmdletCases } from './cmdlet-case.ts';

/** Cmdlets that select, order and make objects. */
export const objects: CmdletCases = {
  'New-Object': [
    ['calls the constructor that fits', '(New-Object System.Text.StringBuilder "abc", 20).ToString()', 'abc'],
    ['converts arguments', '(New-Object System.Version -ArgumentList "1", "2").ToString()', '1.2'],
    [
      'makes a value of a structure',
      '(New-Object System.Guid).ToString()',
      '00000000-0000-0000-0000-000000000000',
    ],
    [
      'sets properties',
      '(New-Object System.UriBuilder -Property @{ Host = "h"; Port = 81 }).Uri.ToString()',
      'http://h:81/',
    ],
    ['makes a custom object', '(New-Object psobject -Property @{ a = 1 }).a', 1],
    [
      'says that a type is unknown',
      'try { New-Object Nope.Type } catch { $_.FullyQualifiedErrorId }',
      'TypeNotFound,Microsoft.PowerShell.Commands.NewObjectCommand',
    ],
    [
      'says that a constructor throws',
      'try { New-Object System.Uri "::" } catch { $_.FullyQualifiedErrorId }',
      'ConstructorInvokedThrowsException,Microsoft.PowerShell.Commands.NewObjectCommand',
    ],
    [
      'says that a property is unknown',
      '@(New-Object System.UriBuilder -Property @{ Nope = 1 } 2>&1)[0].FullyQualifiedErrorId',
      'InvalidOperationException,Microsoft.PowerShell.Commands.NewObjectCommand',
    ],
  ],
  'Select-Object': [
    ['takes the first', '1..5 | Select-Object -First 2', [1, 2]],
    [
      'stops what comes before it',
      '$script:n = 0; $null = 1..100 | ForEach-Object { $script:n++; $_ } | Select-Object -First 3; $n',
      3,
    ],
    [
      'lets it run with -Wait',
      '$script:n = 0; $null = 1..10 | ForEach-Object { $script:n++; $_ } | Select-Object -First 3 -Wait; $n',
      10,
    ],
    ['takes the last', '1..5 | Select-Object -Last 2', [4, 5]],
    ['takes both ends', '1..9 | Select-Object -First 1 -Last 1', [1, 9]],
    [
      'skips from the begin, and with -Last from the end',
      '"$(1..5 | Select-Object -Skip 1 -First 2) $(1..5 | Select-Object -Skip 1 -Last 2)"',
      '2 3 3 4',
    ],
    ['skips the last', '1..5 | Select-Object -SkipLast 3', [1, 2]],
    [
      'takes indexes',
      '"abcd".ToCharArray() | Select-Object -Index 0, 2 | ForEach-Object { "$_" }',
      ['a', 'c'],
    ],
    ['skips indexes', '1..4 | Select-Object -SkipIndex 0, 2', [2, 4]],
    ['takes what is unique, with regard to case', "'a', 'A', 'a' | Select-Object -Unique", ['a', 'A']],
    ['takes what is unique, without it', "'a', 'A' | Select-Object -Unique -CaseInsensitive", 'a'],
    [
      'compares objects by their properties',
      '@([pscustomobject]@{ a = 1 }, [pscustomobject]@{ a = 1 }, [pscustomobject]@{ a = 2 } | Select-Object a -Unique).Count',
      2,
    ],
    [
      'makes objects of properties',
      '[pscustomobject]@{ a = 1; b = 2; c = 3 } | Select-Object c, a',
      { c: 3, a: 1 },
    ],
    [
      'gives null for a property that is not there',
      '[pscustomobject]@{ a = 1 } | Select-Object a, z',
      { a: 1, z: null },
    ],
    [
      'expands wildcards and excludes',
      '[pscustomobject]@{ aa = 1; ab = 2; b = 3 } | Select-Object a* -ExcludeProperty ab',
      { aa: 1 },
    ],
    ['excludes from all', '[pscustomobject]@{ a = 1; b = 2 } | Select-Object -ExcludeProperty a', { b: 2 }],
    [
      'calculates',
      "5 | Select-Object @{ Name = 'n'; Expression = { $_ * 2 } }, @{ l = 'm'; e = { 'x' } }",
      { n: 10, m: 'x' },
    ],
    [
      'gives null where a calculation fails',
      "5 | Select-Object @{ n = 'n'; e = { throw 'x' } }",
      { n: null },
    ],
    [
      'names the type',
      '([pscustomobject]@{ a = 1 } | Select-Object a).PSObject.TypeNames[0]',
      'Selected.System.Management.Automation.PSCustomObject',
    ],
    ['expands a property', '[pscustomobject]@{ a = 1, 2 } | Select-Object -ExpandProperty a', [1, 2]],
    [
      'keeps others beside an expanded one',
      '([pscustomobject]@{ a = [pscustomobject]@{ x = 1 }; b = 2 } | Select-Object b -ExpandProperty a).b',
      2,
    ],
    [
      'says that a property to expand is not there',
      '(1 | Select-Object -ExpandProperty z 2>&1).FullyQualifiedErrorId',
      'ExpandPropertyNotFound,Microsoft.PowerShell.Commands.SelectObjectCommand',
    ],
    [
      'refuses an unknown key',
      'try { 1 | Select-Object @{ Nope = 1 } } catch { $_.FullyQualifiedErrorId }',
      'DictionaryKeyUnknown,Microsoft.PowerShell.Commands.SelectObjectCommand',
    ],
  ],
  'Sort-Object': [
    ['sorts numbers as numbers', '10, 9, 1 | Sort-Object', [1, 9, 10]],
    ['sorts text without regard to case', "'b', 'A', 'c' | Sort-Object", ['A', 'b', 'c']],
    ['sorts down', '1..3 | Sort-Object -Descending', [3, 2, 1]],
    [
      'sorts by several properties',
      '[pscustomobject]@{ a = 2; b = 1 }, [pscustomobject]@{ a = 1; b = 1 }, [pscustomobject]@{ a = 1; b = 0 } | Sort-Object a, b | ForEach-Object { "$($_.a)$($_.b)" }',
      ['10', '11', '21'],
    ],
    [
      'sorts each property its own way',
      "[pscustomobject]@{ a = 1; b = 1 }, [pscustomobject]@{ a = 1; b = 2 }, [pscustomobject]@{ a = 0; b = 0 } | Sort-Object a, @{ Expression = 'b'; Descending = $true } | ForEach-Object b",
      [0, 2, 1],
    ],
    [
      'puts those without the property last',
      '[pscustomobject]@{ b = 9 }, [pscustomobject]@{ a = 1 } | Sort-Object a | ForEach-Object { "$($_.a)" }',
      ['1', ''],
    ],
    [
      'takes what is unique',
      "3, 1, 3, 'a', 'A' | Sort-Object -Unique | ForEach-Object { \"$_\" }",
      ['1', '3', 'a'],
    ],
    [
      'takes the top and the bottom',
      '"$(3, 1, 2 | Sort-Object -Top 2) $(3, 1, 2 | Sort-Object -Bottom 1)"',
      '1 2 3',
    ],
    ['sorts by a script block', "'ccc', 'a', 'bb' | Sort-Object { $_.Length }", ['a', 'bb', 'ccc']],
  ],
  'Group-Object': [
    [
      'groups by a property',
      "'a', 'bb', 'cc' | Group-Object Length | ForEach-Object { \"$($_.Name):$($_.Count):$($_.Group -join '+')\" }",
      ['1:1:a', '2:2:bb+cc'],
    ],
    ['groups without regard to case', "@('a', 'A' | Group-Object).Count", 1],
    ['groups with it', "@('a', 'A' | Group-Object -CaseSensitive).Count", 2],
    ['makes a hashtable', "('a', 'bb' | Group-Object Length -AsHashTable)[2][0]", 'bb'],
    ['makes one with text keys', "('a', 'bb' | Group-Object Length -AsHashTable -AsString)['1'][0]", 'a'],
    [
      'leaves the members out',
      "(1, 1 | Group-Object -NoElement).PSObject.Properties.Name -contains 'Group'",
      false,
    ],
    [
      'names groups by all properties',
      '([pscustomobject]@{ a = 1; b = 2 } | Group-Object a, b).Name',
      '1, 2',
    ],
  ],
  'Measure-Object': [
    ['counts', '(1..3 | Measure-Object).Count', 3],
    [
      'measures numbers',
      '1..4 | Measure-Object -Sum -Average -Minimum -Maximum | ForEach-Object { "$($_.Sum) $($_.Average) $($_.Minimum) $($_.Maximum)" }',
      '10 2.5 1 4',
    ],
    [
      'measures all',
      '[Math]::Round((2, 4, 4, 4, 5, 5, 7, 9 | Measure-Object -AllStats).StandardDeviation, 4)',
      2.1381,
    ],
    ['leaves out what was not asked for', '(1..3 | Measure-Object -Sum).Average -eq $null', true],
    [
      'measures a property',
      "('a', 'bbb' | Measure-Object Length -Sum) | ForEach-Object { \"$($_.Property) $($_.Sum)\" }",
      'Length 4',
    ],
    [
      'finds the least and the most of text',
      "('b', 'a', 'c' | Measure-Object -Minimum -Maximum) | ForEach-Object { $_.Minimum + $_.Maximum }",
      'ac',
    ],
    [
      'measures text',
      '"two words`nline" | Measure-Object -Line -Word -Character | ForEach-Object { "$($_.Lines) $($_.Words) $($_.Characters)" }',
      '2 3 14',
    ],
    [
      'says what is not numeric',
      "('x' | Measure-Object -Sum 2>&1)[0].FullyQualifiedErrorId",
      'NonNumericInputObject,Microsoft.PowerShell.Commands.MeasureObjectCommand',
    ],
    [
      'says that a property is not there',
      '(1 | Measure-Object Nope -Sum 2>&1)[0].FullyQualifiedErrorId',
      'GenericMeasurePropertyNotFound,Microsoft.PowerShell.Commands.MeasureObjectCommand',
    ],
  ],
  'Compare-Object': [
    [
      'shows the differences',
      'Compare-Object (1, 2) (2, 3) | ForEach-Object { "$($_.InputObject)$($_.SideIndicator)" }',
      ['3=>', '1<='],
    ],
    [
      'shows what is equal',
      '@(Compare-Object (1, 2) (2, 3) -IncludeEqual -ExcludeDifferent).SideIndicator',
      '==',
    ],
    [
      'compares properties',
      'Compare-Object ([pscustomobject]@{ a = 1; b = 2 }) ([pscustomobject]@{ a = 1; b = 3 }) -Property a',
      null,
    ],
    ['says nothing where all is equal', '@(Compare-Object 1 1).Count', 0],
  ],
  'Get-Unique': [
    ['takes neighbours once, with regard to case', "'a', 'a', 'A', 'a' | Get-Unique", ['a', 'A', 'a']],
    ['compares types', '1, 2, "x" | Get-Unique -OnType | ForEach-Object { "$_" }', ['1', 'x']],
  ],
  'Get-Member': [
    [
      'names the members',
      '([pscustomobject]@{ a = 1 } | Get-Member -MemberType NoteProperty) | ForEach-Object { "$($_.Name) $($_.Definition)" }',
      'a int a=1',
    ],
    ['takes wildcards', "'x' | Get-Member Sub* | ForEach-Object Name", 'Substring'],
    [
      'shows static ones',
      '[datetime] | Get-Member -Static Now | ForEach-Object { $_.MemberType.ToString() }',
      'Property',
    ],
    [
      'wants an object',
      '(Get-Member 2>&1).FullyQualifiedErrorId',
      'NoObjectInGetMember,Microsoft.PowerShell.Commands.GetMemberCommand',
    ],
  ],
  'Add-Member': [
    ['adds a note property', '$o = [pscustomobject]@{}; $o | Add-Member k 5; $o.k', 5],
    ['adds several', '([pscustomobject]@{} | Add-Member @{ a = 1 } -PassThru).a', 1],
    [
      'adds a script property by position',
      '$o = [pscustomobject]@{ a = 2 }; $o | Add-Member ScriptProperty twice { $this.a * 2 }; $o.twice',
      4,
    ],
    [
      'adds a script method',
      '$o = [pscustomobject]@{ a = 2 }; $o | Add-Member -MemberType ScriptMethod -Name M -Value { param($x) $this.a + $x }; $o.M(3)',
      5,
    ],
    [
      'adds a type name',
      '([pscustomobject]@{} | Add-Member -TypeName T.N -PassThru).PSObject.TypeNames[0]',
      'T.N',
    ],
    [
      'refuses a name that is there, and replaces with -Force',
      '$o = [pscustomobject]@{ a = 1 }; $e = $o | Add-Member a 2 2>&1; $o | Add-Member a 3 -Force; "$($e.FullyQualifiedErrorId) $($o.a)"',
      'MemberAlreadyExists,Microsoft.PowerShell.Commands.AddMemberCommand 3',
    ],
  ],
};
