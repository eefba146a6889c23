import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../harness/paths.ts';
import { createSandbox } from '../harness/sandbox.ts';

/**
 * What does not depend on the machine: no times, no processes, and no starts, which are there where a task took a second. Then what it did to
 * the status board stands before its end, not behind it. The README cuts long lines.
 */
function essence(transcript: string): readonly string[] {
  const lines = linesOf(transcript).filter((line) => !/^ *> /.test(line) && !/^Update a Lync/.test(line));
  const board = lines.filter((line) => line.includes('  status: '));
  return [
    ...lines.filter((line) => !board.includes(line)),
    ...board.flatMap((line) => line.replace(/^ *status: /, '').split('; ')),
  ].map((line) =>
    line
      .replace(/ \((?:[^()]*\d m?s|\d+ min)[^()]*\)(?=$|, notifies)/, '')
      .replace(/,? in \d.*|, process.*/, '')
      .replace(/process \d+|\d+ min \d\d s of|\d+ min of/, '…')
      .slice(0, 120),
  );
}

/** Without times, names of machines and people, and paths. */
function withoutOwn(line: string): string {
  return line
    .replace(/^\d\d:\d\d:\d\d \S+ /, '')
    .replace(/ \(\S*runbooks.*/, '')
    .replace(/^(Host +)\S+,/, '$1')
    .replace(/, by \S+$/, '');
}

function linesOf(transcript: string): readonly string[] {
  return [...transcript.matchAll(/^\d\d:\d\d:\d\d \+\d\d:\d\d (.*)$/gm)].map(([, line = '']) => line);
}

describe('The transcript in README.md', function () {
  // A rehearsal starts many processes.
  this.timeout(300_000);
  const sandbox = createSandbox();
  after(() => sandbox.dispose());

  it('is what the rehearsal of the reference runbook prints, in at most 70 lines', async () => {
    const [, shown = ''] =
      /^\$ runbook rehearse lync-backend\.yml --view plain\n(.*?)^```/ms.exec(
        readFileSync(join(root, 'README.md'), 'utf8').replaceAll('\r\n', '\n'),
      ) ?? [];
    const { stdout } = await sandbox.run(['rehearse', 'lync-backend.yml', '--view', 'plain']);
    expect(essence(shown)).to.deep.equal(essence(stdout));
    expect(linesOf(shown).length).to.be.at.most(70);
  });

  it('is what the same rehearsal prints for a host', async () => {
    const [, command = '', shown = ''] =
      /^\$ runbook (rehearse lync-backend\.yml -i [^\n]*)\n(.*?)^```/ms.exec(
        readFileSync(join(root, 'README.md'), 'utf8').replaceAll('\r\n', '\n'),
      ) ?? [];
    const { stdout } = await sandbox.run(command.split(' '));
    const written = new Set(stdout.split('\n').map(withoutOwn));
    const parts = shown.split('\n').filter((line) => line !== '' && line !== '…');
    expect(parts.length).to.equal(7);
    // A summary is wrapped by the width of its names.
    for (const line of parts.filter((each) => !/^(?:Runbook|Started|Ended)/.test(each)))
      expect(written).to.include(withoutOwn(line));
  });
});
