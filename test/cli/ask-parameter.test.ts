import { expect } from 'chai';
import { createSandbox } from '../harness/sandbox.ts';
import { program } from '../harness/paths.ts';
import { hasTerminal, openTerminal, type Terminal } from '../harness/terminal.ts';

const site = `
name: Ask
params:
  edition: { type: string, enum: [enterprise, standard], required: true, prompt: Which edition? }
  collocated: { type: boolean, required_when: edition == 'enterprise' }
  port: { type: integer, required: true, minimum: 10, description: The port }
  password: { type: string, secret: true, required: true }
  codes: { type: list, required: true }
  optional: { type: string }
tasks:
  - debug: { msg: "{{ edition }} {{ collocated }} {{ port + 1 }} {{ codes }} {{ password }} {{ optional is defined }}" }
`;

describe('Parameters on a terminal', function () {
  // There is no terminal to be had for a test on Windows; what is untried there is listed in docs/platforms.md.
  if (!hasTerminal) return;
  const sandbox = createSandbox();
  let terminal: Terminal;
  before(() => sandbox.file('site.yml', site));
  beforeEach(() => {
    const argv = [process.execPath, program, 'apply', 'site.yml', '--view', 'plain', '-v'];
    terminal = openTerminal(argv, { directory: sandbox.directory, environment: sandbox.environment });
  });
  afterEach(() => terminal.close());
  after(() => sandbox.dispose());

  it('are asked for where they are needed, again until they fit, and secrets are not shown', async () => {
    await terminal.shows('Which edition?');
    terminal.enter();
    await terminal.shows('collocated');
    terminal.enter();
    await terminal.shows('The port');
    terminal.type('5');
    terminal.enter();
    await terminal.shows('the least is 10');
    terminal.type('0');
    terminal.enter();
    await terminal.shows('password');
    terminal.type('abc');
    terminal.enter();
    await terminal.shows('fewer than 4 characters');
    terminal.type('defg');
    terminal.enter();
    await terminal.shows('codes');
    terminal.type('[1, 2]');
    terminal.enter();
    const screen = await terminal.shows('exit=0');
    // The value of a flag or an answer is masked as it is in all output.
    expect(screen).to.contain('********').and.not.to.contain('abcdefg');
    expect(screen).not.to.contain('optional');
  });

  it('that are answered by Ctrl-C leave nothing run', async () => {
    await terminal.shows('Which edition?');
    terminal.interrupt();
    const screen = await terminal.shows(/exit=[1-9]/);
    expect(screen).to.contain('exit=5').and.to.contain('stopped by the operator; nothing was run');
    expect(screen).not.to.contain('debug').and.not.to.contain('has no value');
  });
});
