import { Document, isMap, Pair, Scalar as YamlScalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Node } from 'yaml';
import { isTextElsewhere } from './yaml-1-1.ts';
import type { WrittenMapping, WrittenNode } from './written.ts';

/** A list or mapping stands on one line where it has no more than this many characters. */
const FLOW_WIDTH = 88;

/** The file's text: block style, short leaves on one line, texts of several lines as they are. */
export function writeYaml(
  root: WrittenNode,
  head: readonly string[] = [],
  tail: readonly string[] = [],
): string {
  const document = new Document(undefined, { version: '1.2', schema: 'core' });
  document.contents = toYaml(root, 0);
  if (head.length > 0) document.commentBefore = commentOf(head);
  if (tail.length > 0) document.comment = commentOf(tail);
  return document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: true });
}

function toYaml(node: WrittenNode, depth: number): Node {
  switch (node.kind) {
    case 'scalar': {
      const written = scalarOf(node.value);
      if (node.comment !== undefined) written.comment = node.comment;
      return written;
    }
    case 'list': {
      const written = new List();
      written.flow = isShort(node, depth);
      for (const { node: item, before, blankBefore } of node.items) {
        const made = toYaml(item, depth + 1);
        // A task, or whatever else may have something above it.
        if (before && isMap(made)) made.flow = false;
        if (before && before.length > 0) made.commentBefore = commentOf(before);
        if (blankBefore) made.spaceBefore = true;
        written.items.push(made);
      }
      return written;
    }
    case 'mapping':
      return mappingOf(node, depth);
  }
}

/** Brackets hug their items, braces do not. */
class List extends YAMLSeq {
  override toString(...[context, ...rest]: Parameters<YAMLSeq['toString']>): string {
    return super.toString(
      this.flow && context ? { ...context, flowCollectionPadding: '' } : context,
      ...rest,
    );
  }
}

function mappingOf(node: WrittenMapping, depth: number): YAMLMap {
  const written = new YAMLMap<Node, Node>();
  written.flow = isShort(node, depth);
  for (const { key, value, before, blankBefore } of node.entries) {
    const name = new YamlScalar(key);
    if (before && before.length > 0) name.commentBefore = commentOf(before);
    if (blankBefore) name.spaceBefore = true;
    written.items.push(new Pair<Node, Node>(name, toYaml(value, depth + 1)));
  }
  return written;
}

function scalarOf(value: unknown): YamlScalar {
  const written = new YamlScalar(value);
  if (typeof value !== 'string') return written;
  if (value.includes('\n') && canBeLiteral(value)) written.type = YamlScalar.BLOCK_LITERAL;
  else if (isTextElsewhere(value)) written.type = YamlScalar.QUOTE_SINGLE;
  return written;
}

/** A block keeps no carriage returns, and its first line says how far in it stands. */
function canBeLiteral(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- what a block cannot hold
  return !/[\r\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff]/.test(text) && text.trim() !== '';
}

/** Lines without their signs: an empty one is a blank line of the comment. */
function commentOf(lines: readonly string[]): string {
  return lines.map((line) => (line === '' ? ' ' : line)).join('\n');
}

/** Whether a collection that is no file's own is short, and has nothing to be read line by line. */
function isShort(node: Exclude<WrittenNode, { kind: 'scalar' }>, depth: number): boolean {
  const width = depth === 0 ? undefined : flowWidth(node, 0);
  return width !== undefined && width <= FLOW_WIDTH - 2 * depth;
}

/** Characters on one line; undefined where it cannot or should not stand on one. */
function flowWidth(node: WrittenNode, depth: number): number | undefined {
  switch (node.kind) {
    case 'scalar':
      if (node.comment !== undefined) return undefined;
      if (typeof node.value === 'string' && (node.value.includes('\n') || node.value.length > 72))
        return undefined;
      return (
        String(node.value).length + (typeof node.value === 'string' && /[^\w.-]/.test(node.value) ? 2 : 0)
      );
    case 'list': {
      if (depth > 1 || node.items.some((item) => item.before !== undefined || item.node.kind === 'mapping'))
        return undefined;
      return sum(node.items.map((item) => flowWidth(item.node, depth + 1)));
    }
    case 'mapping': {
      if (depth > 2 || node.entries.some(({ before }) => before !== undefined)) return undefined;
      return sum(
        node.entries.map(({ key, value }) => {
          const width = flowWidth(value, depth + 1);
          return width === undefined ? undefined : width + key.length + 2;
        }),
      );
    }
  }
}

function sum(widths: readonly (number | undefined)[]): number | undefined {
  let all = 4;
  for (const width of widths) {
    if (width === undefined) return undefined;
    all += width + 2;
  }
  return all;
}
