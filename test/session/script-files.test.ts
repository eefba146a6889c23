import { expect } from 'chai';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveSession } from '../../src/session/live-session.ts';
import type { InvocationResult } from '../../src/session/session.ts';
import { openTestSession, output, scriptCall } from './test-session.ts';

describe('a script that was read from a file', () => {
  let session: LiveSession;
  let folder: string;
  /** PowerShell takes brackets in the path of modules for wildcards. */
  let modules: string;
  before(async () => {
    modules = mkdtempSync(join(tmpdir(), 'runbook modules '));
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'runbook [scripts] ')));
    session = await openTestSession();
  });
  after(async () => {
    await session.close();
    for (const each of [folder, modules]) rmSync(each, { recursive: true, force: true });
  });

  const run = (text: string, parameters = {}, name = 'main.ps1'): Promise<InvocationResult> =>
    session.invoke({
      ...scriptCall(text, { parameters }),
      command: { kind: 'script', text, path: join(folder, name) },
    });
  const message = (result: InvocationResult) => result.errors.map((error) => error.message).join('\n');

  it('knows where it is', async () => {
    const { output: known } = await run(
      `$PSScriptRoot; $PSCommandPath; $MyInvocation.MyCommand.Path; $MyInvocation.MyCommand.Definition; $MyInvocation.MyCommand.Name; & { $PSScriptRoot }`,
    );
    const path = join(folder, 'main.ps1');
    expect(known).to.deep.equal([folder, path, path, path, 'main.ps1', folder]);
  });

  it('finds its neighbours', async () => {
    writeFileSync(join(folder, 'neighbour.ps1'), `function Get-Neighbour { "of $PSScriptRoot" }`);
    const result = await run('. "$PSScriptRoot/neighbour.ps1"; Get-Neighbour');
    expect([message(result), result.output]).to.deep.equal(['', [`of ${folder}`]]);
  });

  it('is named by its errors', async () => {
    const path = join(folder, 'main.ps1');
    const result = await run(`function Stop-It { throw 'x' }\n\nStop-It`);
    expect(result.errors[0]!.position.startsWith(`At ${path}:1 char:20`)).to.equal(true);
    expect(result.errors[0]!.scriptStack).to.contain(`${path}: line 3`).and.not.contain('<No file>');
    const wrong = await run(`'never'\nif (1 {`);
    expect(wrong.errors[0]!.position.startsWith(`At ${path}:2 char:`)).to.equal(true);
  });

  it('takes parameters, ends by exit and return, and leaves no function behind', async () => {
    const taken = await run(
      `param([Parameter(Mandatory)] [string[]] $Names, [switch] $Deep) "$Names $Deep"`,
      {
        Names: ['a', 'b'],
        Deep: true,
      },
    );
    expect(taken.output).to.deep.equal(['a b True']);
    expect(message(await run('param($A)', { B: 1n }))).to.contain("no parameter 'B'");
    expect(message(await run('param([Parameter(Mandatory)] $Name)'))).to.contain('parameters: Name');
    expect(await run(`'a'; exit 5; 'b'`)).to.include({ exitCode: 5, state: 'completed' });
    expect((await run(`'a'; return; 'b'`, {}, 'it (1) [x].ps1')).output).to.deep.equal(['a']);
    expect(
      await output(session, `@(Get-ChildItem function: | Where-Object Name -like '*.ps1').Count`),
    ).to.deep.equal([0n]);
  });

  it('leaves what it makes in the session, as any script does', async () => {
    await run(`function Get-Kept { $kept }; $kept = 'kept'`);
    expect(await output(session, 'Get-Kept')).to.deep.equal(['kept']);
  });

  it('is the text that was read, whatever the file has become', async () => {
    writeFileSync(join(folder, 'changed.ps1'), `'changed'`);
    expect((await run(`'read'`, {}, 'changed.ps1')).output).to.deep.equal(['read']);
    expect((await run(`'ü €'`, {}, 'gone.ps1')).output).to.deep.equal(['ü €']);
  });

  describe('or not, with #Requires,', () => {
    before(async () => {
      for (const [version, text] of [
        ['1.5.0', 'old'],
        ['2.1.0', 'new'],
      ] as const) {
        const home = join(modules, 'RunbookTried', version);
        mkdirSync(home, { recursive: true });
        writeFileSync(join(home, 'RunbookTried.psm1'), `function Get-Tried { '${text}' }`);
        writeFileSync(
          join(home, 'RunbookTried.psd1'),
          `@{ ModuleVersion = '${version}'; RootModule = 'RunbookTried.psm1'; FunctionsToExport = 'Get-Tried' }`,
        );
      }
      const script = 'param($Path) $env:PSModulePath += [IO.Path]::PathSeparator + $Path';
      await session.invoke(scriptCall(script, { parameters: { Path: modules }, keep: ['environment'] }));
    });

    const USE = `(Get-Module RunbookTried).Version.ToString(); Get-Tried; Remove-Module RunbookTried`;

    for (const [what, head, expected] of [
      ['the newest', '#Requires -Modules RunbookTried', ['2.1.0', 'new']],
      [
        'the right one',
        `#Requires -Modules @{ ModuleName = 'RunbookTried'; RequiredVersion = '1.5.0' }`,
        ['1.5.0', 'old'],
      ],
      [
        'the newest that is allowed',
        `#Requires -Modules @{ ModuleName = 'RunbookTried'; ModuleVersion = '1.0'; MaximumVersion = '1.9' }`,
        ['1.5.0', 'old'],
      ],
    ] as const) {
      it(`gets ${what} of a module`, async () => {
        const result = await session.invoke(scriptCall(`${head}\n${USE}`));
        expect([message(result), result.output]).to.deep.equal(['', expected]);
        expect((await run(`${head}\n${USE}`)).output).to.deep.equal(expected);
      });
    }

    it('fails where a module is not there, or too old', async () => {
      const missing = await session.invoke(scriptCall(`#Requires -Modules RunbookNonsense\n'ran'`));
      expect([missing.state, missing.output]).to.deep.equal(['failed', []]);
      expect(message(missing)).to.match(
        /^The script requires the module 'RunbookNonsense' \(#Requires -Modules\): /,
      );
      const old = await session.invoke(
        scriptCall(`#Requires -Modules @{ ModuleName = 'RunbookTried'; ModuleVersion = '3.0' }\n'ran'`),
      );
      expect([old.state, old.output]).to.deep.equal(['failed', []]);
      expect(message(old)).to.contain("the module 'RunbookTried' 3.0 or later");
    });

    it('fails where a snap-in is not there', async () => {
      const result = await session.invoke(scriptCall(`#Requires -PSSnapin Runbook.Nonsense\n'ran'`));
      expect([result.state, result.output]).to.deep.equal(['failed', []]);
      expect(message(result)).to.contain('requires the snap-in Runbook.Nonsense');
    });
  });
});
