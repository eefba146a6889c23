import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../harness/paths.ts';
import { createMachine, type Machine } from './machine.ts';

const folder = join(root, 'runbooks', 'lync-backend', 'rehearsal');
const files = [
  join(root, 'powershell', 'Rehearsal.psm1'),
  ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.psm?1$/.test(file))
    .map((file) => join(folder, file)),
];

/** What PowerShell 3.0 would not parse or does not have, found by the engine's own parser; and every command that is called. */
const inspect = `
$newer = @(); $called = @{}; $defined = @{}
foreach ($file in $files) {
  $tokens = $null; $errors = $null
  $ast = [System.Management.Automation.Language.Parser]::ParseFile($file, [ref] $tokens, [ref] $errors)
  foreach ($parseError in $errors) { $newer += "$file : $parseError" }
  foreach ($token in $tokens) {
    if ('Class', 'Enum', 'Using', 'QuestionMark', 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr' -contains $token.Kind) {
      $newer += "$file : $($token.Extent.StartLineNumber) $($token.Text)"
    }
  }
  foreach ($part in $ast.FindAll({ $true }, $true)) {
    if ($part -is [System.Management.Automation.Language.InvokeMemberExpressionAst] -and $part.Static -and "$($part.Member)" -eq 'new') {
      $newer += "$file : $($part.Extent)"
    }
    if ($part -is [System.Management.Automation.Language.FunctionDefinitionAst]) { $defined[$part.Name] = $true }
    if ($part -is [System.Management.Automation.Language.CommandAst] -and $part.GetCommandName()) { $called[$part.GetCommandName()] = $true }
  }
}
$foreign = [string[]] @($called.Keys | Where-Object { -not $defined.ContainsKey($_) })
[array]::Sort($foreign, [StringComparer]::Ordinal)
$result = @{ newer = $newer; foreign = $foreign }`;

describe('The stand-ins and what they share', () => {
  let machine: Machine;
  before(async () => {
    machine = await createMachine();
  });
  after(() => machine.dispose());

  it('keep to PowerShell 3.0, its language and Microsoft.PowerShell.Core', async () => {
    const list = files.map((file) => `'${file}'`).join(', ');
    expect(await machine.script(`$files = @(${list})\n${inspect}`)).to.deep.equal({
      newer: [],
      foreign: ['Export-ModuleMember', 'ForEach-Object', 'Import-Module', 'Set-StrictMode', 'Where-Object'],
    });
  });
});
