import type { Value } from '../../values/value.ts';
import { dateValue, later, momentOf, ticksBetween } from './moment.ts';
import { spanOf, spanValue } from './span.ts';

/** Sums and differences of dates and time spans, as in Python; nothing where the values are something else. */
export function calculateDates(operator: '+' | '-', left: Value, right: Value): Value | undefined {
  const [from, to] = [momentOf(left), momentOf(right)];
  const [first, second] = [spanOf(left), spanOf(right)];
  if (from && to) return operator === '-' ? spanValue(ticksBetween(to, from)) : undefined;
  if (from && second !== undefined) return dateValue(later(from, operator === '-' ? -second : second));
  if (to && first !== undefined && operator === '+') return dateValue(later(to, first));
  if (first === undefined || second === undefined) return undefined;
  return spanValue(operator === '-' ? first - second : first + second);
}
