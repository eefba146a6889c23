import { isList } from '../values/describe.ts';
import { toJson } from '../values/json.ts';
import { Omit, type Value } from '../values/value.ts';

/** A parameter and its value as they would be typed to PowerShell; nothing where it is left out. */
export function parameterText(name: string, value: Value | undefined): readonly string[] {
  if (value === undefined || value instanceof Omit) return [];
  if (value === true) return [`-${name}`];
  if (value === false) return [`-${name}:$false`];
  const text = isList(value) ? value.map(wordText).join(', ') : wordText(value);
  return [`-${name} ${text}`];
}

/** A value as one word of a command line; a template, and what has nothing special in it, stands without quotes. */
export function wordText(value: Value): string {
  const json = toJson(value);
  if (typeof json !== 'string') return JSON.stringify(json);
  const isTemplate = /^\{\{.*\}\}$/s.test(json);
  return isTemplate || /^[^\s'"]+$/.test(json) ? json : `'${json.replaceAll("'", "''")}'`;
}
