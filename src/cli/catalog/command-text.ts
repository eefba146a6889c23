import { setTitle, syntaxOf, type KnownCommand } from '../../catalog/index.ts';

const WIDTH = 100;

/** A command's parameter sets as PowerShell's own help writes them, and what its parameters take. */
export function commandText({ catalog, facts }: KnownCommand): string {
  const of = facts.module === null ? '' : ` of the module "${facts.module}"`;
  const lines = [`${facts.name}: a command${of} (catalog ${catalog.name}, ${catalog.version})`];
  for (const [set, uses] of facts.sets) {
    lines.push('', setTitle(facts, set), ...wrapped(syntaxOf(facts, uses)));
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
