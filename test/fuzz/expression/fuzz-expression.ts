import fc from 'fast-check';
import { faultsIn } from './faults-in.ts';
import { randomText } from './random-text.ts';

/** `npm run fuzz:expression [-- TEXTS [SEED]]`: lexer, parser, evaluator and places on random texts. Default: 50,000, and a seed that is told. Exit code 1 at the first fault. */
const numRuns = Number(process.argv[2] ?? 50_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const started = Date.now();
const checked = fc.check(
  fc.property(randomText, (text) => {
    const faults = faultsIn(text);
    if (faults.length > 0) throw new Error(faults.join('\n'));
  }),
  { numRuns, seed },
);
console.log(`${checked.numRuns} texts, seed ${seed}, ${Math.round((Date.now() - started) / 1000)} s`);
if (checked.failed) console.log(fc.defaultReportMessage(checked));
process.exitCode = checked.failed ? 1 : 0;
