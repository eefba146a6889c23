import { replacing } from '../../diagnostics/fix.ts';
import { locate } from '../../diagnostics/source.ts';
import { parseExpression, type Expression } from '../../expression/index.ts';
import type { DocumentNode, MappingEntry, ScalarNode } from '../../document/node.ts';
import { formerBoolean, report, reportWrongType, type Conversion } from './conversion.ts';

/** `when`, `until`, `that` …: one expression or a list of them, all of which have to hold. */
export function convertConditions(
  conversion: Conversion,
  { key, value }: MappingEntry,
): readonly Expression[] {
  const name = key.source.text;
  if (value === conversion.elseAt) return [];
  if (isElse(value)) {
    report(
      conversion,
      'misplaced-else',
      '"else" is no condition, and stands in the last branch of a choose only',
      value,
      {
        help: 'write the condition itself',
      },
    );
    return [];
  }
  if (value.kind === 'sequence') {
    if (value.items.length === 0) reportWrongType(conversion, name, 'at least one condition', value);
    return value.items.flatMap((item) => convertCondition(conversion, name, item));
  }
  return convertCondition(conversion, name, value);
}

/** `when: else` */
export function isElse(node: DocumentNode): boolean {
  return node.kind === 'scalar' && node.source.text.trim() === 'else';
}

function convertCondition(conversion: Conversion, name: string, node: DocumentNode): Expression[] {
  const boolean = formerBoolean(node);
  if (
    node.kind !== 'scalar' ||
    boolean !== undefined ||
    !(typeof node.value === 'string' || typeof node.value === 'boolean')
  ) {
    reportWrongType(conversion, name, 'a condition: an expression that gives a boolean', node);
    return [];
  }
  return expressionOf(conversion, name, node);
}

/** A bare expression, such as `debug`'s `var`. */
export function convertExpression(
  conversion: Conversion,
  name: string,
  node: DocumentNode,
): Expression | undefined {
  if (node.kind === 'scalar' && typeof node.value === 'string')
    return expressionOf(conversion, name, node)[0];
  reportWrongType(conversion, name, 'an expression', node);
  return undefined;
}

function expressionOf(conversion: Conversion, name: string, node: ScalarNode): Expression[] {
  if (node.source.text.trim() === '') {
    report(conversion, 'wrong-type', `"${name}" is empty, and an expression is expected`, node);
    return [];
  }
  conversion.reading.evaluated.add(node);
  const { value, diagnostics } = parseExpression(node.source, conversion.reading.inputs);
  for (const each of diagnostics) conversion.diagnostics.push(each);
  const start = node.source.text.indexOf('{{');
  const close = start === -1 ? -1 : node.source.text.indexOf('}}', start + 2);
  if (close !== -1 && diagnostics.length === 0) {
    // In quotes, as in `a == '{{ b }}'`, the parser sees a text and nothing wrong with it.
    const end = close + 2;
    const at = locate(node.source, start, end);
    const inside = node.source.text.slice(start + 2, end - 2).trim();
    const quoted = node.source.text.slice(start - 1, end + 1);
    const isAll = /^(['"]).*\1$/s.test(quoted) && /^[\w.]+$/.test(inside);
    report(
      conversion,
      'template-in-expression',
      '"{{ }}" stands in a text inside an expression, and is not replaced',
      at,
      {
        help: `leave the quotes and the braces out: ${inside}`,
        fix: isAll ? replacing(locate(node.source, start - 1, end + 1), quoted, inside) : undefined,
      },
    );
  }
  return value ? [value] : [];
}
