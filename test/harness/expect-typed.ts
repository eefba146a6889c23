import { expect } from 'chai';
import { nodeOf } from '../../src/events/instance.ts';
import type { RunEvent } from '../../src/events/run-event.ts';
import { memberOf, typeOfValue, type Type } from '../../src/expression/types/index.ts';
import { attemptType, itemResultType, loopResultType } from '../../src/model/result-type.ts';
import { nodesOf } from '../../src/program/nodes-of.ts';
import { fromJson } from '../../src/values/json.ts';
import type { Program } from '../../src/program/program.ts';

/** The results of a run have no members but those that checks know of, and the members that every result has are of the types that they know. */
export function expectTyped(program: Program, events: readonly RunEvent[]): void {
  const nodes = new Map(nodesOf(program).map((node) => [node.id, node]));
  for (const event of events) {
    if (event.type !== 'task-finished' || event.result === null) continue;
    const { result, id, item } = event;
    const node = nodes.get(nodeOf(id));
    if (node?.kind !== 'task') continue;
    const { loop } = node.source;
    const type = !loop
      ? attemptType(node.source)
      : item === undefined
        ? loopResultType(node.source, loop, 'any')
        : itemResultType(node.source, loop, 'any');
    for (const [name, value] of Object.entries(result as Readonly<Record<string, unknown>>)) {
      const member = memberOf(type, name);
      expect(member, `"${name}" of the result of "${event.name}"`).to.not.equal(undefined);
      // Of the items there is only their number in the event.
      if (!member || member === 'any' || name === 'results') continue;
      expect(member.map(({ kind }) => kind)).to.include.members(kindsOf(typeOfValue(fromJson(value))));
    }
  }
}

function kindsOf(type: Type): readonly string[] {
  return type === 'any' ? [] : type.map(({ kind }) => kind);
}
