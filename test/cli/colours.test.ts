import { expect } from 'chai';
import { createSandbox } from '../harness/sandbox.ts';
import { hasTerminal, openTerminal } from '../harness/terminal.ts';
import { program } from '../harness/paths.ts';

/* eslint-disable no-control-regex -- escape sequences are what is looked for */
const COLOURED =
  /^\u001b\[1msite\.yml:2:5: \u001b\[0m\u001b\[31merror: \u001b\[0m.* \u001b\[2m\[unknown-key\]\u001b\[0m\n\u001b\[2m {2}2 \| {3}- \u001b\[0mdebg\u001b\[2m: /;

describe('Colours of diagnostics', () => {
  const sandbox = createSandbox();
  after(() => sandbox.dispose());
  before(() => sandbox.file('site.yml', 'tasks:\n  - debg: { msg: a }\n'));
  const escapes = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { stdout, stderr } = await sandbox.run([...args, 'site.yml'], { env });
    return stdout + stderr;
  };

  it('are left out in a pipe', async () => {
    for (const command of ['validate', 'plan', 'apply', 'doctor']) {
      expect(await escapes([command]))
        .to.match(/^site\.yml:2:5: error: .*\[unknown-key\]\n/)
        .and.not.contain('\u001b');
    }
  });

  it('are there where --color or FORCE_COLOR asks for them, the same for every command', async () => {
    for (const command of ['validate', 'plan', 'apply', 'doctor']) {
      expect(await escapes([command, '--color'], { NO_COLOR: '1' })).to.match(COLOURED);
    }
    expect(await escapes(['validate'], { FORCE_COLOR: '1' })).to.match(COLOURED);
    expect(await escapes(['validate', '--color', '--no-color'], { FORCE_COLOR: '1' })).to.not.contain(
      '\u001b',
    );
  });

  if (hasTerminal) {
    it('are there on a terminal, with the way to the page of the code', async () => {
      const terminal = openTerminal([process.execPath, program, 'validate', 'site.yml'], {
        directory: sandbox.directory,
        environment: sandbox.environment,
      });
      try {
        const screen = await terminal.shows('exit=4');
        expect(screen).to.match(/site\.yml: 1 error\n`runbook explain unknown-key` says more\n/);
      } finally {
        terminal.close();
      }
    });
  }
});
