import { printDiagnostic } from '../../../src/diagnostics/print.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { sourceTextOf } from '../../../src/diagnostics/source.ts';
import {
  childrenOf,
  evaluate,
  EvaluationError,
  parseExpression,
  parseTemplate,
  references,
  render,
  scopeOf,
  type Expression,
  type Node,
} from '../../../src/expression/index.ts';
import type { Value } from '../../../src/values/value.ts';

const scope = scopeOf(
  new Map<string, Value>([
    ['i', 3n],
    ['f', 0.5],
    ['s', 'text'],
    ['l', [1n, 'x', null]],
    ['ls', ['a', 'b']],
    ['m', new Map<string, Value>([['a', 1n]])],
    ['b', true],
    ['v', null],
  ]),
);

/** What is wrong with what this room makes of a text: a place outside of it, or a part whose text means something else than the part. Any other exception is thrown. */
export function faultsIn(text: string): readonly string[] {
  const source = sourceTextOf(text);
  const faults: string[] = [];
  const look = ({ message, location }: Diagnostic): void => {
    const range = location?.range;
    if (!range || range.start < 0 || range.end < range.start || range.end > text.length)
      faults.push(`"${message}" is at ${JSON.stringify(range)}`);
  };
  const expression = parseExpression(source);
  const template = parseTemplate(source);
  for (const diagnostic of [...expression.diagnostics, ...template.diagnostics]) {
    look(diagnostic);
    printDiagnostic(diagnostic);
  }
  const expressions = [expression.value, ...(template.value?.parts ?? [])].filter(
    (part) => typeof part === 'object',
  );
  for (const each of expressions) {
    faults.push(...misplaced(each, each.root, undefined));
    for (const { location, pathLocation } of references(each))
      for (const place of [location, pathLocation])
        look({ code: 'undefined-variable', severity: 'error', message: 'a reference', location: place });
  }
  // Also what has mistakes: they must not become crashes in a run.
  for (const work of [
    () => expression.value && evaluate(expression.value, scope),
    () => template.value && render(template.value, scope),
  ]) {
    try {
      work();
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      look(error.diagnostic);
    }
  }
  return faults;
}

/** Parts whose place in the text, read by itself, is another expression. */
function misplaced(expression: Expression, node: Node, parent: Node | undefined): readonly string[] {
  const { text } = expression.source;
  const { start, end } = node.range;
  const inside = childrenOf(node).flatMap((child) => misplaced(expression, child, node));
  if (start < 0 || end > text.length || start >= end)
    return [`${node.kind} is at ${start} to ${end}`, ...inside];
  const alone = parseTemplate(sourceTextOf(`{{ ${text.slice(start, end)} }}`)).value?.parts[0];
  const root = typeof alone === 'object' ? alone.root : undefined;
  // `a is not b` is two nodes in one place.
  const same = parent?.kind === 'not' && root?.kind === 'not' ? root.operand : root;
  if (root && [root, same].some((each) => each && shapeOf(each) === shapeOf(node))) return inside;
  return [`${node.kind} at ${start} to ${end} is not "${text.slice(start, end)}"`, ...inside];
}

/** The node without its places. */
function shapeOf(node: Node): string {
  return JSON.stringify(node, (key, value: unknown) => {
    if (key === 'range' || key === 'nameRange') return undefined;
    if (typeof value === 'bigint') return `${value}n`;
    return typeof value === 'number' ? `float ${value}` : value;
  });
}
