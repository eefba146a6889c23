import type { EndingCompared, EndingDifference } from '../../events/run-event.ts';
import { oneLine } from '../../text/printable.ts';

/** A comparison as people read it: its sentence, and what is not as expected. */
export function comparedLines({ text, differences }: EndingCompared): readonly string[] {
  return [oneLine(text), ...differences.flatMap(differenceLines)];
}

/** The place with what was expected and what happened; what more there is to say stands below. */
export function differenceLines({ place, message, details }: EndingDifference): readonly string[] {
  return [oneLine(`${place}: ${message}`), ...details.map((line) => oneLine(`    ${line}`))];
}
