import { list, scalar, type WrittenNode } from '../document/written.ts';
import { factGroupsNamed } from '../model/convert/convert-setup.ts';
import { HOST_FACTS } from '../model/host-fact-table.ts';
import { CannotSay } from './cannot-say.ts';
import { isTemplated } from './expressions.ts';
import type { Shape } from './shape.ts';

/** `gather_subset`, and which groups of Ansible's are not there. `value` is undefined where nothing is left of it. @throws CannotSay */
export function convertSubset(node: WrittenNode): {
  readonly value: WrittenNode | undefined;
  readonly remarks: readonly string[];
} {
  const nodes = node.kind === 'list' ? node.items.map((item) => item.node) : [node];
  const words = nodes.flatMap((each) => {
    if (each.kind !== 'scalar' || typeof each.value !== 'string' || isTemplated(each.value))
      throw new CannotSay('which facts are gathered has to be written out');
    return each.value.split(',').map((word) => word.trim());
  });
  const isKnown = (word: string): boolean => word.startsWith('!') || factGroupsNamed(word) !== undefined;
  const known = words.filter((word) => word !== '' && isKnown(word));
  const missing = words.filter((word) => !isKnown(word));
  return {
    value: known.length === 0 ? undefined : list(known.map((word) => scalar(word))),
    remarks: missing.map((word) => `there is no group "${word}" of facts`),
  };
}

/** Within its result the facts have no prefix here. */
export const SHAPE_OF_SETUP: Shape = {
  kind: 'cmdlet',
  members: {
    ansible_facts: 'ansible_facts',
    ...Object.fromEntries(
      HOST_FACTS.map(({ name }) => [`ansible_facts.ansible_${name}`, `ansible_facts.${name}`]),
    ),
  },
};
