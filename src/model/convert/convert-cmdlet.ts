import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import type { CmdletAction, NamedArgument } from '../action.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { convertArgument } from './convert-argument.ts';
import { CMDLET } from './vocabulary.ts';

/** `Verb-Noun: { Parameter: value }`. */
export function convertCmdlet(
  conversion: Conversion,
  { key, value }: MappingEntry,
): CmdletAction | undefined {
  const [, module, name] = CMDLET.exec(key.source.text) ?? [];
  if (name === undefined) return undefined;
  const parameters = convertNamedArguments(conversion, name, value);
  return { kind: 'cmdlet', module, name, parameters, location: key.location };
}

/** Parameters by name; nothing at all is no parameters. */
export function convertNamedArguments(
  conversion: Conversion,
  owner: string,
  node: DocumentNode,
): readonly NamedArgument[] {
  if (node.kind === 'scalar' && node.value === null) return [];
  if (node.kind !== 'mapping') {
    const isListed = node.kind === 'sequence' && node.items.every(({ kind }) => kind === 'mapping');
    const help = isListed ? 'leave the "- " before each parameter out' : undefined;
    reportWrongType(conversion, owner, 'its parameters as a mapping, such as { Name: w3svc }', node, help);
    return [];
  }
  const seen = new Map<string, NamedArgument>();
  for (const { key, value } of node.entries) {
    const name = key.source.text;
    const argument: NamedArgument = {
      name,
      nameLocation: key.location,
      value: convertArgument(conversion, value),
    };
    const first = seen.get(name.toLowerCase());
    if (!/^\w+$/u.test(name)) {
      const bare = name.replace(/^-|:$/g, '');
      report(conversion, 'invalid-name', `"${name}" cannot be the name of a parameter`, key, {
        help: /^\w+$/u.test(bare) ? `write "${bare}"` : undefined,
      });
    } else if (first) {
      report(
        conversion,
        'duplicate-key',
        `the parameter "${name}" is given twice: PowerShell does not tell case apart`,
        key,
        {
          related: [{ message: 'it stands here first', location: first.nameLocation }],
        },
      );
    } else {
      seen.set(name.toLowerCase(), argument);
    }
  }
  return [...seen.values()];
}
