import type { Arguments, FunctionCall, Node } from './ast.ts';
import type { Range } from '../diagnostics/source.ts';

/** The parameters that take their values from variables of the environment, by the names of these in capitals. */
export type EnvironmentInputs = ReadonlyMap<string, string>;

/** The variable of the environment that `lookup('env', NAME)` reads; nothing for any other call, and where the name is worked out. */
export function environmentName({ name, arguments: given }: FunctionCall): string | undefined {
  const [plugin, wanted, ...more] = given.positional;
  const hasMore =
    more.length + given.named.length > 0 || given.spread !== undefined || given.spreadNamed !== undefined;
  if (!LOOKUPS.has(name) || hasMore || plugin?.kind !== 'literal' || wanted?.kind !== 'literal')
    return undefined;
  const isEnvironment = plugin.value === 'env' || plugin.value === 'ansible.builtin.env';
  return isEnvironment && typeof wanted.value === 'string' ? wanted.value : undefined;
}

/** Those of Ansible; all but the first give a list. */
export const LOOKUPS: ReadonlySet<string> = new Set(['lookup', 'query', 'q']);

const NOTHING: Arguments = { positional: [], named: [], spread: undefined, spreadNamed: undefined };

/**
 * `lookup('env', NAME)` is the text of the parameter that takes this variable, the empty one where it has no value: so the run has it on record,
 * and everything that knows parameters knows it. Nothing where no parameter takes it.
 */
export function readInput(call: FunctionCall, inputs: EnvironmentInputs): Node | undefined {
  const name = environmentName(call);
  const parameter = name === undefined ? undefined : inputs.get(name.toUpperCase());
  if (parameter === undefined) return undefined;
  const { range } = call;
  const value = filter(
    filter({ kind: 'name', name: parameter, range }, 'default', range, [
      { kind: 'literal', value: '', range },
    ]),
    'string',
    range,
  );
  return call.name === 'lookup' ? value : { kind: 'list', items: [value], tuple: false, range };
}

function filter(input: Node, name: string, range: Range, positional: readonly Node[] = []): Node {
  return { kind: 'filter', input, name, nameRange: range, arguments: { ...NOTHING, positional }, range };
}
