import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { locate } from '../diagnostics/source.ts';
import { casesOf, type Ask, type Case } from '../decisions/cases.ts';
import { conditionsOf, visitInContext, type NodeInContext } from '../decisions/held.ts';
import { namesIn, type Names } from '../decisions/meaning.ts';
import { placeAt } from '../decisions/place.ts';
import { evaluateCondition, EvaluationError, scopeOf, type Expression } from '../expression/index.ts';
import { referencesIn } from '../model/references-in.ts';
import { askedBranches, elseBranch } from '../program/else-branch.ts';
import type { ProgramBlock, ProgramNode } from '../program/program.ts';
import { visitNodes } from '../program/walk.ts';
import type { Check } from './check.ts';

/** A node whose conditions no values of the parameters can fulfil, and a condition that says nothing. */
export const neverRuns: Check = {
  name: 'never-runs',
  sees: 'names',
  description: 'Every task can run for some values of the parameters, and no condition is always true',
  run({ program }, { report }) {
    const names = namesIn(program);
    visitInContext(program, (found) => {
      const { node, outer, own } = found;
      for (const { expression } of own) {
        const constant = referencesIn(expression).length === 0 && constantOf(expression);
        if (typeof constant === 'object') report(constant.diagnostic);
        if (constant === true) report(alwaysTrue(found));
      }
      if (node.kind === 'choose' && elseBranch(node)) {
        const around = own.length === 0 ? outer : [...outer, { kind: 'all' as const, branches: [own] }];
        const branches = askedBranches(node).map((branch) => conditionsOf(branch));
        const cases = casesOf(
          around,
          branches.flat(),
          names,
          unlessItFails((ask) => branches.every((conditions) => !conditions.every(ask))),
        );
        if (cases && isNever(cases)) report(elseNeverRuns(found));
      }
      if (own.length === 0) return true;
      const cases = casesOf(
        outer,
        own,
        names,
        unlessItFails((ask) => own.every(ask)),
      );
      if (!cases || !isNever(cases)) return true;
      // A block hands its conditions to what is inside, which may have variables and items of its own.
      if (
        node.kind === 'block' &&
        !node.isBranch &&
        placesInside(node).some((place) => mayHold(place, found, names))
      )
        return true;
      report(neverHolds(found));
      return false;
    });
  },
};

type PlaceInside = Pick<ProgramNode, 'layers' | 'loops'>;

/** Where a run asks the conditions of a block: at what is in it, as far as that has other variables or items. */
function placesInside(block: ProgramBlock): readonly PlaceInside[] {
  const found: PlaceInside[] = [];
  visitNodes(
    block.sections.flatMap(({ nodes }) => nodes),
    undefined,
    (node) => {
      if (node.kind === 'block') return { down: undefined };
      const isNew = ({ layers, loops }: PlaceInside) => layers !== node.layers || loops !== node.loops;
      if (isNew(block) && found.every(isNew)) found.push(node);
      // A choose or an include asks them before anything in it does.
      return undefined;
    },
  );
  return found;
}

function mayHold(inside: PlaceInside, { node, chosenBefore, own }: NodeInContext, names: Names): boolean {
  const place = placeAt(inside);
  const there = (conditions: readonly Expression[]) =>
    conditions.map((expression) => ({ expression, place }));
  const mine = own.map(({ expression }) => expression);
  const around = there(node.conditions.filter((condition) => !mine.includes(condition)));
  const cases = casesOf(
    [...chosenBefore, { kind: 'all', branches: [around] }],
    there(mine),
    names,
    unlessItFails((ask) => there(mine).every(ask)),
  );
  if (!cases) return true;
  for (const { outcomes } of cases) if (!outcomes || outcomes.some(({ result }) => result)) return true;
  return false;
}

/** Where it fails it is not skipped: that is another mistake than this one. */
function unlessItFails(decide: (ask: Ask) => boolean): (ask: Ask) => boolean {
  return (ask) => {
    try {
      return decide(ask);
    } catch (error) {
      if (error instanceof EvaluationError) return true;
      throw error;
    }
  };
}

/** Whether the decision is reached, and never comes to yes. */
function isNever(cases: Iterable<Case<boolean>>): boolean {
  let reached = false;
  for (const { outcomes } of cases) {
    if (!outcomes || outcomes.some(({ result }) => result)) return false;
    reached ||= outcomes.length > 0;
  }
  return reached;
}

function constantOf(expression: Parameters<typeof evaluateCondition>[0]): boolean | EvaluationError {
  try {
    return evaluateCondition(expression, scopeOf(new Map()));
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
}

function alwaysTrue({ node }: NodeInContext): Diagnostic {
  return {
    code: 'constant-condition',
    severity: 'warning',
    message: 'this condition is always true',
    location: node.source.location,
    help: 'leave it out',
  };
}

function neverHolds({ node: { source }, outer, own }: NodeInContext): Diagnostic {
  const inside = outer.length > 0 ? ' together with those around it' : '';
  return {
    code: 'never-runs',
    severity: 'warning',
    message: `this ${source.kind} never runs: its conditions${inside} are false for all values of the parameters`,
    location: source.location,
    related: own.map(({ expression }) => ({
      message: `\`when\` is ${expression.source.text.trim()}`,
      location: locate(expression.source, 0, expression.source.text.length),
    })),
    help: 'correct the condition, or leave it out with all that is inside',
  };
}

function elseNeverRuns({ node }: NodeInContext): Diagnostic {
  const branch = node.kind === 'choose' ? elseBranch(node) : undefined;
  return {
    code: 'never-runs',
    severity: 'warning',
    message: 'this `else` never runs: the condition of another branch holds for all values of the parameters',
    location: (branch ?? node).source.location,
    help: 'leave it out with all that is inside, or correct the conditions of the other branches',
  };
}
