import { EvaluationError, type Node } from '../expression/index.ts';
import { templatesIn } from '../model/argument.ts';
import { referencesIn } from '../model/references-in.ts';
import { findVariable } from '../program/scope.ts';
import { casesOf } from './cases.ts';
import type { Conjunct } from './conjuncts.ts';
import type { Names } from './meaning.ts';
import { partOf } from './part.ts';
import { inVariable, type Condition } from './place.ts';

/**
 * Whether one of several lists of conditions holds as a whole in every case in which all of `held` do, as far as the cases can be gone through: in doubt
 * it does not. None of the lists: whether there is no such case.
 */
export function follows(
  lists: readonly (readonly Conjunct[])[],
  held: readonly Conjunct[],
  names: Names,
): boolean {
  const asked = lists.map((list) => list.map(asCondition));
  const around = [{ kind: 'all' as const, branches: [held.map(asCondition)] }];
  const cases = casesOf(around, asked.flat(), names, (ask) => {
    try {
      return asked.some((list) => list.every(ask));
    } catch (error) {
      // Nobody has come past it.
      if (error instanceof EvaluationError) return true;
      throw error;
    }
  });
  let number = 0;
  for (const { outcomes } of cases ?? []) {
    if (++number > mostCases || !outcomes) return false;
    if (!outcomes.every(({ result }) => result)) return false;
  }
  return cases !== undefined;
}

/** It is asked of many places of a runbook. */
const mostCases = 256;

/** The names that a conjunct reads, by way of variables too. */
export function namesBehind({ part, place }: Conjunct): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [{ part, place }];
  for (const { part: each, place: at } of open) {
    for (const { name } of referencesIn(each)) {
      if (found.has(name)) continue;
      found.add(name);
      const argument = findVariable(at.layers, name);
      for (const { parts } of argument ? templatesIn(argument) : []) {
        for (const inner of parts) {
          if (typeof inner !== 'string') open.push({ part: inner, place: inVariable(at, name) });
        }
      }
    }
  }
  return found;
}

/** Only its truth counts: what stands in an `and` need be no boolean. */
function asCondition(conjunct: Conjunct): Condition {
  const before = conditions.get(conjunct);
  if (before) return before;
  const { part, negated, place } = conjunct;
  const not = (operand: Node): Node => ({ kind: 'not', operand, range: operand.range });
  const root = negated ? not(part.root) : not(not(part.root));
  const condition = { expression: partOf(part, root), place };
  conditions.set(conjunct, condition);
  return condition;
}

const conditions = new WeakMap<Conjunct, Condition>();
