import type { Node } from '../expression/index.ts';
import type { HostFact } from '../model/host-fact-table.ts';
import { factNamed, factOfVariable, FACTS_VARIABLE } from '../model/host-facts.ts';

/** A fact of the host as an expression reads it. */
export interface ReadFact {
  /** As it is written: `ansible_facts.os_family` or `ansible_os_family`. */
  readonly shown: string;
  readonly fact: HostFact;
}

/** The fact that a part of an expression is. No name of a fact can be that of anything else. */
export function factAt(node: Node): ReadFact | undefined {
  if (node.kind === 'name') {
    const fact = factOfVariable(node.name);
    return fact && { shown: node.name, fact };
  }
  const name =
    node.kind === 'attribute'
      ? node.name
      : node.kind === 'subscript' && node.index.kind === 'literal'
        ? node.index.value
        : undefined;
  if (node.kind !== 'attribute' && node.kind !== 'subscript') return undefined;
  if (typeof name !== 'string' || node.object.kind !== 'name' || node.object.name !== FACTS_VARIABLE)
    return undefined;
  const fact = factNamed(name);
  return fact && { shown: `${FACTS_VARIABLE}.${name}`, fact };
}
