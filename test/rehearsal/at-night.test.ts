import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { filesOf } from '../harness/code-pages.ts';
import { program, root } from '../harness/paths.ts';
import { createSandbox, said } from '../harness/sandbox.ts';
import { hasTerminal, openTerminal } from '../harness/terminal.ts';

const markdown = readFileSync(join(root, 'docs', 'at-night.md'), 'utf8').replaceAll('\r\n', '\n');
const blocks = Array.from(
  markdown.matchAll(/^```console( terminal)?\n\$ runbook ([^\n]*)\n(.*?)^```/gms),
  ([, terminal, command = '', text = '']) => ({ terminal, args: command.split(' '), text }),
);

/** What does not depend on the machine and the night: no times, names, processes, and nothing that is told only where it takes a second. */
function essence(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^\d\d:\d\d:\d\d \+\d\d:\d\d /, ''))
    .filter((line) => !/^ *(?:> |status: )/.test(line) && !/^PowerShell \d/.test(line))
    .map((line) =>
      line
        .replaceAll(/\d{8}-\d{6}-[\da-f]{4}/g, 'RUN')
        .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+ \(\S+\)/g, 'TIME')
        .replaceAll(
          /\d+ (?:h|min)(?: \d+ (?:min|s))?(?! *[,;]|$)(?= of)|\d[\d.]* (?:ms|s)\b|\d+ min \d+ s/g,
          'TIME',
        )
        .replace(/; it usually takes .*/, ''),
    )
    .join('\n')
    .trim();
}

/** Whether the parts between the lines `…` are there, in their order. */
function expectShown(text: string, output: string): void {
  let rest = essence(output);
  for (const part of text.split(/^…\n/m).map(essence)) {
    const at = rest.indexOf(part);
    expect(at, `${part}\n\n--- is not in\n\n${rest}`).to.be.at.least(0);
    rest = rest.slice(at + part.length);
  }
}

describe('The transcripts of docs/at-night.md', function () {
  const sandbox = createSandbox();
  before(() => {
    for (const [name, text] of Object.entries(filesOf(markdown))) sandbox.file(name, text);
  });
  after(() => sandbox.dispose());

  blocks.forEach(({ terminal, args, text }, index) => {
    it(`${index + 1}: show what "runbook ${args.join(' ')}" prints`, async function () {
      if (terminal) {
        if (!hasTerminal) this.skip();
        sandbox.file('copied.txt', '');
        const { directory, environment } = sandbox;
        const screen = openTerminal([process.execPath, program, ...args], { directory, environment });
        try {
          const [, asked = '', answer = ''] = /^(.*) (\S+)\n$/s.exec(text) ?? [];
          for (const line of asked.split('\n')) await screen.shows(line);
          // Another one goes on from what stands here now.
          screen.type(answer === 'r' ? 'a' : answer);
          screen.enter();
          await screen.shows('nothing was done; the run can be resumed as before');
        } finally {
          screen.close();
          rmSync(join(directory, 'copied.txt'));
        }
        return;
      }
      const signal = text.includes('\n^C\n') ? 'SIGINT' : text.endsWith('\nKilled\n') ? 'SIGKILL' : undefined;
      const running = sandbox.start(args);
      if (signal) {
        await running.says('copying …');
        running.child.kill(signal);
      }
      const run = await running.ended;
      expectShown(text.replace(/^(?:\^C|Killed)\n/m, ''), run.stdout + run.stderr);
      if (signal === 'SIGINT') expect(run.exitCode, said(run)).to.equal(5);
    });
  });
});
