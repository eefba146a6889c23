import { parseTemplate, type Template } from '../../expression/index.ts';
import type { DocumentNode, ScalarNode } from '../../document/node.ts';
import type { Key, Value } from '../../values/value.ts';
import type { Argument, ArgumentEntry } from '../argument.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';

const MARKER = /\{\{|\{%|\{#/;

/** Whether a scalar is a string that has to be parsed as a template. */
export function isTemplated(node: DocumentNode): boolean {
  return node.kind === 'scalar' && typeof node.value === 'string' && MARKER.test(node.value);
}

/** How literal scalars are taken: by their YAML type, or all of them as the text that is written. */
export type ScalarReading = 'typed' | 'text';

/** Any value of a runbook that may hold templates. Mistakes in a template are reported, and its text stands for it then. */
export function convertArgument(
  conversion: Conversion,
  node: DocumentNode,
  reading: ScalarReading = 'typed',
): Argument {
  const { location } = node;
  switch (node.kind) {
    case 'scalar':
      return convertScalar(conversion, node, reading);
    case 'sequence': {
      const items = node.items.map((item) => convertArgument(conversion, item, reading));
      if (!items.every((item) => item.kind === 'value')) return { kind: 'list', items, location };
      return { kind: 'value', value: items.map((item) => item.value), location, items };
    }
    case 'mapping': {
      const entries = node.entries.map(({ key, value }): ArgumentEntry => {
        if (isTemplated(key)) {
          report(conversion, 'templated-key', `a key is not templated: "${key.source.text}"`, key, {
            help: 'only values are; build the mapping in an expression where its keys are computed',
          });
        }
        return {
          key: key.value,
          keyLocation: key.location,
          value: convertArgument(conversion, value, reading),
        };
      });
      const literal = new Map<Key, Value>();
      for (const { key, value } of entries) {
        if (value.kind !== 'value') return { kind: 'mapping', entries, location };
        literal.set(key, value.value);
      }
      return { kind: 'value', value: literal, location, entries };
    }
  }
}

function convertScalar(conversion: Conversion, node: ScalarNode, reading: ScalarReading): Argument {
  const { location } = node;
  if (isTemplated(node)) {
    conversion.reading.evaluated.add(node);
    const { value: template, diagnostics } = parseTemplate(node.source, conversion.reading.inputs);
    for (const each of diagnostics) conversion.diagnostics.push(each);
    // A comment alone makes a text without expressions.
    if (template?.isLiteral === false) return { kind: 'template', template, location };
    return { kind: 'value', value: template ? literalText(template) : node.source.text, location };
  }
  const asText = reading === 'text' && node.value !== null;
  return { kind: 'value', value: asText ? node.source.text : node.value, location };
}

function literalText({ parts }: Template): string {
  return parts.filter((part) => typeof part === 'string').join('');
}

/** A text, perhaps templated: `msg`, `prompt`, `chdir`. A list of texts is what Ansible accepts for `msg`. */
export function convertText(conversion: Conversion, name: string, node: DocumentNode): Argument {
  if (node.kind !== 'scalar' || node.value === null) {
    reportWrongType(conversion, name, 'a text', node);
  }
  return convertArgument(conversion, node);
}
