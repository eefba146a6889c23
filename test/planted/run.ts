import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plantAndCount } from './score.ts';

const keep = process.argv.includes('--keep');
const seed = Number(process.argv.find((argument) => /^\d+$/.test(argument)) ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'runbook-planted-'));
try {
  const { kinds, falseAlarms } = await plantAndCount(folder, { each: 25, seed });
  for (const { name, planted, found, elsewhere, missed } of kinds) {
    const more = elsewhere > 0 ? `, ${String(elsewhere)} on another line` : '';
    console.log(`${String(found).padStart(3)} of ${String(planted).padStart(2)}  ${name}${more}`);
    if (keep) for (const each of missed) console.log(`             ${each}`);
  }
  const planted = kinds.reduce((sum, kind) => sum + kind.planted, 0);
  const found = kinds.reduce((sum, kind) => sum + kind.found, 0);
  const score = ((100 * found) / planted).toFixed(1);
  console.log(
    `${String(found)} of ${String(planted)} mistakes of ${String(kinds.length)} kinds found at their lines: ${score} %`,
  );
  console.log(`${String(falseAlarms.length)} false alarms on the unchanged runbooks`);
  for (const alarm of falseAlarms) console.log(`  ${alarm}`);
  if (keep) console.log(`the copies are in ${folder}`);
  if (found < 0.95 * planted || falseAlarms.length > 0) process.exitCode = 1;
} finally {
  if (!keep) rmSync(folder, { recursive: true });
}
