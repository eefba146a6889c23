import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LiveSession } from '../../src/session/live-session.ts';
import { root } from '../harness/paths.ts';
import { openTestSession, output } from './test-session.ts';

/** What runs at the far end: each file by itself, and the scripts in here-strings that run inside the task's runspace. */
const folder = join(root, 'powershell');
const files = [
  join(folder, 'Session.ps1'),
  join(folder, 'Rehearsal.psm1'),
  ...readdirSync(join(folder, 'Session')).map((name) => join(folder, 'Session', name)),
];

/** Finds, with PowerShell's own parser, what PowerShell 3.0 on .NET 4.0 does not have. Returns one text for each. */
const CHECK = String.raw`
param([string] $Text, [string[]] $Own)
$found = New-Object -TypeName 'Collections.Generic.List[string]'
$tokens = $null; $mistakes = $null
$ast = [Management.Automation.Language.Parser]::ParseInput($Text, [ref] $tokens, [ref] $mistakes)
foreach ($mistake in $mistakes) { $found.Add("does not parse: $($mistake.Message)") }
$newer = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'QuestionMark', 'AndAnd', 'OrOr', 'Class', 'Enum', 'Using', 'Module', 'Assembly', 'Base', 'Default_', 'Clean', 'Parallel', 'Sequence', 'Workflow', 'InlineScript', 'Configuration', 'DynamicKeyword'
foreach ($token in $tokens) {
  if ($newer -contains "$($token.Kind)") { $found.Add("line $($token.Extent.StartLineNumber): the token '$($token.Text)'") }
  if ("$($token.Kind)" -eq 'StringExpandable' -and $token.Text -match '${'`'}(u\{|e)') { $found.Add("line $($token.Extent.StartLineNumber): a newer escape") }
}
$core = @{}
foreach ($name in $Own) { $core[$name] = $true }
# Microsoft.PowerShell.Core of PowerShell 3.0.
foreach ($name in 'Add-History', 'Add-PSSnapin', 'Clear-History', 'Connect-PSSession', 'Disable-PSRemoting', 'Disconnect-PSSession', 'Enter-PSSession', 'Exit-PSSession', 'Export-Console', 'Export-ModuleMember', 'ForEach-Object', 'Get-Command', 'Get-Help', 'Get-History', 'Get-Job', 'Get-Module', 'Get-PSSession', 'Get-PSSnapin', 'Import-Module', 'Invoke-Command', 'Invoke-History', 'New-Module', 'New-ModuleManifest', 'New-PSSession', 'Out-Default', 'Out-Host', 'Out-Null', 'Receive-Job', 'Register-ArgumentCompleter_', 'Remove-Job', 'Remove-Module', 'Remove-PSSession', 'Set-PSDebug', 'Set-StrictMode', 'Start-Job', 'Stop-Job', 'Test-ModuleManifest', 'Update-Help', 'Wait-Job', 'Where-Object') { $core[$name] = $true }
foreach ($command in $ast.FindAll({ param($node) $node -is [Management.Automation.Language.CommandAst] }, $true)) {
  $name = $command.GetCommandName()
  if ($name -and -not $core.ContainsKey($name)) { $found.Add("line $($command.Extent.StartLineNumber): the command '$name'") }
}
foreach ($call in $ast.FindAll({ param($node) $node -is [Management.Automation.Language.MemberExpressionAst] }, $true)) {
  $member = $call.Member.Extent.Text
  if ($call.Static -and $member -eq 'new') { $found.Add("line $($call.Extent.StartLineNumber): ::new()") }
  if ($member -in 'ForEach', 'Where' -and $call -is [Management.Automation.Language.InvokeMemberExpressionAst]) { $found.Add("line $($call.Extent.StartLineNumber): .$member()") }
  if ($member -in 'EnvironmentVariableTarget_', 'Empty_', 'ReadAsync', 'WriteAsync', 'IsOSPlatform', 'WaitForExitAsync', 'FlushAsync', 'GetAwaiter') { $found.Add("line $($call.Extent.StartLineNumber): the member '$member' of .NET 4.5 or later") }
}
# Types of .NET 4.0 and PowerShell 3.0: everything that is named has to be on this list.
$known = '^(System\.)?(Activator|AppDomain|Array|AsyncCallback|BitConverter|Buffer|Byte|Char|Console|ConsoleColor|Convert|Environment|EventHandler|Exception|Enum|Func|Guid|IAsyncResult|Object|PlatformID|String|StringComparer|StringComparison|Type|Version|DateTimeOffset|TimeSpan|Void|Int16|Int32|Int64|NullReferenceException|TimeoutException|IO\..+|Text\..+|Threading\.(AutoResetEvent|EventWaitHandle|WaitHandle|Thread|ApartmentState|Mutex|AbandonedMutexException)|Collections\.(ArrayList|Hashtable|IDictionary|IEnumerable|DictionaryEntry|Concurrent\.BlockingCollection|Generic\.List|Specialized\.OrderedDictionary|ObjectModel\.Collection)|Globalization\..+|Diagnostics\.(Process|Stopwatch)|Linq\.Expressions\.(Expression|ParameterExpression)|Reflection\..+|Runtime\.CompilerServices\.StrongBox|Security\.(SecureString|Principal\..+)|Management\.Automation\.(ActionPreference|AliasInfo|CmdletInfo|CommandTypes|ConfirmImpact|DataAddedEventArgs|DebugRecord|ErrorRecord|ErrorCategory|FunctionInfo|Host\..+|IContainsErrorRecord|Language\..+|ParameterBindingException|ParentContainsErrorRecordException|ParseException|PowerShell|PSCredential|PSCustomObject|PSDataCollection|PSInvocationSettings|PSNoteProperty|PSObject|PSSerializer|ProgressRecord|ProgressRecordType|RuntimeException|Runspaces\..+|SwitchParameter|VerboseRecord|WarningRecord|ScriptBlock|PSCmdlet|CallStackFrame|InvocationInfo|BreakException))(\[\])?$'
$accelerators = 'bool', 'byte', 'char', 'int', 'int16', 'int32', 'long', 'double', 'decimal', 'string', 'object', 'array', 'hashtable', 'type', 'void', 'psobject', 'pscustomobject', 'ordered', 'scriptblock', 'switch', 'bigint', 'version', 'guid', 'datetime', 'timespan', 'nullstring', 'CmdletBinding', 'Parameter', 'OutputType', 'ValidateRange', 'ValidateSet', 'ValidateNotNullOrEmpty', 'ValidateNotNull', 'AllowNull', 'AllowEmptyString', 'Alias', 'regex', 'float', 'single', 'uint32', 'ref', 'math', 'xml', 'AllowEmptyCollection'
foreach ($type in $ast.FindAll({ param($node) $node -is [Management.Automation.Language.TypeExpressionAst] -or $node -is [Management.Automation.Language.TypeConstraintAst] -or $node -is [Management.Automation.Language.AttributeAst] }, $true)) {
  foreach ($name in [regex]::Matches($type.TypeName.FullName, '[A-Za-z][\w.]*')) {
    if ($accelerators -notcontains $name.Value -and $name.Value -notmatch $known) { $found.Add("line $($type.Extent.StartLineNumber): the type '$($name.Value)'") }
  }
}
$found
`;

/** Names of functions that the far end's files define. */
const own = files.flatMap((file) =>
  Array.from(readFileSync(file, 'utf8').matchAll(/^function ([\w-]+)/gm), ([, name = '']) => name),
);

describe('what runs inside PowerShell on a server', () => {
  let session: LiveSession;
  before(async () => {
    session = await openTestSession();
  });
  after(() => session.close());

  const check = (text: string) => output(session, CHECK, { Text: text, Own: own });

  for (const file of files) {
    const name = file.slice(folder.length + 1);
    it(`keeps to PowerShell 3.0 and .NET 4.0: ${name}`, async () => {
      expect(await check(readFileSync(file, 'utf8'))).to.deep.equal([]);
    });
  }

  it('keeps to them in the scripts that it runs, too', async () => {
    const inner = files.flatMap((file) =>
      Array.from(readFileSync(file, 'utf8').matchAll(/@'\r?\n([\s\S]*?)\r?\n'@/g), ([, text = '']) => text),
    );
    expect(inner).to.have.length.greaterThan(2);
    for (const text of inner) expect(await check(text)).to.deep.equal([]);
  });

  for (const [what, text] of [
    ['a class', 'class C { }'],
    ['an enumeration', 'enum E { A }'],
    ['using', 'using namespace System'],
    ['a ternary', '$true ? 1 : 2'],
    ['null coalescing', '$a ?? 1'],
    ['null-conditional access', '${a}?.b'],
    ['a pipeline chain', 'Out-Null && Out-Null'],
    ['new()', '[Version]::new(1, 0)'],
    ['the method Where', '@(1).Where({ $_ })'],
    ['a command beyond the core', 'ConvertTo-Json 1'],
    ['New-Object', 'New-Object Version'],
    ['a newer type', '[System.Management.Automation.InformationRecord] $x = $null'],
    ['a newer method', '$stream.ReadAsync($b, 0, 1)'],
  ] as const) {
    it(`would be found with ${what}`, async () => {
      expect(await check(text)).to.have.length.greaterThan(0);
    });
  }

  it('has no long line, no tab, and no character beyond ASCII', () => {
    for (const file of files) {
      for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
        const place = `${file}:${String(index + 1)}`;
        // Windows PowerShell reads a script without a byte order mark in the machine's code page.
        // eslint-disable-next-line no-control-regex
        expect(line, place).to.match(/^[^\t\u0080-\uffff]*$/);
        expect(line.length, place).to.be.at.most(160);
      }
    }
  });
});
