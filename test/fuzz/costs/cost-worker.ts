import { sourceTextOf } from '../../../src/diagnostics/source.ts';
import { evaluate, EvaluationError, parseExpression, scopeOf } from '../../../src/expression/index.ts';
import { costlyValues } from './costly-values.ts';

/*
 * Evaluates one expression after the other, as it is told, and says what each has cost: seconds of the processor, and how far the memory of the process has grown
 * beyond what it had with its values.
 */

/** What an expression has cost. */
export interface Cost {
  readonly expression: string;
  readonly seconds: number;
  /** MB */
  readonly memory: number;
  readonly outcome: string;
}

const scope = scopeOf(costlyValues());
globalThis.gc?.();
const before = peak();
process.on('message', (expression: string) => {
  globalThis.gc?.();
  const start = process.cpuUsage();
  const outcome = outcomeOf(expression);
  const { user, system } = process.cpuUsage(start);
  process.send?.({ expression, seconds: (user + system) / 1e6, memory: peak() - before, outcome });
});
process.send?.('ready');

function outcomeOf(expression: string): string {
  const { value, diagnostics } = parseExpression(sourceTextOf(expression));
  if (!value) return diagnostics[0]?.code ?? 'nothing';
  try {
    evaluate(value, scope);
    return 'a value';
  } catch (error) {
    if (error instanceof EvaluationError) return error.diagnostic.code;
    return `thrown: ${String(error)}`;
  }
}

/** MB */
function peak(): number {
  return process.resourceUsage().maxRSS / 1024;
}
