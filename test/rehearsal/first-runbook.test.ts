import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { filesOf } from '../harness/code-pages.ts';
import { program, root } from '../harness/paths.ts';
import { createSandbox, said } from '../harness/sandbox.ts';
import { hasTerminal, openTerminal } from '../harness/terminal.ts';

const markdown = readFileSync(join(root, 'docs', 'first-runbook.md'), 'utf8').replaceAll('\r\n', '\n');

/** What the reader does, in order. */
type Step =
  | { readonly kind: 'command'; readonly terminal: boolean; readonly command: string; readonly shown: string }
  | { readonly kind: 'change'; readonly file: string; readonly from: string; readonly to: string };

const steps = Array.from(
  markdown.matchAll(/^```console( terminal)?\n(.*?)^```|in `([^`\n]+)` change `([^`\n]+)` to `([^`\n]+)`/gms),
  ([, terminal, block, file = '', from = '', to = '']): readonly Step[] =>
    block === undefined
      ? [{ kind: 'change', file, from, to }]
      : Array.from(
          block.matchAll(/^\$ ([^\n]*)\n((?:(?!\$ )[^\n]*\n)*)/gm),
          ([, command = '', shown = '']) => ({
            kind: 'command',
            terminal: terminal !== undefined,
            command,
            shown,
          }),
        ),
).flat();

/** What depends on the machine and the hour has another spelling there. */
function essence(text: string, directory: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^\d\d:\d\d:\d\d \+\d\d:\d\d /, ''))
    .filter((line) => !/^ *> /.test(line))
    .map((line) =>
      line
        .replaceAll(`${directory}/`, '/home/ann/first/')
        .replaceAll(/\d{8}-\d{6}-[\da-f]{4}/g, 'RUN')
        .replaceAll(/ *\d[\d.]* m?s\b/g, ' TIME'),
    )
    .join('\n')
    .trim();
}

describe('docs/first-runbook.md, from an empty folder', function () {
  const sandbox = createSandbox();
  const { directory, environment } = sandbox;
  let run = '';
  after(() => sandbox.dispose());

  /** Whether the parts between the lines `…` are there, in their order, and nothing else where there is no such line. */
  function expectShown(shown: string, output: string): void {
    const whole = essence(output, directory);
    const parts = shown.split(/^…\n/m).map((part) => essence(part, directory));
    if (parts.length === 1) expect(whole).to.equal(parts[0]);
    let rest = whole;
    for (const part of parts) {
      const at = rest.indexOf(part);
      expect(at, `${part}\n\n--- is not in\n\n${whole}`).to.be.at.least(0);
      rest = rest.slice(at + part.length);
    }
  }

  async function onTerminal(args: readonly string[], shown: string): Promise<string> {
    const [, question = '', answer = '', rest = ''] = /^(.*\(y\/N\)) (\w+)\n(.*)$/s.exec(shown) ?? [];
    const terminal = openTerminal([process.execPath, program, ...args], { directory, environment });
    try {
      await terminal.shows(question);
      terminal.type(answer);
      terminal.enter();
      const screen = await terminal.shows(/^exit=\d/m);
      expectShown(rest, screen);
      return screen;
    } finally {
      terminal.close();
    }
  }

  steps.forEach((step, index) => {
    const what = step.kind === 'change' ? `changes ${step.from}` : `runs "${step.command}"`;
    it(`${index + 1}: ${what}`, async function () {
      if (step.kind === 'change') {
        const before = sandbox.read(step.file);
        expect(before.split(step.from)).to.have.length(2);
        sandbox.file(
          step.file,
          before.replace(step.from, () => step.to),
        );
        return;
      }
      const { command, terminal, shown } = step;
      const [name, ...args] = command.replace(/\d{8}-\d{6}-[\da-f]{4}/, () => run).split(' ');
      if (name !== 'runbook') {
        if (process.platform === 'win32') this.skip();
        execFileSync('sh', ['-c', command], { cwd: directory });
      } else if (terminal) {
        if (!hasTerminal) this.skip();
        const screen = await onTerminal(args, shown);
        run ||= /runbook resume (\S+)/.exec(screen)?.[1] ?? '';
      } else {
        const ended = await sandbox.run(args);
        expectShown(shown, ended.stdout + ended.stderr);
        const code = /exit code (\d)/.exec(shown)?.[1];
        // What ends as its scenario expects is no failure.
        const wanted = shown.includes('ended as expected') ? 0 : Number(code);
        if (code !== undefined) expect(ended.exitCode, said(ended)).to.equal(wanted);
      }
      // What is printed of the files is what they are.
      if (command === 'runbook init')
        for (const [path, text] of Object.entries(filesOf(markdown)))
          if (path !== 'terminal') expect(sandbox.read(path)).to.equal(text);
    });
  });

  it('goes through every stage, and leaves only what is no old file', function () {
    const commands = steps.flatMap((step) => (step.kind === 'command' ? step.command.split(' ')[1] : []));
    expect(commands).to.include.members(['init', 'validate', 'rehearse', 'plan', 'apply', 'resume']);
    if (!hasTerminal) this.skip();
    expect(readdirSync(join(directory, 'logs'))).to.deep.equal(['old']);
  });
});
