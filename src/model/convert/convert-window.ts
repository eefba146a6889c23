import type { MappingEntry } from '../../document/node.ts';
import type { OnOverrun, Setting, Window } from '../runbook.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { convertSetting } from './convert-setting.ts';
import { toDuration } from './duration.ts';
import { list, readFields } from './fields.ts';

const WORDS: readonly OnOverrun[] = ['warn', 'stop', 'rescue'];

/** `window` of a block; `isRescued`: whether the block has a `rescue`. */
export function convertWindow(
  conversion: Conversion,
  { key, value }: MappingEntry,
  isRescued: boolean,
): Window | undefined {
  const fields = readFields(conversion, value, {
    owner: 'window',
    keys: ['limit', 'warn_after', 'on_overrun', 'reserve'],
    example: '{ limit: 30 minutes, warn_after: 20 minutes }',
  });
  if (!fields) return undefined;
  const setting = (name: string): Setting<number> | undefined => {
    const entry = fields.get(name);
    return entry && convertSetting(conversion, entry, toDuration);
  };
  if (!fields.has('limit')) {
    report(conversion, 'missing-key', '"window" has no "limit"', key, { help: 'say how long it may last' });
  }
  const [limit, warnAfter, reserve] = [setting('limit'), setting('warn_after'), setting('reserve')];
  const onOverrun = convertOnOverrun(conversion, fields.get('on_overrun'));
  if (onOverrun === 'rescue' && !isRescued) {
    report(
      conversion,
      'missing-key',
      '"on_overrun: rescue" lets the block fail, and the block has no "rescue"',
      fields.get('on_overrun')?.value ?? key,
      {
        help: 'add one, or write "on_overrun: stop": then nothing more is begun, and what has an undo is undone',
      },
    );
  }
  for (const [name, other] of [
    ['warn_after', warnAfter],
    ['reserve', reserve],
  ] as const) {
    if (limit?.kind !== 'literal' || other?.kind !== 'literal' || other.value < limit.value) continue;
    const message =
      name === 'warn_after' ? '"warn_after" is not before "limit"' : '"reserve" leaves nothing of "limit"';
    report(conversion, 'contradictory-keys', message, other, {
      related: [{ message: '"limit" stands here', location: limit.location }],
    });
  }
  return limit && { limit, warnAfter, onOverrun, reserve, location: key.location };
}

function convertOnOverrun(conversion: Conversion, entry: MappingEntry | undefined): OnOverrun {
  if (!entry) return 'warn';
  const { value: node } = entry;
  const word = node.kind === 'scalar' ? node.value : undefined;
  const found = WORDS.find((each) => each === word);
  if (found === undefined) reportWrongType(conversion, 'on_overrun', list(WORDS, 'or'), node);
  return found ?? 'warn';
}
