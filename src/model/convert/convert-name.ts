import type { ScalarNode } from '../../document/node.ts';
import { alwaysDefined } from '../runner-variables.ts';
import { report, type Conversion } from './conversion.ts';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Words of the expression language, and names that a run defines itself. */
const RESERVED = new Set([
  ...['and', 'or', 'not', 'in', 'is', 'if', 'else', 'true', 'false', 'none', 'True', 'False', 'None'],
  ...alwaysDefined,
]);

/** Words that a condition alone would be taken for a boolean with. */
const YAML_1_1 = new Set(['y', 'n', 'yes', 'no', 'on', 'off']);

/** The name of a variable that the runbook defines: an identifier, and none of those that have a meaning already. */
export function convertVariableName(
  conversion: Conversion,
  node: ScalarNode,
  what: string,
): string | undefined {
  const name = node.source.text;
  if (typeof node.value !== 'string' && !IDENTIFIER.test(name)) {
    report(
      conversion,
      'invalid-name',
      `the name of ${what} is a word, not ${name === '' ? 'nothing' : name}`,
      node,
    );
    return undefined;
  }
  if (!IDENTIFIER.test(name)) {
    report(conversion, 'invalid-name', `"${name}" cannot be the name of ${what}`, node, {
      help: `letters, digits and "_", no digit first${suggestion(name)}`,
    });
    return undefined;
  }
  if (RESERVED.has(name) || name.startsWith('ansible_')) {
    report(conversion, 'reserved-name', `"${name}" is reserved and cannot be the name of ${what}`, node);
    return undefined;
  }
  if (what === 'a parameter' && YAML_1_1.has(name.toLowerCase())) {
    report(
      conversion,
      'reserved-name',
      `"${name}" was a boolean in YAML 1.1, and cannot be the name of ${what}`,
      node,
      {
        help: 'a `when` with nothing but this word would be read as one: use a longer name',
      },
    );
    return undefined;
  }
  return name;
}

function suggestion(name: string): string {
  const mended = name
    .trim()
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return IDENTIFIER.test(mended) ? `, such as "${mended}"` : '';
}
