import type { DocumentNode } from '../document/node.ts';
import type { WrittenEntry } from '../document/written.ts';
import { CannotSay } from './cannot-say.ts';
import type { Converting } from './converting.ts';
import { convertData, withComment } from './data.ts';

/**
 * A mapping of variables. One that cannot be said becomes a parameter, with the reason above the next one; Ansible's own settings of a
 * connection are left out.
 */
export function convertVariables(node: DocumentNode, converting: Converting): readonly WrittenEntry[] {
  const { names, comments, leftOut } = converting;
  if (node.kind === 'sequence') return node.items.flatMap((item) => convertVariables(item, converting));
  if (node.kind !== 'mapping') return [];
  const entries: WrittenEntry[] = [];
  let above: string[] = [];
  for (const { key, value } of node.entries) {
    const name = key.source.text;
    above.push(...comments.takeLines(node.location.range.start, key.location.range.start));
    if (name.startsWith('ansible_')) {
      leftOut.set(name, (leftOut.get(name) ?? 0) + 1);
      continue;
    }
    const reads = names.begin();
    try {
      if (!/^[A-Za-z_]\w*$/.test(name)) throw new CannotSay('it is no name that a variable can have');
      const made = withComment(convertData(value, converting), value, converting);
      reads.keep();
      entries.push({ key: name, value: made, ...(above.length > 0 && { before: above }) });
      above = [];
    } catch (error) {
      if (!(error instanceof CannotSay)) throw error;
      reads.drop();
      names.declared.delete(name);
      if (/^[A-Za-z_]\w*$/.test(name))
        names.ask(name, { description: 'A value that the playbook has and that could not be converted' });
      above.push(` Not converted: the variable "${name}": ${error.reason}`);
    }
  }
  if (above.length > 0) {
    const last = entries.pop();
    if (last) entries.push({ ...last, before: [...(last.before ?? []), ...above] });
    else converting.loose.push(...above);
  }
  return entries;
}
