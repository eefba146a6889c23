import { expect } from 'chai';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';
import { output } from '../harness/outcome.ts';

const SECRET = 'Zaunkönig-17';
const SHOW = `for (const [name, value] of Object.entries(process.env)) console.log(name + '=' + Buffer.from(value).toString('hex'));`;
const HEX = Buffer.from(SECRET).toString('hex');

/** Every program that is started says its environment, in a spelling that no mask knows here. */
const RUNBOOK = `params:
  word: { type: string, secret: true, required: true }
tasks:
  - name: A program
    command: ['${process.execPath}', show.cjs]
  - name: A program of a program
    command: ['${process.execPath}', --eval, 'require("child_process").spawnSync(process.execPath, ["show.cjs"], { stdio: "inherit" })']
  - name: PowerShell
    powershell: |
      Get-ChildItem env: | ForEach-Object { "$($_.Name)=" + [BitConverter]::ToString([Text.Encoding]::UTF8.GetBytes($_.Value)).Replace('-', '').ToLower() }
      & '${process.execPath}' show.cjs
  - name: The word
    assert: { that: (word | length) == 12 }
`;

describe('The environment of what a run starts', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('show.cjs', SHOW);
  });
  afterEach(() => sandbox.dispose());

  it('has none of the parameters that came in variables, whatever the case of their names', async () => {
    // Bytes that are no text in hex are in no spelling of the mask: what is not found was not there.
    const reversed = SHOW.replace(`toString('hex')`, `toString('hex').split('').reverse().join('')`);
    sandbox.file('show.cjs', reversed);
    const run = await sandbox.apply(RUNBOOK, [], {
      env: { RUNBOOK_PARAM_WORD: SECRET, runbook_param_stray: SECRET, Runbook_Param_Other: SECRET },
    });
    expect(run.exitCode, said(run)).to.equal(0);
    const lines = output(run);
    expect(lines.filter((line) => /^PATH=/i.test(line))).to.have.lengthOf.at.least(3);
    expect(lines.filter((line) => /runbook_param/i.test(line))).to.deep.equal([]);
    expect(lines.join('\n')).to.not.contain(HEX.split('').reverse().join(''));
  });

  it('has nothing of what is set for the start of PowerShell only', async () => {
    const run = await sandbox.apply(RUNBOOK, [], {
      env: { RUNBOOK_PARAM_WORD: SECRET, DOTNET_MINE: 'kept' },
    });
    expect(run.exitCode, said(run)).to.equal(0);
    const names = output(run).map((line) => line.split('=')[0] ?? '');
    expect(names.filter((name) => /EnableDiagnostics|DIAGNOSTICS_OPTOUT|RUNBOOK_SESSION/.test(name))).to.be
      .empty;
    expect(names).to.include('DOTNET_MINE');
  });
});
