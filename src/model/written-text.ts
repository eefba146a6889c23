import { toJson } from '../values/json.ts';
import type { Argument } from './argument.ts';

/** An argument on one line, as it is written; where nothing is open in it, as JSON. */
export function writtenText(argument: Argument): string {
  switch (argument.kind) {
    case 'value':
      return JSON.stringify(toJson(argument.value));
    case 'template':
      return argument.template.source.text.trim();
    case 'list':
      return `[${argument.items.map(writtenText).join(', ')}]`;
    case 'mapping':
      return `{ ${argument.entries.map(({ key, value }) => `${String(key)}: ${writtenText(value)}`).join(', ')} }`;
  }
}
