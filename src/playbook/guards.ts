import { mapping, scalar, type WrittenEntry, type WrittenNode } from '../document/written.ts';
import type { Guard } from './args.ts';
import { CannotSay } from './cannot-say.ts';
import type { Made } from './module.ts';

/**
 * What is to be done was written for values that are usual: the script fails where they are others, so nothing else is done than what the playbook says.
 *
 * @throws CannotSay where no script is there that could
 */
export function withGuards(made: Made, guards: readonly Guard[]): Made {
  if (guards.length === 0) return made;
  const names = guards.map(({ name }) => `"${name}"`).join(', ');
  const isScript = made.entries.some((entry) => entry.key === 'powershell' && entry.value.kind === 'mapping');
  if (!isScript)
    throw new CannotSay(
      `${names} ${guards.length === 1 ? 'is a template' : 'are templates'}: what is to be done has to be written out`,
    );
  const told = guards
    .map(({ name, expected }) => `"${name}" ${expected === undefined ? 'is given' : `is not "${expected}"`}`)
    .join(' or ');
  return {
    ...made,
    entries: made.entries.map((entry) => guarded(entry, guards)),
    remarks: [...(made.remarks ?? []), `it fails where ${told}: what to do then has to be written out`],
  };
}

function guarded(entry: WrittenEntry, guards: readonly Guard[]): WrittenEntry {
  if (entry.key !== 'powershell' || entry.value.kind !== 'mapping') return entry;
  const [script, parameters] = ['script', 'parameters'].map((key) => member(entry.value, key));
  const text = script?.kind === 'scalar' && typeof script.value === 'string' ? script.value : '';
  const [, head = '', rest = text] = /^param\(([^\n]*)\)\n([^]*)$/.exec(text) ?? [];
  const variables = guards.map(
    ({ name }) => `Given${name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
  );
  const lines = guards.map(({ name, expected }, index) => {
    const variable = variables[index] ?? '';
    const isOther = expected === undefined ? '' : ` -and ${comparison(variable, expected)}`;
    return `if ($PSBoundParameters.ContainsKey('${variable}')${isOther}) { throw "${name} is $${variable}: what to do then was not converted" }`;
  });
  const declared = [...(head === '' ? [] : [head]), ...variables.map((name) => `$${name}`)].join(', ');
  const given = Object.fromEntries(guards.map(({ value }, index) => [variables[index] ?? '', value]));
  const own =
    parameters?.kind === 'mapping'
      ? Object.fromEntries(parameters.entries.map(({ key, value }) => [key, value]))
      : {};
  const value = mapping({
    script: scalar(`param(${declared})\n${lines.join('\n')}\n${rest}`),
    parameters: mapping({ ...own, ...given }),
  });
  return { ...entry, value };
}

/** Ansible takes many words for true. */
function comparison(variable: string, expected: string): string {
  if (/^(?:yes|true|on)$/i.test(expected)) return `"$${variable}" -notin 'True', 'yes', 'on', '1'`;
  if (/^(?:no|false|off)$/i.test(expected)) return `"$${variable}" -notin 'False', 'no', 'off', '0'`;
  return `"$${variable}" -ne '${expected}'`;
}

function member(node: WrittenNode, key: string): WrittenNode | undefined {
  return node.kind === 'mapping' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}
