import type { CmdletCases } from './cmdlet-case.ts';

/** Cmdlets that write to streams, and the one that reads. */
export const streams: CmdletCases = {
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
  'Read-Host': [
    [
      'asks nothing where nothing may ask',
      "try { Read-Host x } catch { $_.Exception.Message -match 'NonInteractive' }",
      true,
    ],
  ],
};
