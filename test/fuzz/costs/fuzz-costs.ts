import { costlyExpressions } from './costly-expressions.ts';
import { mostSeconds } from '../../hostile/run-measured.ts';
import { isTooCostly, measureCosts } from './measure-costs.ts';

/**
 * `npm run fuzz:costs [-- CASES [SEED]]`: operators, filters, tests, methods and functions with values at the limits, as many of them as are asked for (default: 2,000,
 * and a seed that is told). Exit code 1 where an expression takes more of the processor than three times what validating 5,000 tasks does, or more than 300 MB.
 */
const wanted = Number(process.argv[2] ?? 2000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const expressions = costlyExpressions(wanted, seed);
let tooCostly = 0;
let [slowest, largest] = [0, 0];
const most = await mostSeconds();
await measureCosts(expressions, most, (cost) => {
  if (isTooCostly(cost, most)) {
    tooCostly++;
    console.log(
      `${cost.expression}: ${cost.seconds.toFixed(1)} s, ${Math.round(cost.memory)} MB (${cost.outcome})`,
    );
  } else {
    slowest = Math.max(slowest, cost.seconds);
    largest = Math.max(largest, cost.memory);
  }
});
console.log(
  `${expressions.length} expressions, seed ${seed}, ${tooCostly} too costly; the others take ${slowest.toFixed(1)} s and ${Math.round(largest)} MB at most`,
);
process.exitCode = tooCostly === 0 ? 0 : 1;
