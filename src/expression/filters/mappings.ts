import { isList, nameType } from '../../values/describe.ts';
import type { Key, Value } from '../../values/value.ts';
import { lookup } from '../access.ts';
import { flag, inputList, inputMapping, text } from '../call-arguments.ts';
import { type Call, define, defineLoose, type LooseCall } from '../definition.ts';
import { entriesOf } from '../entries.ts';
import { Fault, typeFault } from '../fault.ts';
import { findKey, toKey } from '../keys.ts';
import { type Operand, settle, Undefined } from '../operand.ts';
import { follow, ignoringCase, sortedBy } from './attribute.ts';
import { merge, type MergeLists } from './merge.ts';

/** Filters for mappings and for lists of them. */
export const mappingFilters = [
  defineLoose('items', '', (call) =>
    call.input instanceof Undefined
      ? []
      : Array.from(entries(call, settle(call.input)), (pair): Value => [...pair]),
  ),
  define('dictsort', 'case_sensitive?, by?, reverse?', dictSort),
  define('dict2items', 'key_name?, value_name?', dictToItems),
  define('items2dict', 'key_name?, value_name?', itemsToDict),
  define('combine', '*dictionaries, **kwargs', combine),
  defineLoose('extract', 'container, morekeys?', extract),
  define('subelements', 'subelements, skip_missing?', subelements),
  define('rekey_on_member', 'key, duplicates?', rekey),
];

function entries({ context }: LooseCall, value: Value): ReadonlyMap<Key, Value> {
  const found = entriesOf(value);
  if (!found) throw typeFault(`filter "items" needs a mapping, not ${nameType(value)}`);
  context.budget.spend(found.size);
  return found;
}

function dictSort(call: Call): Value {
  const by = text(call, 1, 'key');
  if (by !== 'key' && by !== 'value')
    throw new Fault(`"${by}" is not what "dictsort" can sort by`, 'write "key" or "value"');
  const caseSensitive = flag(call, 0);
  const keyOf = ([key, value]: readonly [Key, Value]) => {
    const compared = by === 'key' ? key : value;
    return [caseSensitive ? compared : ignoringCase(call, compared)];
  };
  return sortedBy(call, [...inputMapping(call)], keyOf, flag(call, 2)).map((pair): Value => [...pair]);
}

function dictToItems(call: Call): Value {
  const [keyName, valueName] = [text(call, 0, 'key'), text(call, 1, 'value')];
  return Array.from(
    inputMapping(call),
    ([key, value]) =>
      new Map<Key, Value>([
        [keyName, key],
        [valueName, value],
      ]),
  );
}

function itemsToDict(call: Call): Value {
  const [keyName, valueName] = [text(call, 0, 'key'), text(call, 1, 'value')];
  if (!isList(call.input)) throw typeFault(`filter "items2dict" needs a list, not ${nameType(call.input)}`);
  call.context.budget.spend(call.input.length);
  return new Map(
    call.input.map((item): [Key, Value] => {
      const key = lookup(item, keyName);
      const value = lookup(item, valueName);
      if (key === undefined || value === undefined) {
        throw typeFault(
          `"items2dict" needs mappings with "${keyName}" and "${valueName}", not ${nameType(item)}`,
        );
      }
      return [toKey(key), value];
    }),
  );
}

const LIST_MERGES: readonly MergeLists[] = [
  'replace',
  'keep',
  'append',
  'prepend',
  'append_rp',
  'prepend_rp',
];

function combine(call: Call): Value {
  let recursive = false;
  let lists: MergeLists = 'replace';
  for (const [name, value] of call.named) {
    if (name === 'recursive') recursive = value === true;
    else if (name === 'list_merge') {
      const found = LIST_MERGES.find((each) => each === value);
      if (!found) throw new Fault('"list_merge" has no such way', `write one of ${LIST_MERGES.join(', ')}`);
      lists = found;
    } else {
      throw new Fault(
        `filter "combine" has no parameter "${name}"`,
        'write combine(*dictionaries, recursive?, list_merge?)',
        'wrong-arguments',
      );
    }
  }
  const terms = [call.input, ...call.rest]
    .flatMap((term) => (isList(term) ? term : [term]))
    .filter((term) => term !== null && term !== 'None' && term !== 'null');
  call.context.budget.spend(terms.length);
  if (terms.length === 1) return terms[0] ?? null;
  const mappings = terms.map((term) => {
    const found = entriesOf(term);
    if (!found) throw typeFault(`filter "combine" needs mappings, not ${nameType(term)}`);
    return found;
  });
  const last = mappings.pop() ?? new Map<Key, Value>();
  // From the right, as in Ansible: with three lists to append the order shows.
  return new Map(
    mappings.reduceRight((result, lower) => merge(call.context, lower, result, recursive, lists), last),
  );
}

function extract(call: LooseCall): Operand {
  const [container = null, more = null] = call.args;
  const deeper = settle(more);
  const path = [settle(call.input), ...(deeper === null ? [] : isList(deeper) ? deeper : [deeper])];
  return follow(call, container, path);
}

function subelements(call: Call): Value {
  const { input } = call;
  const elements = isList(input) ? input : [...(entriesOf(input)?.values() ?? [])];
  if (!isList(input) && !entriesOf(input)) {
    throw typeFault(`filter "subelements" needs a list or a mapping, not ${nameType(input)}`);
  }
  const given = call.args[0] ?? null;
  const path = isList(given) ? given : text(call, 0).split('.');
  const skipsMissing = flag(call, 1);
  call.context.budget.spend(elements.length);
  return elements.flatMap((element) => {
    let value: Value = element;
    for (const key of path) {
      if (!entriesOf(value))
        throw typeFault(`"${call.context.text(key)}" should be in a mapping, not in ${nameType(value)}`);
      const next = lookup(value, key);
      if (next === undefined && skipsMissing) return [];
      if (next === undefined)
        throw new Fault(
          `an item has no "${call.context.text(key)}"`,
          'add "skip_missing=true" to leave such items out',
        );
      value = next;
    }
    if (!isList(value))
      throw typeFault(
        `"${path.map((key) => call.context.text(key)).join('.')}" should be a list, not ${nameType(value)}`,
      );
    call.context.budget.spend(value.length);
    return value.map((item): Value => [element, item]);
  });
}

function rekey(call: Call): Value {
  const duplicates = text(call, 1, 'error');
  if (duplicates !== 'error' && duplicates !== 'overwrite') {
    throw new Fault(`"${duplicates}" is no way with duplicates`, 'write "error" or "overwrite"');
  }
  const members = entriesOf(call.input) ? inputMapping(call).values() : inputList(call);
  const result = new Map<Key, Value>();
  const keyName = call.args[0] ?? null;
  for (const item of members) {
    const key = entriesOf(item) && lookup(item, keyName);
    if (key === undefined) throw new Fault(`an item is no mapping with "${call.context.text(keyName)}"`);
    const existing = findKey(result, toKey(key));
    if (existing !== undefined && duplicates === 'error') {
      throw new Fault(
        `"${call.context.text(key)}" is the key of two items`,
        'add "duplicates=\'overwrite\'" to keep the last',
      );
    }
    result.set(existing ?? toKey(key), item);
  }
  return result;
}
