import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { validateCommand } from '../../src/cli/validate/validate.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary-folder.ts';

interface Said {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly line: number;
  readonly help?: string;
  readonly reason?: string;
}

describe('A comment that ignores a finding', () => {
  const folder = temporaryFolder({
    'part.yml': `
tasks:
  # runbook: ignore ignored-failure -- it may be gone already
  - { command: [hostname], ignore_errors: true }
`,
  });

  /** What is left, and what was ignored, as `3 unused-parameter`: the line and the code. */
  async function validate(
    text: string,
  ): Promise<{ left: Said[]; said: string[]; ignored: string[]; reasons: unknown[] }> {
    writeFileSync(join(folder.path, 'site.yml'), text.trimStart());
    const { stdout } = await runCommand(validateCommand, ['--format', 'json', 'site.yml'], {
      directory: folder.path,
    });
    const [{ diagnostics: left, ignored = [] }] = JSON.parse(stdout) as [
      { diagnostics: Said[]; ignored?: Said[] },
    ];
    const short = (all: readonly Said[]) => all.map(({ line, code }) => `${line} ${code}`);
    return { left, said: short(left), ignored: short(ignored), reasons: ignored.map(({ reason }) => reason) };
  }

  it('on a line of its own is about the entry below it', async () => {
    const { said, ignored, reasons } = await validate(`
params:
  # runbook: ignore unused-parameter -- the installer reads it

  # A comment between them.
  one:
    type: string
    default: a
  two: { type: string, default: a }
tasks:
  - debug: { msg: done }
`);
    expect(said).to.deep.equal(['8 unused-parameter']);
    expect(ignored).to.deep.equal(['5 unused-parameter']);
    expect(reasons).to.deep.equal(['the installer reads it']);
  });

  it('on a line of its own is about all of the task below it, its script included, and no other', async () => {
    const { said, ignored } = await validate(`
tasks:
  # runbook: ignore script-asks, repeated-change -- somebody sits there
  - name: Ask
    powershell: |
      $a = 1
      Read-Host 'Your name'
  - powershell: Read-Host 'Your name'
`);
    expect(said).to.deep.equal(['2 unused-ignore', '7 script-asks']);
    expect(ignored).to.deep.equal(['6 script-asks']);
  });

  it('behind something is about that line', async () => {
    const { said, ignored } = await validate(`
params:
  one: { type: string, default: a } # runbook: ignore unused-parameter -- for later
  two: { type: string, default: a }
tasks:
  - debug: { msg: done }
`);
    expect(said).to.deep.equal(['3 unused-parameter']);
    expect(ignored).to.deep.equal(['2 unused-parameter']);
  });

  it('is none in a text, a script, or a value in quotes', async () => {
    const { said } = await validate(`
params:
  one: { type: string, default: "# runbook: ignore unused-parameter -- a" }
  two:
    type: string
    default: |
      # runbook: ignore unused-parameter -- a
    description: >
      # runbook: ignore unknown -- a
tasks:
  - powershell: |
      # runbook: ignore script-asks -- a
      Read-Host
`);
    expect(said).to.deep.equal(['2 unused-parameter', '3 unused-parameter', '12 script-asks']);
  });

  it('does not keep an error back', async () => {
    const { left, said, ignored } = await validate(`
tasks:
  # runbook: ignore unknown-variable -- it is there, believe me
  - debug: { msg: "{{ host }}" }
`);
    expect(said).to.deep.equal(['3 unknown-variable']);
    expect(left[0]?.severity).to.equal('error');
    expect(ignored).to.deep.equal([]);
  });

  it('has to name a code that exists and can be ignored, and a reason', async () => {
    const { left } = await validate(`
tasks:
  # runbook: ignore unused-paramter -- a
  # runbook: ignore unknown-key -- a
  # runbook: ignore unused-parameter
  # runbook: ignore unused-parameter --
  # runbook: ignore unused-parameter because of the installer
  # Runbook ignore unused-parameter -- a
  # What the runbook: ignored before, it does now.
  - debug: { msg: done }
`);
    expect(left.map(({ line, code, message }) => `${line} ${code}: ${message}`)).to.deep.equal([
      '2 invalid-ignore: no finding has the code "unused-paramter"',
      '3 invalid-ignore: "unknown-key" is an error, and no error is ignored',
      '4 invalid-ignore: a comment that ignores a finding says why, behind " -- "',
      '5 invalid-ignore: a comment that ignores a finding says why, behind " -- "',
      '6 invalid-ignore: a comment that ignores a finding says why, behind " -- "',
      '7 invalid-ignore: this comment ignores nothing: it has another form',
    ]);
    expect(left[0]?.help).to.equal('did you mean "unused-parameter"?');
  });

  it('counts in a file that is taken in', async () => {
    const { said, ignored } = await validate(`
tasks:
  - import_tasks: part.yml
`);
    expect(said).to.deep.equal([]);
    expect(ignored).to.deep.equal(['4 ignored-failure']);
  });

  it('is counted where the runbook is called valid', async () => {
    writeFileSync(
      join(folder.path, 'site.yml'),
      'params:\n  a: { type: string, default: b } # runbook: ignore unused-parameter -- c\ntasks:\n  - debug: { msg: d }\n',
    );
    const { stdout } = await runCommand(validateCommand, ['site.yml'], { directory: folder.path });
    expect(stdout).to.equal('site.yml: valid (1 task, 1 parameter, 1 ignored)\n');
  });

  it('is about no other file of the same lines, and not told to be unused beside errors', async () => {
    const { said } = await validate(`
tasks:
  # runbook: ignore ignored-failure -- not here
  - import_tasks: part.yml
  - debg: { msg: a }
`);
    expect(said).to.deep.equal(['4 unknown-key']);
  });
});
