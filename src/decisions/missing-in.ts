import {
  argumentNodes,
  childrenOf,
  evaluate,
  evaluateCondition,
  EvaluationError,
  meansUndefined,
  type Expression,
  type Node,
} from '../expression/index.ts';
import { templatesIn, type Argument } from '../model/argument.ts';
import { identityOf } from './identity.ts';
import { isKnown, meaningOf, openParameters, scopeFor, type Meaning } from './meaning.ts';
import { partOf, shownText } from './part.ts';
import { inVariable, type Place } from './place.ts';
import type { Asking } from './asking.ts';

/** How a node uses what is inside of it. */
type Use =
  /** It is evaluated, and something undefined is a mistake. */
  | 'needs'
  /** It is evaluated, and may be undefined. */
  | 'asks'
  /** It is evaluated, and whether it may be undefined is not known. */
  | 'reads'
  /** Whether it is evaluated at all is not known. */
  | 'perhaps';

/**
 * Fails where a part that is not known as a whole cannot be evaluated, because of something in it that is known: a parameter that is not given, a wrong
 * type. Where it is not sure that it fails, the oracle is asked.
 *
 * @throws EvaluationError for that, as the run would.
 */
export function missingIn(expression: Expression, place: Place, { situation, names, oracle }: Asking): void {
  const known = (part: Expression, at: Place): boolean => isKnown(part, at, situation, names);
  const doubt = (part: Expression, at: Place, work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      const key = `fails ${identityOf(part.root, at, situation, names)}`;
      const text = `${shownText(part.root, part)} can be evaluated`;
      const parameters = () => openParameters(part, at, situation, names);
      if (!oracle({ key, text, parameters })) throw error;
    }
  };
  const demand = (part: Expression, at: Place, use: Use): void => {
    if (use === 'perhaps') {
      doubt(part, at, () => demand(part, at, 'needs'));
    } else if (known(part, at)) {
      const scope = scopeFor(at, situation, names);
      if (use === 'needs') evaluate(part, scope);
      else if (!evaluateCondition(asksForIt(part), scope) && use === 'reads') {
        doubt(part, at, () => evaluate(part, scope));
      }
    } else {
      demandInside(part, at, use);
    }
  };
  const demandInside = (part: Expression, at: Place, use: Use): void => {
    const { root } = part;
    if (root.kind === 'name') {
      const meaning = meaningOf(root.name, at, situation, names);
      const argument = meaning.kind === 'argument' ? meaning.argument : otherwiseOf(meaning);
      if (!argument) return;
      const inner = inVariable(at, root.name);
      const all = () => {
        for (const { parts } of templatesIn(argument)) {
          for (const each of parts) if (typeof each !== 'string') demand(each, inner, 'needs');
        }
      };
      const needed = () => {
        try {
          all();
        } catch (error) {
          // A variable that needs something undefined is undefined itself.
          if (use === 'needs' || !meansUndefined(error)) throw error;
          if (use !== 'asks') doubt(part, at, all);
        }
      };
      if (meaning.kind === 'argument') needed();
      // The run may have given it another value before.
      else doubt(part, at, needed);
      return;
    }
    for (const [child, its] of usesIn(root, use)) demand(partOf(part, child), at, its);
  };
  demand(expression, place, 'needs');
}

function otherwiseOf(meaning: Meaning): Argument | undefined {
  return meaning.kind === 'some' ? meaning.otherwise : undefined;
}

function asksForIt({ source, root }: Expression): Expression {
  const none = { positional: [], named: [], spread: undefined, spreadNamed: undefined };
  const { range } = root;
  return {
    source,
    root: { kind: 'test', name: 'defined', nameRange: range, input: root, arguments: none, range },
  };
}

function usesIn(node: Node, use: Use): readonly (readonly [Node, Use])[] {
  const all = (nodes: readonly Node[], its: Use) => nodes.map((child) => [child, its] as const);
  switch (node.kind) {
    case 'list':
      return all(node.items, use);
    case 'attribute':
      return all([node.object], use);
    case 'subscript':
      return [
        [node.object, use],
        [node.index, 'needs'],
      ];
    case 'method-call':
      return [[node.object, use], ...all(argumentNodes(node.arguments), 'perhaps')];
    case 'filter':
    case 'test': {
      const its = asking.has(node.name) ? 'asks' : tolerant.has(node.name) ? 'reads' : 'needs';
      return [[node.input, its], ...all(argumentNodes(node.arguments), its === 'needs' ? its : 'reads')];
    }
    case 'logical':
      return [
        [node.left, 'needs'],
        [node.right, 'perhaps'],
      ];
    case 'conditional':
      return [
        [node.condition, 'needs'],
        [node.then, 'perhaps'],
        ...(node.otherwise ? all([node.otherwise], 'perhaps') : []),
      ];
    case 'compare': {
      const [second, ...others] = node.rest.map(({ operand }) => operand);
      return [...all([node.first, ...(second ? [second] : [])], 'needs'), ...all(others, 'perhaps')];
    }
    default:
      return all(childrenOf(node), 'needs');
  }
}

/** Filters and tests that ask whether something is defined. */
const asking: ReadonlySet<string> = new Set(['default', 'd', 'defined', 'undefined']);

/** Others that may be given something undefined. */
const tolerant: ReadonlySet<string> = new Set([
  ...['mandatory', 'ternary', 'list', 'map', 'select', 'reject', 'selectattr', 'rejectattr'],
  ...['first', 'last', 'length', 'count', 'items', 'extract'],
]);
