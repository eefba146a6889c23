import type { Expression, Node } from '../expression/index.ts';
import { markdownCode } from '../text/markdown.ts';

/** Conditions in words, as Markdown: what each compares is code, and one of another form is code as it stands, which "holds". */
export function conditionWords(conditions: readonly Expression[]): string {
  const parts = conditions.map((each) => words(each.root, each.source.text, conditions.length > 1));
  return parts.join(' and ');
}

/** `inside`: something stands beside it, so that an `or` has to be kept together. */
function words(node: Node, text: string, inside: boolean): string {
  const code = (part: Node) => markdownCode(text.slice(part.range.start, part.range.end).trim());
  switch (node.kind) {
    case 'logical': {
      const joined = `${words(node.left, text, true)} ${node.operator} ${words(node.right, text, true)}`;
      return node.operator === 'or' && inside ? `(${joined})` : joined;
    }
    case 'name':
    case 'attribute':
      return `${code(node)} is true`;
    case 'not':
      return notWords(node.operand, code) ?? `${code(node)} holds`;
    case 'test':
      return definedWords(node, false, code) ?? `${code(node)} holds`;
    case 'compare':
      return compareWords(node, code) ?? `${code(node)} holds`;
    default:
      return `${code(node)} holds`;
  }
}

function notWords(operand: Node, code: (part: Node) => string): string | undefined {
  if (operand.kind === 'name' || operand.kind === 'attribute') return `${code(operand)} is not true`;
  return operand.kind === 'test' ? definedWords(operand, true, code) : undefined;
}

function definedWords(
  { name, input }: Extract<Node, { kind: 'test' }>,
  isNegated: boolean,
  code: (part: Node) => string,
): string | undefined {
  if (name !== 'defined' && name !== 'undefined') return undefined;
  return `${code(input)} is ${(name === 'defined') === isNegated ? 'not ' : ''}defined`;
}

const OPERATORS = {
  '==': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is greater than',
  '>=': 'is at least',
  in: 'is in',
  'not in': 'is not in',
} as const;

function compareWords(
  { first, rest }: Extract<Node, { kind: 'compare' }>,
  code: (part: Node) => string,
): string | undefined {
  const [only, second] = rest;
  if (!only || second) return undefined;
  return `${code(first)} ${OPERATORS[only.operator]} ${code(only.operand)}`;
}
