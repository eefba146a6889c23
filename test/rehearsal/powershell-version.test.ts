import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
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

/** What Windows PowerShell 5.1 would not parse, found by PowerShell's own parser; and every command that is called. */
const inspect = `
$newer = @(); $called = @{}; $defined = @{}
foreach ($file in $files) {
  $tokens = $null; $errors = $null
  $ast = [System.Management.Automation.Language.Parser]::ParseFile($file, [ref] $tokens, [ref] $errors)
  foreach ($parseError in $errors) { $newer += "$file : $parseError" }
  foreach ($token in $tokens) {
    if ('QuestionMark', 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr', 'Clean' -contains $token.Kind) {
      $newer += "$file : $($token.Extent.StartLineNumber) $($token.Text)"
    }
  }
  foreach ($part in $ast.FindAll({ $true }, $true)) {
    if ($part -is [System.Management.Automation.Language.FunctionDefinitionAst]) { $defined[$part.Name] = $true }
    if ($part -is [System.Management.Automation.Language.CommandAst] -and $part.GetCommandName()) { $called[$part.GetCommandName()] = $true }
  }
}
$foreign = [string[]] @($called.Keys | Where-Object { -not $defined.ContainsKey($_) } | Sort-Object)
$result = @{ newer = $newer; foreign = $foreign }`;

/** A rehearsal plays on whatever PowerShell a machine has, and on Windows that is mostly this one. */
describe('The stand-ins and what they share', () => {
  let machine: Machine;
  before(async () => {
    machine = await createMachine();
  });
  after(() => machine.dispose());

  it('keep to what Windows PowerShell 5.1 has', async () => {
    const list = files.map((file) => `'${file}'`).join(', ');
    const { newer, foreign } = (await machine.script(`$files = @(${list})\n${inspect}`)) as {
      newer: readonly string[];
      foreign: readonly string[];
    };
    expect(newer).to.deep.equal([]);
    expect(foreign).to.include.members(['Import-Module', 'Where-Object', 'Sort-Object']);
    const catalog = JSON.parse(
      readFileSync(join(root, 'catalogs', 'windows-powershell-5.1.json'), 'utf8'),
    ) as { readonly commands: Readonly<Record<string, unknown>> };
    expect(foreign.filter((name) => !(name in catalog.commands))).to.deep.equal([]);
  });
});
