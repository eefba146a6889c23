import type { MappingEntry } from '../../document/node.ts';
import type { OnResume } from '../runbook.ts';
import { reportWrongType, type Conversion } from './conversion.ts';
import { list } from './fields.ts';

const WORDS: readonly OnResume[] = ['rerun', 'skip', 'ask'];

/** `on_resume`: what becomes of a task that the run broke off in the middle of. */
export function convertOnResume(
  conversion: Conversion,
  entry: MappingEntry | undefined,
): OnResume | undefined {
  if (!entry) return undefined;
  const { value: node } = entry;
  const word = node.kind === 'scalar' ? node.value : undefined;
  const found = WORDS.find((each) => each === word);
  if (found === undefined) {
    const help = 'a condition of its own stands under "done_when"';
    reportWrongType(conversion, 'on_resume', list(WORDS, 'or'), node, help);
  }
  return found;
}
