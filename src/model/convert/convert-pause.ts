import type { MappingEntry } from '../../document/node.ts';
import type { Value } from '../../values/value.ts';
import type { PauseAction } from '../action.ts';
import type { Converted } from '../runbook.ts';
import { report, type Conversion } from './conversion.ts';
import { convertText } from './convert-argument.ts';
import { excludeEachOther } from './convert-builtins.ts';
import { literalBoolean } from './literals.ts';
import { settingOf } from './convert-setting.ts';
import { toDuration } from './duration.ts';
import { readFields, type Fields } from './fields.ts';

/** `pause`: waits for a time, for the operator, or for the operator's yes. */
export function convertPause(conversion: Conversion, { key, value }: MappingEntry): PauseAction | undefined {
  const empty = value.kind === 'scalar' && value.value === null;
  const fields: Fields | undefined = empty
    ? new Map()
    : readFields(conversion, value, {
        owner: 'pause',
        keys: ['seconds', 'minutes', 'prompt', 'confirm', 'always_ask', 'echo'],
        example: '{ seconds: 30 }',
      });
  if (!fields) return undefined;
  excludeEachOther(conversion, 'pause', fields, 'seconds', 'minutes');
  const confirm = literalBoolean(conversion, fields.get('confirm')) ?? false;
  const alwaysAsk = literalBoolean(conversion, fields.get('always_ask')) ?? false;
  const prompt = fields.get('prompt');
  const time = fields.get('seconds') ?? fields.get('minutes');
  if (confirm) {
    if (!prompt) {
      report(
        conversion,
        'missing-key',
        '"pause" asks for a confirmation and has no "prompt"',
        fields.get('confirm')?.key ?? key,
        {
          help: 'say what is to be confirmed',
        },
      );
    }
    for (const name of ['seconds', 'minutes', 'echo'])
      excludeEachOther(conversion, 'pause', fields, 'confirm', name);
  } else if (alwaysAsk) {
    report(
      conversion,
      'missing-key',
      '"always_ask" is for a confirmation',
      fields.get('always_ask')?.key ?? key,
      {
        help: 'add "confirm: true", or leave it out',
      },
    );
  }
  return {
    kind: 'pause',
    duration: time && settingOf(conversion, time.key.source.text, time.value, timeOf(time)),
    prompt: prompt && convertText(conversion, 'prompt', prompt.value),
    confirm,
    alwaysAsk,
    echo: literalBoolean(conversion, fields.get('echo')) ?? true,
    location: key.location,
  };
}

function timeOf({ key }: MappingEntry): (value: Value) => Converted<number> {
  const factor = key.source.text === 'minutes' ? 60 : 1;
  return (value) => {
    const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
    if (typeof number !== 'bigint' && typeof number !== 'number') return { expected: 'a number' };
    return toDuration(Number(number) * factor);
  };
}
