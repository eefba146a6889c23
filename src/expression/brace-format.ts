import type { Value } from '../values/value.ts';
import { lookup } from './access.ts';
import type { Context } from './definition.ts';
import { Fault } from './fault.ts';
import { formatValue } from './format-spec.ts';
import { asciiWithin, reprWithin } from './to-text.ts';

/** Python's `format.format(…)`: `'{} of {total:>5}'.format(a, total=b)`. */
export function formatBraces(
  context: Context,
  format: string,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
): string {
  let automatic = 0;
  const field = (path: string): Value => {
    const [, first = '', rest = ''] = /^([^.[]*)(.*)$/s.exec(path) ?? [];
    const name = first === '' ? String(automatic++) : first;
    const start = /^\d+$/.test(name) ? args[Number(name)] : named.get(name);
    if (start === undefined) throw new Fault(`the format asks for "{${path}}", which is not given`);
    return walk(start, rest, path);
  };
  const expand = (text: string, depth: number): string => {
    if (depth > 2) throw new Fault('a format is nested too deeply');
    let result = '';
    for (let at = 0; at < text.length;) {
      const character = text.charAt(at);
      if ((character === '{' || character === '}') && text[at + 1] === character) {
        result += character;
        at += 2;
      } else if (character === '}') {
        throw new Fault('a single "}" in a format', 'write "}}" for a brace');
      } else if (character === '{') {
        const end = closing(text, at);
        const [, path = '', conversion, spec = ''] =
          /^([^!:]*)(?:!([rsa]))?(?::(.*))?$/s.exec(text.slice(at + 1, end)) ?? [];
        const value = field(path);
        const converted =
          conversion === undefined
            ? value
            : conversion === 's'
              ? context.text(value)
              : conversion === 'a'
                ? asciiWithin(context, value)
                : reprWithin(context, value);
        const shown = formatValue(context, converted, spec.includes('{') ? expand(spec, depth + 1) : spec);
        context.budget.read(shown);
        context.budget.textSoFar(result.length + shown.length);
        result += shown;
        at = end + 1;
      } else {
        result += character;
        at++;
      }
      context.budget.spend();
    }
    return result;
  };
  return expand(format, 0);
}

function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  throw new Fault('a "{" in a format is never closed', 'write "{{" for a brace');
}

function walk(start: Value, rest: string, path: string): Value {
  let value = start;
  for (const [, attribute, index = ''] of rest.matchAll(/\.([^.[]+)|\[([^\]]*)\]/g)) {
    const key = attribute ?? (/^\d+$/.test(index) ? BigInt(index) : index);
    const next = lookup(value, key);
    if (next === undefined) throw new Fault(`the format asks for "{${path}}", which does not exist`);
    value = next;
  }
  return value;
}
