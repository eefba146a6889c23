import fc from 'fast-check';
import { READERS } from './properties.ts';

/** Bytes; more than that a reader has used up. */
const MOST_MEMORY = 500_000_000;

/** `npm run fuzz:readers [-- CASES [SEED]]`: places, secrets, messages and CLIXML, so many cases of each. Default: 20,000, and a seed that is told. Exit code 1 where there is a fault. */
const numRuns = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
for (const { name, property } of READERS) {
  const started = Date.now();
  const checked = fc.check(property, { numRuns, seed });
  console.log(
    `${name}: ${checked.numRuns} cases, seed ${seed}, ${Math.round((Date.now() - started) / 1000)} s`,
  );
  if (!checked.failed) continue;
  console.log(fc.defaultReportMessage(checked), checked.errorInstance);
  process.exitCode = 1;
}
const used = process.resourceUsage().maxRSS * 1024;
console.log(`${Math.round(used / 1e6)} MB at most`);
if (used > MOST_MEMORY) process.exitCode = 1;
