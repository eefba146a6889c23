import type { MappingEntry, ScalarNode } from '../../document/node.ts';
import type { StatusChange, StatusLine } from '../status.ts';
import { convertText } from './convert-argument.ts';
import { convertVariableName } from './convert-name.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { readFields, type Fields } from './fields.ts';

interface Line {
  readonly name: string;
  readonly key: ScalarNode;
  readonly entry: MappingEntry;
}

/** `status` of a play: the lines of the board, each with its first word. */
export function convertBoard(conversion: Conversion, fields: Fields): readonly StatusLine[] {
  const status = fields.get('status');
  if (!status) return [];
  const expected = 'a mapping of what to know to its word, such as { databases: not updated }';
  return linesIn(conversion, status, expected).map(({ name, key, entry }) => ({
    name,
    value: convertText(conversion, name, entry.value),
    location: key.location,
  }));
}

/** `status` of a task: `{ databases: { during: in doubt, done: updated } }`, or `{ databases: updated }`. */
export function convertStatus(conversion: Conversion, fields: Fields): readonly StatusChange[] {
  const status = fields.get('status');
  if (!status) return [];
  const expected = 'a mapping such as { databases: { during: in doubt, done: updated } }';
  return linesIn(conversion, status, expected).map(({ name, key, entry: { value } }) => {
    const { location } = key;
    if (value.kind !== 'mapping')
      return { name, during: undefined, done: convertText(conversion, name, value), location };
    const own = readFields(conversion, value, {
      owner: name,
      keys: ['during', 'done'],
      example: '{ during: in doubt, done: updated }',
    });
    const word = (of: 'during' | 'done') => {
      const entry = own?.get(of);
      return entry && convertText(conversion, of, entry.value);
    };
    if (value.entries.length === 0) {
      report(conversion, 'missing-key', `"${name}" has neither "during" nor "done"`, key, {
        help: 'say what it is while the task runs, and when it has ended well',
      });
    }
    return { name, during: word('during'), done: word('done'), location };
  });
}

function linesIn(conversion: Conversion, { value }: MappingEntry, expected: string): readonly Line[] {
  if (value.kind !== 'mapping') {
    reportWrongType(conversion, 'status', expected, value);
    return [];
  }
  return value.entries.flatMap((entry) => {
    const { key } = entry;
    const name = convertVariableName(conversion, key, 'a status');
    return name === undefined ? [] : [{ name, key, entry }];
  });
}
