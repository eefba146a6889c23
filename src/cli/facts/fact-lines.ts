import { oneLine } from '../../text/printable.ts';
import { isList, isMapping } from '../../values/describe.ts';
import { toJson } from '../../values/json.ts';
import type { Value } from '../../values/value.ts';

/** A fact a line, with its value beside its name. `isWhole`: the environment, too, of which there is only the number of variables otherwise. */
export function factLines(facts: ReadonlyMap<string, Value>, isWhole: boolean): string {
  const width = Math.max(...Array.from(facts.keys(), (name) => name.length));
  return Array.from(facts, ([name, value]) => {
    const text =
      name === 'env' && !isWhole && isMapping(value)
        ? `${value.size} variables: "runbook facts env" shows them`
        : valueText(value);
    return `${name.padEnd(width)}  ${text}\n`;
  }).join('');
}

/** Texts as they are, where nothing else could be meant. */
function valueText(value: Value): string {
  if (typeof value === 'string' && value !== '' && value !== 'null') return oneLine(value);
  if (isList(value) && value.length > 0 && value.every((item) => typeof item === 'string'))
    return oneLine(value.join(', '));
  return oneLine(JSON.stringify(toJson(value)));
}
