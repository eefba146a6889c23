import type { DocumentNode, MappingNode } from '../document/node.ts';
import { yaml11Value } from '../document/yaml-1-1.ts';
import { keyValues } from './key-values.ts';
import type { Names } from './names.ts';

/** Finds every name that is given a value somewhere in a file, before anything is converted: what is read is a parameter otherwise. */
export function collectNames(node: DocumentNode, names: Names): void {
  names.declared.add('item');
  visit(node, names);
}

/** The names of a mapping of variables. */
export function declareAll({ entries }: MappingNode, names: Names): void {
  for (const { key, value } of entries) {
    const name = key.source.text;
    names.declared.add(name);
    if (value.kind === 'scalar' && typeof yaml11Value(value) === 'boolean') names.booleans.add(name);
  }
}

function visit(node: DocumentNode, names: Names): void {
  if (node.kind === 'sequence') {
    for (const item of node.items) visit(item, names);
    return;
  }
  if (node.kind !== 'mapping') return;
  for (const { key, value } of node.entries) {
    const name = key.source.text.replace(/^ansible\.builtin\./, '');
    const isText = value.kind === 'scalar' && typeof value.value === 'string';
    if (name === 'vars' || name === 'set_fact') {
      if (value.kind === 'mapping') declareAll(value, names);
      else if (isText)
        for (const each of keyValues(value.source.text).values.keys()) names.declared.add(each);
    } else if (/^(?:register|loop_var|index_var)$/.test(name) && isText)
      names.declared.add(value.source.text);
    else if (name === 'include_vars' && value.kind === 'mapping') {
      for (const entry of value.entries)
        if (entry.key.source.text === 'name' && entry.value.kind === 'scalar')
          names.declared.add(entry.value.source.text);
    }
    if (name !== 'vars') visit(value, names);
  }
}
