import { mapping, scalar, type WrittenNode } from '../document/written.ts';
import { variablesForTemplates } from '../model/convert/script-rewrite.ts';
import { freeParameterName } from '../model/convert/script-templates.ts';
import { CannotSay } from './cannot-say.ts';
import { convertTemplate } from './expressions.ts';
import type { Names } from './names.ts';

export interface ConvertedScript {
  readonly script: string;
  /** By their names in the script. */
  readonly parameters: Readonly<Record<string, WrittenNode>>;
  readonly remarks: readonly string[];
}

interface Template {
  start: number;
  readonly end: number;
  readonly text: string;
  readonly parameter: { readonly name: string; readonly declaration: string; readonly entry: string };
}

/**
 * A script in which Ansible puts values for `{{ }}`: each becomes a parameter, so no value is ever read as code.
 *
 * @throws CannotSay where a value would have to be code
 */
export function convertScript(text: string, names: Names): ConvertedScript {
  if (/\{%/.test(text))
    throw new CannotSay('the script is put together by statements ("{% %}"): write it with parameters');
  const source = text.replace(/\{#[^]*?#\}/g, '');
  const values = new Map<string, { readonly name: string; readonly value: WrittenNode }>();
  const taken = namesIn(source);
  const remarks: string[] = [];
  const templates: Template[] = [];
  for (const match of source.matchAll(/\{\{(?!\d)((?:'[^'\n]*'|"[^"\n]*"|(?!\}\})[^])*?)\}\}/g)) {
    const expression = (match[1] ?? '').trim();
    // `${{ flag }}` writes $True or $False.
    const isBoolean = source[match.index - 1] === '$';
    const key = `${isBoolean ? '$' : ''}${expression}`;
    let known = values.get(key);
    if (!known) {
      const [path = 'Value'] =
        /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/.exec(expression.replace(/'[^']*'|"[^"]*"/g, '')) ?? [];
      const name = freeParameterName(path.replace(/\.(?:results|output|result)\b/g, ''), taken);
      taken.add(name.toLowerCase());
      known = {
        name,
        value: scalar(
          convertTemplate(isBoolean ? `{{ (${expression}) | bool }}` : `{{ ${expression} }}`, names),
        ),
      };
      values.set(key, known);
    }
    const start = isBoolean ? match.index - 1 : match.index;
    templates.push({
      start,
      end: match.index + match[0].length,
      text: match[0],
      parameter: { name: known.name, declaration: '', entry: '' },
    });
  }
  if (templates.length === 0) return { script: source, parameters: {}, remarks };
  const called = calledTemplates(source, templates);
  const edits = variablesForTemplates(
    source,
    templates.filter((each) => !called.includes(each)),
    { quotesArguments: true },
  );
  if (!edits)
    throw new CannotSay(
      'a value stands for code in the script: a value is never run as code, so write it with parameters',
    );
  if (called.length > 0)
    remarks.push(
      'a value is called as a program ("& $Name"): where it has arguments in it, give them as parameters of their own',
    );
  const all = [
    ...edits,
    ...called.map(({ start, end, parameter }) => ({ start, end, text: `& $${parameter.name}` })),
  ];
  let script = source;
  for (const { start, end, text: by } of all.toSorted((a, b) => b.start - a.start))
    script = script.slice(0, start) + by + script.slice(end);
  return {
    script: withParameters(
      script,
      Array.from(values.values(), ({ name }) => name),
    ),
    parameters: Object.fromEntries(Array.from(values.values(), ({ name, value }) => [name, value])),
    remarks,
  };
}

export function scriptEntry({ script, parameters }: ConvertedScript): WrittenNode {
  const text = script.trim().includes('\n') ? `${script.trimEnd()}\n` : script.trim();
  if (Object.keys(parameters).length === 0) return scalar(text);
  return mapping({ script: scalar(`${script.trimEnd()}\n`), parameters: mapping(parameters) });
}

/** Templates that stand where a command does: their value is its name. */
function calledTemplates(source: string, templates: readonly Template[]): readonly Template[] {
  return templates.filter(({ start, end }) => {
    const before = source.slice(0, start);
    return (
      /(?:^|[\n;{|])[^\S\n]*$/.test(before) &&
      /^(?:[^\S\n]+[^\s=+*.[(-]|[^\S\n]+-\w|[^\S\n]*(?:\n|$))/.test(source.slice(end)) &&
      !/[@"']\s*$/.test(before)
    );
  });
}

/** Parameters that the script has itself stay the first. */
function withParameters(script: string, names: readonly string[]): string {
  const declarations = names.map((name) => `$${name}`).join(', ');
  const head = /^(?:\s|#[^\n]*\n|<#(?:(?!#>)[^])*#>|\[\w+(?:\([^()\n]*\))?\])*param\s*\(\s*/i.exec(
    script,
  )?.[0];
  if (head !== undefined) {
    const rest = script.slice(head.length);
    return `${head}${declarations}${rest.startsWith(')') ? '' : ', '}${rest}`;
  }
  if (/^\s*(?:using|\[CmdletBinding)\b/im.test(script))
    throw new CannotSay('its script begins with what has to stand before parameters');
  return `param(${declarations})\n${script.trimStart()}`;
}

/** Variables of the script itself: a parameter must not be one of them. */
function namesIn(script: string): Set<string> {
  return new Set(Array.from(script.matchAll(/\$\{?(?:\w+:)?(\w+)/g), ([, name = '']) => name.toLowerCase()));
}
