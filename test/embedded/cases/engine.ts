import type { CmdletCases } from './cmdlet-case.ts';

/** Cmdlets for variables, time, processes and the engine itself. */
export const engine: CmdletCases = {
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
    ['takes a scope in the name', 'function f { Set-Variable global:gsv 8 }; f; $gsv', 8],
    [
      'makes a constant',
      'Set-Variable con 1 -Option Constant; (Set-Variable con 2 -Force 2>&1).FullyQualifiedErrorId',
      'VariableNotWritable,Microsoft.PowerShell.Commands.SetVariableCommand',
    ],
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
    ['makes one in another scope', 'function f { New-Variable global:gnv 5 }; f; $gnv', 5],
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
