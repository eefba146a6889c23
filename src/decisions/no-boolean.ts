import type { Expression } from '../expression/index.ts';
import type { Parameter } from '../model/runbook.ts';
import type { Value } from '../values/value.ts';
import { kindOf } from './comparison.ts';
import type { Place } from './place.ts';
import type { Asking } from './asking.ts';

/** A value such as an expression gives that surely gives no boolean, as of `count + 1` or a parameter of type string. */
export function noBoolean(
  expression: Expression,
  place: Place,
  asking: Pick<Asking, 'situation' | 'names'>,
): Value | undefined {
  const { root } = expression;
  switch (root.kind) {
    case 'concat':
    case 'slice':
      return '…';
    case 'unary':
      return 1n;
    case 'list':
      return [];
    case 'dict':
      return new Map();
    case 'filter':
      if (textFilters.has(root.name)) return '…';
      break;
    default:
  }
  const kind = kindOf(expression, place, asking);
  if (kind.kind === 'integer') return 1n;
  return kind.kind === 'parameter' ? samples[kind.parameter.type] : undefined;
}

const textFilters: ReadonlySet<string> = new Set(['lower', 'upper', 'trim', 'join', 'string', 'replace']);

const samples: Readonly<Record<Parameter['type'], Value | undefined>> = {
  string: '…',
  integer: 1n,
  number: 1.5,
  boolean: undefined,
  list: [],
  mapping: new Map(),
};
