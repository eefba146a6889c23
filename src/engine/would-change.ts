import { printableLines } from '../text/printable.ts';
import type { Mapping } from '../values/value.ts';

/** Actions that are named; of more the number is said. */
const NAMED = 2;
/** Characters of each. */
const LONGEST = 120;

/** What a task that was only checked says it would do, in short; nothing where it says nothing. */
export function wouldChange(result: Mapping): string | undefined {
  const said = result.get('host_out');
  if (typeof said !== 'string') return undefined;
  const lines = printableLines(said).filter((line) => line.trim() !== '');
  if (lines.length === 0) return undefined;
  const more = lines.length > NAMED ? [`${lines.length - NAMED} more`] : [];
  return [...lines.slice(0, NAMED).map(inShort), ...more].join('; ');
}

/** `What if: Performing the operation "Stop" on target "w3svc".` is said as `Stop: w3svc`; in other languages it stays a sentence. */
function inShort(line: string): string {
  const text = line.trim().replace(/^what ?if:\s*/i, '');
  const operation = /^Performing the operation "(.+?)" on target "(.*)"\.?$/.exec(text);
  const short = operation ? `${operation[1] ?? ''}: ${operation[2] ?? ''}` : text;
  return short.length <= LONGEST ? short : `${short.slice(0, LONGEST - 1)}…`;
}
