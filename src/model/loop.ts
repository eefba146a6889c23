import type { Location } from '../diagnostics/source.ts';
import type { Expression, Scope, Template } from '../expression/index.ts';
import { isList, isMapping, nameType } from '../values/describe.ts';
import type { List } from '../values/value.ts';
import { evaluateArgument, type Argument } from './argument.ts';
import type { Setting } from './setting.ts';
import { wrongValue } from './wrong-value.ts';

/** `loop` and `loop_control` of a node: it is done once for each item. */
export interface Loop {
  /** Evaluates to a list. */
  readonly items: Argument;
  /** The variable that holds the item: `item` unless `loop_var` says otherwise. */
  readonly itemName: string;
  /** The variable that holds the item's index, from 0. */
  readonly indexName: string | undefined;
  /** What the item is called where it is shown; missing: its value. */
  readonly label: Template | undefined;
  /** Milliseconds between two items. */
  readonly pause: Setting<number> | undefined;
  /** Whether `ansible_loop` says which item of how many it is. */
  readonly extended: boolean;
  /** Whether `ansible_loop.allitems` has them all. */
  readonly extendedAllItems: boolean;
  /** All have to hold after an item for the loop to end there. */
  readonly breakWhen: readonly Expression[] | undefined;
  /** Of the key `loop`. */
  readonly location: Location;
}

/**
 * The items themselves.
 * Errors: throws `EvaluationError` for a mistake in the expression, and where it gives no list.
 */
export function evaluateItems({ items }: Loop, scope: Scope): List {
  const value = evaluateArgument(items, scope);
  if (isList(value)) return value;
  const help = isMapping(value)
    ? 'make a list of its keys and values with `dict2items`'
    : 'give a list; one item alone goes into brackets';
  const message = `"loop" takes a list, and this is ${nameType(value)}`;
  throw wrongValue(items.location, message, help);
}

/** The variables that a loop gives values to for each item. */
export function loopNames({ itemName, indexName, extended }: Loop): readonly string[] {
  return [
    itemName,
    ...(indexName === undefined ? [] : [indexName, 'ansible_index_var']),
    'ansible_loop_var',
    ...(extended ? ['ansible_loop'] : []),
  ];
}
