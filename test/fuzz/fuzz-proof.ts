import fc from 'fast-check';
import { attack, emptyScore } from './attack-proofs.ts';
import { proofRunbook } from './proof-runbook.ts';

/**
 * `npm run fuzz:proof [-- CHOOSES [SEED]]`: what `validate` says of random chooses, against what the engine does. Default: 20,000 chooses, and a seed that is told.
 * Exit code 1 where anything that was said is wrong.
 */
const wanted = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const shown = 5;
const score = emptyScore();
const started = Date.now();
for (let round = 0; score.chooses < wanted; round++) {
  for (const fuzzed of fc.sample(proofRunbook, { numRuns: 50, seed: seed + round })) {
    if (score.chooses >= wanted) break;
    await attack(fuzzed, 40, score);
  }
}
const { chooses, proved, refused, undecided, calls, neverRuns, runs, wrong } = score;
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`${chooses} chooses, seed ${seed}, ${runs} runs in ${seconds} s`);
console.log(
  `${proved} proved, ${refused} refused, ${undecided} undecided; one of several calls ${calls} times; ${neverRuns} nodes that never run`,
);
console.log(`${wrong.length} wrong`);
for (const each of wrong.slice(0, shown)) console.log(`\n${each}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
