import type { Location } from '../diagnostics/source.ts';
import { entryOf, type MappingNode, type ScalarNode } from '../document/node.ts';

/** The ending that a scenario expects (`expect:`), each part with its place. What is missing is not compared. */
export interface Expectation {
  readonly exit: Expected<number>;
  /** Of the first task that failed. */
  readonly failedTask: Expected<string> | undefined;
  /** Calls of stand-ins, in this order. */
  readonly ran: readonly Expected<string>[];
  readonly notRan: readonly Expected<string>[];
  readonly says: readonly Expected<string>[];
  /** Lines of the status board, with their words. */
  readonly status: readonly { readonly line: Expected<string>; readonly word: Expected<string> }[];
  readonly overrun: Expected<boolean> | undefined;
}

export interface Expected<Value> {
  readonly value: Value;
  readonly location: Location;
}

/** The expectation of a scenario that keeps its schema; undefined where it has none. */
export function expectationIn(scenario: MappingNode): Expectation | undefined {
  const node = entryOf(scenario, 'expect')?.value;
  const exit = node?.kind === 'mapping' ? scalarOf(node, 'exit') : undefined;
  if (node?.kind !== 'mapping' || !exit) return undefined;
  const failedTask = scalarOf(node, 'failed_task');
  const overrun = scalarOf(node, 'overrun');
  return {
    exit: { value: Number(exit.value), location: exit.location },
    failedTask: failedTask && textOf(failedTask),
    ran: textsOf(node, 'ran'),
    notRan: textsOf(node, 'not_ran'),
    says: textsOf(node, 'says'),
    status: statusOf(node),
    overrun: overrun && { value: overrun.value === true, location: overrun.location },
  };
}

function scalarOf(node: MappingNode, key: string): ScalarNode | undefined {
  const value = entryOf(node, key)?.value;
  return value?.kind === 'scalar' ? value : undefined;
}

function textOf({ value, location }: ScalarNode): Expected<string> {
  return { value: String(value), location };
}

function textsOf(node: MappingNode, key: string): readonly Expected<string>[] {
  const list = entryOf(node, key)?.value;
  if (list?.kind !== 'sequence') return [];
  return list.items.flatMap((item) => (item.kind === 'scalar' ? textOf(item) : []));
}

function statusOf(node: MappingNode): Expectation['status'] {
  const board = entryOf(node, 'status')?.value;
  if (board?.kind !== 'mapping') return [];
  return board.entries.flatMap(({ key, value }) =>
    value.kind === 'scalar' ? { line: textOf(key), word: textOf(value) } : [],
  );
}
