// Takes the locks in the folders 0, 1, … of a folder, from a moment on, and tells which it has got. It lives until its standard input ends: what it has is held.
import { join } from 'node:path';
import { takeLock } from '../../src/journal/run-lock.ts';

const [folder = '', count = '', from = ''] = process.argv.slice(2);
process.stdout.write('ready\n');
while (Date.now() < Number(from));
const got: number[] = [];
for (let round = 0; round < Number(count); round++) {
  const holder = { runId: 'one', pid: process.pid, host: 'here', user: 'me', time: 0 };
  if ('release' in takeLock(join(folder, String(round)), holder)) got.push(round);
}
process.stdout.write(`${JSON.stringify(got)}\n`);
process.stdin.resume();
