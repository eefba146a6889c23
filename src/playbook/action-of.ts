import { entryOf, type MappingEntry, type MappingNode } from '../document/node.ts';
import { Args } from './args.ts';
import { CannotSay } from './cannot-say.ts';
import type { Converting } from './converting.ts';
import { isKeyword } from './convert-keywords.ts';
import { textOf } from './data.ts';
import { keyValues } from './key-values.ts';
import { takesLine } from './modules/module-table.ts';

/** The module without its collection, and what it is given in whatever way. */
export function actionOf(
  node: MappingNode,
  action: MappingEntry,
  converting: Converting,
): { readonly module: string; readonly args: Args } {
  let module = shortName(action.key.source.text);
  let line = action.value.kind === 'scalar' ? textOf(action.value) : undefined;
  const mappings: MappingNode[] = [];
  const extra = entryOf(node, 'args')?.value;
  if (extra?.kind === 'mapping') mappings.push(extra);
  else if (extra) throw new CannotSay('"args" is no mapping that is written out');
  let own = action.value;
  if (module === 'action' || module === 'local_action') {
    if (own.kind === 'mapping') {
      const named = entryOf(own, 'module');
      module = shortName((named && textOf(named.value)) ?? '');
      own = { ...own, entries: own.entries.filter((entry) => entry !== named) };
    } else {
      const [, first = '', rest = ''] = /^(\S+)\s*([^]*)$/.exec(line ?? '') ?? [];
      module = shortName(first);
      line = rest;
    }
  }
  if (own.kind === 'mapping') mappings.push(own);
  else if (own.kind === 'sequence')
    throw new CannotSay(`"${module}" has a list where its arguments are named`);
  const known = takesLine(module);
  const parsed = keyValues(line ?? '', known);
  if (!known && parsed.rest !== '' && parsed.values.size > 0 && /^\{\{/.test(parsed.rest))
    throw new CannotSay('its arguments are a template');
  return {
    module,
    args: new Args(
      converting,
      mappings,
      parsed.values,
      known || parsed.values.size === 0 ? (known ? parsed.rest : line) : undefined,
    ),
  };
}

function shortName(key: string): string {
  return key.replace(/^\w+\.\w+\./, '');
}

export function moduleEntry(node: MappingNode): MappingEntry | undefined {
  return node.entries.find(({ key }) => !isKeyword(key.source.text));
}

export function textOfEntry(node: MappingNode, key: string): string | undefined {
  const entry = entryOf(node, key);
  return entry?.value.kind === 'scalar' ? textOf(entry.value) : undefined;
}

export function nameOf(node: MappingNode): string | undefined {
  try {
    return textOfEntry(node, 'name');
  } catch {
    return undefined;
  }
}

export function loopVariable(node: MappingNode): string {
  const control = entryOf(node, 'loop_control')?.value;
  return (control?.kind === 'mapping' ? textOfEntry(control, 'loop_var') : undefined) ?? 'item';
}
