import { unifiedDiff } from '../text/unified-diff.ts';
import type { Difference } from './difference.ts';
import type { Expected } from './expectation.ts';
import { callText, commandOf, hasWords, isCall, type RehearsedCall } from './rehearsed-call.ts';

type Entry = Expected<string>;

/**
 * What is not as `ran` has it: its entries have to come in their order, with any calls between them; and where entries say with what a
 * command is called, it is called with nothing else.
 */
export function compareCalls(
  entries: readonly Entry[],
  calls: readonly RehearsedCall[],
): readonly Difference[] {
  const { found, missing } = inOrder(entries, calls);
  const unexpected = calls.filter((call) => isUnexpected(call, entries));
  const [first] = missing;
  const location =
    first?.location ?? entries.find(({ value }) => unexpected.some((call) => isAbout(value, call)))?.location;
  if (!location) return [];
  const details = diffOf(entries, calls, found);
  if (first) return [{ location, message: missingText(first.value, missing.length - 1, calls), details }];
  const texts = [...new Set(unexpected.map(callText))];
  const more = texts.length > 1 ? `, and ${texts.length - 1} more` : '';
  return [
    {
      location,
      message: `"${texts[0] ?? ''}" ran${more}, and "ran" has other words for this command only`,
      details,
    },
  ];
}

/** Which calls are those of the entries, from the first to the last; an entry that none is left for is missing. */
function inOrder(entries: readonly Entry[], calls: readonly RehearsedCall[]) {
  const found = new Map<RehearsedCall, Entry>();
  const missing: Entry[] = [];
  let from = 0;
  for (const entry of entries) {
    const at = calls.findIndex((call, index) => index >= from && isCall(entry.value, call));
    const call = calls[at];
    if (!call) {
      missing.push(entry);
      continue;
    }
    found.set(call, entry);
    from = at + 1;
  }
  return { found, missing };
}

function isUnexpected(call: RehearsedCall, entries: readonly Entry[]): boolean {
  const exact = entries.filter(({ value }) => hasWords(value) && isAbout(value, call));
  return exact.length > 0 && !exact.some(({ value }) => isCall(value, call));
}

function isAbout(entry: string, { command }: RehearsedCall): boolean {
  return commandOf(entry).toLowerCase() === command.toLowerCase();
}

function missingText(entry: string, others: number, calls: readonly RehearsedCall[]): string {
  const more = others === 0 ? '' : `, nor ${others === 1 ? 'did 1 entry' : `did ${others} entries`} after it`;
  if (calls.some((call) => isCall(entry, call)))
    return `"${entry}" was expected to run after the entries before it, and it ran earlier only${more}`;
  return `"${entry}" was expected to run, and did not${more}`;
}

/** What is expected against the calls of the same commands, in the words of the entries. */
function diffOf(
  entries: readonly Entry[],
  calls: readonly RehearsedCall[],
  found: ReadonlyMap<RehearsedCall, Entry>,
): readonly string[] {
  const happened = calls.flatMap((call): string | readonly string[] => {
    const entry = found.get(call);
    if (entry) return entry.value;
    const about = entries.filter(({ value }) => isAbout(value, call));
    if (about.length === 0) return [];
    const known = about.find(({ value }) => isCall(value, call));
    return known ? known.value : callText(call);
  });
  // What is waited for is asked for many times.
  const once = happened.filter((line, index) => line !== happened[index - 1]);
  const wanted = entries.map(({ value }) => `${value}\n`).join('');
  const ran = once.map((line) => `${line}\n`).join('');
  return ['--- expected', '+++ ran', ...unifiedDiff(wanted, ran)];
}
