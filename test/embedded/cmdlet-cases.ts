/** A piece of script and what its output is as JSON. `$d` is an empty folder; errors and warnings are not output. */
export type CmdletCase = readonly [title: string, script: string, expected: unknown];

/** What the documentation of the originals says (about_*, the cmdlets' pages), and what they are seen to do where it is silent. */
export const cases: Readonly<Record<string, readonly CmdletCase[]>> = {
  'Write-Output': [
    ['enumerates a collection', '(Write-Output 1,2 | ForEach-Object { "<$_>" })', ['<1>', '<2>']],
    ['keeps one with -NoEnumerate', '(Write-Output 1,2 -NoEnumerate | ForEach-Object { $_.Count })', 2],
    ['takes the remaining arguments together', '@(Write-Output a b).Count', 2],
    ['passes null on', '@(Write-Output $null).Count', 1],
  ],
  'Write-Host': [
    ['writes to the information stream', 'Write-Host a b 6>&1 | ForEach-Object { "$_" }', 'a b'],
    ['joins with -Separator', '"$(Write-Host 1,2,3 -Separator "-" 6>&1)"', '1-2-3'],
    ['tags its record', '(Write-Host x 6>&1).Tags -join ","', 'PSHOST'],
    [
      'keeps colours and the line open',
      '$m = (Write-Host x -ForegroundColor Red -NoNewline 6>&1).MessageData; "$($m.ForegroundColor) $($m.NoNewLine)"',
      'Red True',
    ],
  ],
  'Write-Error': [
    [
      'is an error record of its message',
      '(Write-Error bad 2>&1) | ForEach-Object { "$_ $($_.FullyQualifiedErrorId) $($_.CategoryInfo.Category)" }',
      'bad Microsoft.PowerShell.Commands.WriteErrorException NotSpecified',
    ],
    [
      'takes id, category and target',
      '(Write-Error -Message m -ErrorId I -Category InvalidData -TargetObject 5 2>&1) | ForEach-Object { "$($_.FullyQualifiedErrorId) $($_.CategoryInfo.Category) $($_.TargetObject)" }',
      'I InvalidData 5',
    ],
    [
      'takes an exception',
      '(Write-Error -Exception ([ArgumentException] "x") 2>&1).Exception.GetType().Name',
      'ArgumentException',
    ],
    [
      'writes a record again',
      'try { throw "t" } catch { $r = $_ }; "$(Write-Error -ErrorRecord $r 2>&1)"',
      't',
    ],
    [
      'terminates with -ErrorAction Stop',
      'try { Write-Error bad -ErrorAction Stop; "no" } catch { "caught $_" }',
      'caught bad',
    ],
    [
      'blames the function that calls it',
      'function f { Write-Error x }; (f 2>&1).InvocationInfo.MyCommand.Name',
      'f',
    ],
    [
      'names its activity and reason',
      '(Write-Error x -CategoryActivity A -CategoryReason R 2>&1).CategoryInfo | ForEach-Object { "$($_.Activity) $($_.Reason)" }',
      'A R',
    ],
  ],
  'Write-Warning': [['writes to the warning stream', '"$(Write-Warning careful 3>&1)"', 'careful']],
  'Write-Verbose': [
    ['is silent by default', '@(Write-Verbose x 4>&1).Count', 0],
    ['writes with -Verbose', '"$(Write-Verbose x -Verbose 4>&1)"', 'x'],
  ],
  'Write-Debug': [['writes with -Debug', '"$(Write-Debug x -Debug 5>&1)"', 'x']],
  'Write-Information': [
    [
      'carries objects and tags',
      '$r = Write-Information 5 -Tags a,b 6>&1; "$($r.MessageData.GetType().Name) $($r.Tags -join "+")"',
      'Int32 a+b',
    ],
  ],
  'Write-Progress': [
    [
      'needs an activity unless it is completed',
      'try { Write-Progress } catch { $_.Exception.Message -match "Activity" }',
      true,
    ],
    [
      'refuses more than 100 percent',
      'try { Write-Progress a -PercentComplete 101 } catch { $_.FullyQualifiedErrorId }',
      'ParameterArgumentValidationError,Microsoft.PowerShell.Commands.WriteProgressCommand',
    ],
  ],
  'Start-Sleep': [
    [
      'sleeps milliseconds',
      '(Measure-Command { Start-Sleep -Milliseconds 60 }).TotalMilliseconds -ge 55',
      true,
    ],
    ['takes fractions of seconds', '(Measure-Command { Start-Sleep 0.06 }).TotalMilliseconds -ge 55', true],
    [
      'takes a duration',
      '(Measure-Command { Start-Sleep -Duration ([timespan]::FromMilliseconds(60)) }).TotalMilliseconds -ge 55',
      true,
    ],
    [
      'refuses a negative time',
      'try { Start-Sleep -Seconds -1 } catch { $_.FullyQualifiedErrorId }',
      'ParameterArgumentValidationError,Microsoft.PowerShell.Commands.StartSleepCommand',
    ],
  ],
  'Get-Date': [
    ['is now', '[Math]::Abs(((Get-Date) - [datetime]::Now).TotalSeconds) -lt 5', true],
    [
      'takes a date and replaces parts',
      '(Get-Date "2020-02-29T12:34:56" -Year 2024 -Hour 1).ToString("s")',
      '2024-02-29T01:34:56',
    ],
    ['formats', 'Get-Date "2020-01-02T03:04:05" -Format "yyyy-MM-dd HH:mm"', '2020-01-02 03:04'],
    ['knows FileDateTime', 'Get-Date "2020-01-02T03:04:05" -Format FileDateTime', '20200102T0304050000'],
    [
      'formats as Unix does',
      'Get-Date "2020-01-02T03:04:05" -UFormat "%Y-%m-%d %H:%M:%S %j %u %%"',
      '2020-01-02 03:04:05 002 4 %',
    ],
    ['takes Unix time', '(Get-Date -UnixTimeSeconds 0 -AsUTC).ToString("s")', '1970-01-01T00:00:00'],
    ['has the kind of a UTC date with -AsUTC', '(Get-Date -AsUTC).Kind.ToString()', 'Utc'],
    ['carries its display hint', '(Get-Date -DisplayHint Time).DisplayHint.ToString()', 'Time'],
  ],
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
  'Get-Random': [
    [
      'is the same for the same seed',
      '(Get-Random -SetSeed 7 -Maximum 1000) -eq (Get-Random -SetSeed 7 -Maximum 1000)',
      true,
    ],
    [
      'stays in its range',
      '@(1..50 | ForEach-Object { Get-Random -Minimum 5 -Maximum 7 } | Sort-Object -Unique | Where-Object { $_ -notin 5, 6 }).Count',
      0,
    ],
    ['picks from a list', '(Get-Random -InputObject 4, 4, 4 -Count 2) -join ","', '4,4'],
    ['shuffles', '1..5 | Get-Random -Shuffle | Sort-Object', [1, 2, 3, 4, 5]],
    ['gives doubles for doubles', '(Get-Random -Maximum 1.0).GetType().Name', 'Double'],
    [
      'refuses an empty range',
      'try { Get-Random -Minimum 5 -Maximum 5 } catch { $_.FullyQualifiedErrorId }',
      'MinGreaterThanOrEqualMax,Microsoft.PowerShell.Commands.GetRandomCommand',
    ],
  ],
  'New-Guid': [
    ['is new each time', '(New-Guid) -ne (New-Guid)', true],
    ['can be empty', '(New-Guid -Empty).ToString()', '00000000-0000-0000-0000-000000000000'],
    ['reads one', "(New-Guid 'd61bbeca-186f-4c14-9d8a-8e1a3a5a8b0f').GetType().Name", 'Guid'],
  ],
  'New-TimeSpan': [
    ['is made of parts', '(New-TimeSpan -Hours 1 -Minutes 30).TotalMinutes', 90],
    ['is the time between dates', "(New-TimeSpan '2020-01-01' '2020-01-03').Days", 2],
  ],
  'Get-Culture': [
    ['is the host’s', '(Get-Culture).Name -eq $Host.CurrentCulture.Name', true],
    ['can be named', '(Get-Culture -Name de-DE).Name', 'de-DE'],
  ],
  'Get-UICulture': [['is the host’s', '(Get-UICulture).Name -eq $Host.CurrentUICulture.Name', true]],
  'Get-Host': [['is the host', '(Get-Host).Name', 'RunbookEmbeddedHost']],
  'Invoke-Expression': [
    ['runs text in the same scope', "Invoke-Expression '$ie = 1 + 1'; $ie", 2],
    ['gives what it puts out', "'1', '2' | Invoke-Expression", [1, 2]],
  ],
  'Measure-Command': [
    ['gives the time and no output', '(Measure-Command { 1; 2 }).GetType().Name', 'TimeSpan'],
    ['runs in the same scope', '$null = Measure-Command { $mc = 3 }; $mc', 3],
    [
      'gives each input as $_',
      '$script:seen = @(); $null = 1, 2 | Measure-Command { $script:seen += $_ }; $script:seen',
      [1, 2],
    ],
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
  'Join-String': [
    [
      'joins with separator and quotes',
      "1, 2 | Join-String -Separator ', ' -SingleQuote -OutputPrefix '(' -OutputSuffix ')'",
      "('1', '2')",
    ],
    ['joins a property', "'a', 'bb' | Join-String Length -Separator +", '1+2'],
    ['formats', "1, 2 | Join-String -FormatString '<{0:00}>'", '<01><02>'],
  ],
  'ConvertFrom-StringData': [
    ['reads lines', '$h = ConvertFrom-StringData "a = 1`n# no`nb=x=y"; "$($h.a) $($h.b)"', '1 x=y'],
  ],
  'Get-Variable': [
    ['gives the value', '$gv = 4; Get-Variable gv -ValueOnly', 4],
    ['takes wildcards', '$gv1 = 1; $gv2 = 2; Get-Variable gv? -ValueOnly', [1, 2]],
    [
      'looks in a scope',
      '$o = 1; function f { $o = 2; "$((Get-Variable o -Scope 1).Value)$((Get-Variable o -Scope Local).Value)" }; f',
      '12',
    ],
    [
      'says that a variable is not there',
      '(Get-Variable nope 2>&1).FullyQualifiedErrorId',
      'VariableNotFound,Microsoft.PowerShell.Commands.GetVariableCommand',
    ],
  ],
  'Set-Variable': [
    ['sets in the caller’s scope', 'Set-Variable sv 3; $sv', 3],
    ['sets in another one', '$up = 1; function f { Set-Variable up 9 -Scope 1 }; f; $up', 9],
    ['collects the pipeline', '1, 2 | Set-Variable sp; $sp.Count', 2],
    ['makes constants', 'Set-Variable ro 1 -Option ReadOnly; try { $ro = 2 } catch { }; $ro', 1],
    [
      'refuses to change them',
      'Set-Variable ro 1 -Option ReadOnly; (Set-Variable ro 3 2>&1).FullyQualifiedErrorId',
      'VariableNotWritable,Microsoft.PowerShell.Commands.SetVariableCommand',
    ],
    ['changes them with -Force', 'Set-Variable ro 1 -Option ReadOnly; Set-Variable ro 5 -Force; $ro', 5],
    ['does nothing with -WhatIf', '$wi = 1; Set-Variable wi 2 -WhatIf; $wi', 1],
  ],
  'New-Variable': [
    ['makes one', 'New-Variable nv 6; $nv', 6],
    [
      'refuses one that is there',
      'New-Variable nv 6; (New-Variable nv 7 2>&1).FullyQualifiedErrorId',
      'VariableAlreadyExists,Microsoft.PowerShell.Commands.NewVariableCommand',
    ],
  ],
  'Remove-Variable': [['removes it', '$rv = 1; Remove-Variable rv; Test-Path variable:rv', false]],
  'Clear-Variable': [['empties it', '$cv = 1; Clear-Variable cv; $null -eq $cv', true]],
  'Get-Alias': [
    ['knows the built-in ones', '(Get-Alias select).Definition', 'Select-Object'],
    ['finds by definition', "(Get-Alias -Definition Select-Object).Name -contains 'select'", true],
    [
      'says that one is not there',
      '(Get-Alias nope 2>&1).FullyQualifiedErrorId',
      'ItemNotFoundException,Microsoft.PowerShell.Commands.GetAliasCommand',
    ],
  ],
  'Set-Alias': [['makes one', 'Set-Alias shout Write-Output; shout loud', 'loud']],
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
  'Read-Host': [
    [
      'asks nothing where nothing may ask',
      "try { Read-Host x } catch { $_.Exception.Message -match 'NonInteractive' }",
      true,
    ],
  ],
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
  'Get-Process': [
    ['finds by id', '(Get-Process -Id $PID).Id -eq $PID', true],
    ['finds by name', '(Get-Process -Name (Get-Process -Id $PID).ProcessName).Id -contains $PID', true],
    [
      'says that one is not there',
      '(Get-Process nosuchprocess 2>&1).FullyQualifiedErrorId',
      'NoProcessFoundForGivenName,Microsoft.PowerShell.Commands.GetProcessCommand',
    ],
  ],
  'Stop-Process': [
    ['does nothing with -WhatIf', 'Stop-Process -Id $PID -WhatIf; "alive"', 'alive'],
    [
      'stops',
      '$p = [Diagnostics.Process]::Start([Diagnostics.Process]::GetCurrentProcess().MainModule.FileName, "-Command Start-Sleep 100"); Stop-Process $p -PassThru | ForEach-Object { $_.WaitForExit(10000) }',
      true,
    ],
    [
      'says that one is not there',
      '(Stop-Process -Name nosuchprocess 2>&1).FullyQualifiedErrorId',
      'NoProcessFoundForGivenName,Microsoft.PowerShell.Commands.StopProcessCommand',
    ],
  ],
};
