import {
  setText,
  type CommandFacts,
  type KnownCommand,
  type ParameterFacts,
  type Use,
} from '../../catalog/index.ts';

const WIDTH = 100;

/** A command's parameter sets as PowerShell's own help writes them, and what its parameters take. */
export function commandText({ catalog, facts }: KnownCommand): string {
  const of = facts.module === null ? '' : ` of the module "${facts.module}"`;
  const lines = [`${facts.name}: a command${of} (catalog ${catalog.name}, ${catalog.version})`];
  for (const [set, uses] of facts.sets) {
    const isDefault = facts.defaultSet === set && facts.sets.size > 1 ? ', by default' : '';
    lines.push('', `${setText(set) ?? 'Parameters'}${isDefault}`, ...wrapped(syntax(facts, uses)));
  }
  const values = [...facts.parameters].flatMap(([name, each]) =>
    each.values ? [`  -${name}: ${each.values.join(', ')}`] : [],
  );
  const aliases = [...facts.parameters].flatMap(([name, each]) =>
    each.aliases.length > 0 ? [`  -${name}: ${each.aliases.join(', ')}`] : [],
  );
  if (values.length > 0) lines.push('', 'Values', ...values);
  if (aliases.length > 0) lines.push('', 'Aliases', ...aliases);
  const also = [
    ...(facts.shouldProcess === true ? ['-WhatIf and -Confirm'] : []),
    ...(facts.takesCommon ? ['the common parameters'] : []),
    ...(facts.dynamic === true ? ['further parameters, depending on what it is called for'] : []),
  ];
  if (also.length > 0) lines.push('', `Also: ${also.join('; ')}`);
  return `${lines.join('\n')}\n`;
}

/** What has a place first, in its order; then what is mandatory. */
function syntax(facts: CommandFacts, uses: ReadonlyMap<string, Use>): readonly string[] {
  const place = ({ position }: Use): number => position ?? Infinity;
  const ordered = [...uses].toSorted(
    ([, a], [, b]) =>
      Number(b.mandatory === true) - Number(a.mandatory === true) || Math.sign(place(a) - place(b)) || 0,
  );
  return ordered.map(([name, use]) => parameterText(name, facts.parameters.get(name), use));
}

function parameterText(
  name: string,
  facts: ParameterFacts | undefined,
  { mandatory, position }: Use,
): string {
  const key = typeof position === 'number' ? `[-${name}]` : `-${name}`;
  const type = facts?.type ?? 'Object';
  const text = type === 'SwitchParameter' ? `-${name}` : `${key} <${type}>`;
  return mandatory === true ? text : `[${text}]`;
}

function wrapped(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = ' ';
  for (const word of words) {
    if (line.length + word.length + 1 > WIDTH && line.trim() !== '') {
      lines.push(line);
      line = '   ';
    }
    line += ` ${word}`;
  }
  return line.trim() === '' ? [...lines, '  (none)'] : [...lines, line];
}
