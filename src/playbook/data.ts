import { describeNode, type DocumentNode, type ScalarNode } from '../document/node.ts';
import { scalar, type WrittenEntry, type WrittenItem, type WrittenNode } from '../document/written.ts';
import { yaml11Value } from '../document/yaml-1-1.ts';
import { CannotSay } from './cannot-say.ts';
import type { Converting } from './converting.ts';
import { convertTemplate } from './expressions.ts';
import type { Use } from './names.ts';

/** Values with their templates and comments, as the runbook has them. @throws CannotSay */
export function convertData(node: DocumentNode, converting: Converting, use: Use = 'any'): WrittenNode {
  switch (node.kind) {
    case 'scalar':
      return convertScalar(node, converting, use);
    case 'sequence': {
      let at = node.location.range.start;
      const items = node.items.map((item): WrittenItem => {
        const { start, end } = item.location.range;
        const before = converting.comments.takeLines(at, start);
        const value = convertData(item, converting);
        at = end;
        return { node: withComment(value, item, converting), ...(before.length > 0 && { before }) };
      });
      return { kind: 'list', items };
    }
    case 'mapping': {
      let at = node.location.range.start;
      const entries = node.entries.map(({ key, value }): WrittenEntry => {
        const { start } = key.location.range;
        if (/\{[{%]/.test(key.source.text))
          throw new CannotSay(`the key "${key.source.text}" is a template: keys are not templated`);
        const before = converting.comments.takeLines(at, start);
        const made = convertData(value, converting);
        at = value.location.range.end;
        return {
          key: key.source.text,
          value: withComment(made, value, converting),
          ...(before.length > 0 && { before }),
        };
      });
      return { kind: 'mapping', entries };
    }
  }
}

function convertScalar(node: ScalarNode, converting: Converting, use: Use): WrittenNode {
  refuseVault(node);
  const value = yaml11Value(node);
  return scalar(typeof value === 'string' ? convertTemplate(value, converting.names, use) : value);
}

/** The text of a scalar as it was written: a version such as `1.10` keeps its zero. Undefined where it is no scalar, or nothing. */
export function textOf(node: DocumentNode): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  refuseVault(node);
  const value = yaml11Value(node);
  if (value === null) return undefined;
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value : node.source.text;
}

/** What stands behind a value on its line. */
export function withComment(
  made: WrittenNode,
  { location, kind }: DocumentNode,
  { file, comments }: Converting,
): WrittenNode {
  if (kind !== 'scalar' || made.kind !== 'scalar') return made;
  const { end } = location.range;
  const lineEnd = file.text.indexOf('\n', end);
  const behind = file.text.slice(end, lineEnd === -1 ? undefined : lineEnd);
  if (!/^\s*#/.test(behind) || (typeof made.value === 'string' && made.value.includes('\n'))) return made;
  const [comment] = comments.take(end, end + behind.length);
  return comment ? { ...made, comment: comment.text } : made;
}

function refuseVault({ location: { file, range } }: ScalarNode): void {
  if (/!vault\s*(?:[|>][-+0-9]*\s*)?$/.test(file.text.slice(Math.max(0, range.start - 40), range.start))) {
    throw new CannotSay("it is encrypted with a key of Ansible's vault: give it as a secret parameter");
  }
}

/** A condition's text, or the texts of a list of them. @throws CannotSay */
export function conditionTexts(node: DocumentNode): readonly (string | boolean)[] {
  if (node.kind === 'sequence') return node.items.flatMap(conditionTexts);
  if (node.kind === 'mapping') throw new CannotSay(`a condition is ${describeNode(node)}`);
  const value = yaml11Value(node);
  if (typeof value === 'boolean' || typeof value === 'string') return [value];
  if (value === null) return [];
  return [node.source.text];
}

/** Where the last thing in a node ends: comments behind it belong to what comes next. */
export function contentEnd(node: DocumentNode): number {
  const last =
    node.kind === 'sequence'
      ? node.items.at(-1)
      : node.kind === 'mapping'
        ? node.entries.at(-1)?.value
        : undefined;
  if (!last) return node.location.range.end;
  const end = contentEnd(last);
  // What came by an alias ends elsewhere.
  const { range } = node.location;
  return end > range.start && end <= range.end ? end : range.end;
}
