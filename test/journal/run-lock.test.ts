import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { lockHolder, takeLock, type LockHolder } from '../../src/journal/run-lock.ts';

/** The number of a process that has been. */
function gonePid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

describe('the lock of a runbook', function () {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'runbook-lock-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const lock = () => join(folder, 'lock');
  const holder = (runId: string, pid = process.pid) => ({ runId, pid, host: 'here', user: 'me', time: 5 });
  const leave = (left: Partial<LockHolder> | string) => {
    mkdirSync(lock(), { recursive: true });
    writeFileSync(join(lock(), '3.json'), typeof left === 'string' ? left : JSON.stringify(left));
  };

  it('is had by one at a time, who is named to others', () => {
    const first = takeLock(lock(), holder('first'));
    const second = takeLock(lock(), holder('second'));
    expect(second).to.have.nested.include({ 'heldBy.runId': 'first', 'heldBy.user': 'me' });
    expect(lockHolder(lock())).to.include({ runId: 'first' });
    if (!('release' in first)) throw new Error('it was held');
    first.release();
    expect(lockHolder(lock())).to.equal(undefined);
    expect(takeLock(lock(), holder('third'))).to.have.property('release');
    expect(lockHolder(lock())).to.include({ runId: 'third' });
    expect(readdirSync(lock()), 'what is over is put away').to.have.length(1);
  });

  for (const [what, left] of [
    ['whose process has ended', () => ({ ...holder('gone', gonePid()), began: '' })],
    ['whose number another process has now', () => ({ ...holder('gone'), began: 'earlier' })],
    ['that was not written to its end', () => '{"runId":'],
    ['that is empty', () => ''],
  ] as const) {
    it(`is taken over from a holder ${what}`, function () {
      if (process.platform === 'win32' && what.includes('number')) this.skip();
      leave(left());
      expect(lockHolder(lock())).to.equal(undefined);
      expect(takeLock(lock(), holder('next'))).to.have.property('release');
      expect(takeLock(lock(), holder('late'))).to.have.nested.property('heldBy.runId', 'next');
    });
  }

  it('is had by one of several who find at once that its holder is no more', async () => {
    const rounds = 300;
    const gone = { ...holder('gone', gonePid()), began: '' };
    for (let round = 0; round < rounds; round++) {
      mkdirSync(join(folder, String(round)));
      writeFileSync(join(folder, String(round), '1.json'), JSON.stringify(gone));
    }
    const script = join(import.meta.dirname, 'take-locks.ts');
    const from = Date.now() + 4000;
    const takers = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--import', 'tsx', script, folder, String(rounds), String(from)], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    const got = await Promise.all(
      takers.map(async ({ stdout }) => {
        let text = '';
        for await (const piece of stdout.setEncoding('utf8')) {
          text += String(piece);
          if (text.includes(']\n')) break;
        }
        return JSON.parse(text.slice(text.indexOf('['))) as number[];
      }),
    );
    for (const taker of takers) taker.stdin.end();
    await Promise.all(takers.map((taker) => once(taker, 'exit')));
    expect(got.flat().toSorted((a, b) => a - b)).to.deep.equal(Array.from({ length: rounds }, (_, i) => i));
    expect(readFileSync(join(folder, '0', '2.json'), 'utf8')).to.include('"runId":"one"');
  });
});
