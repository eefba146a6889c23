import { parseTemplate } from '../../expression/index.ts';
import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import { toValue } from '../../document/to-value.ts';
import type { Value } from '../../values/value.ts';
import type { Converted, ErrorAction, Setting } from '../runbook.ts';
import { isTemplated } from './convert-argument.ts';
import { reportWrongType, type Conversion } from './conversion.ts';

/** A keyword's value: checked now where it is literal, at run time where it is a template. */
export function convertSetting<T>(
  conversion: Conversion,
  { key, value: node }: MappingEntry,
  convert: (value: Value) => Converted<T>,
): Setting<T> | undefined {
  return settingOf(conversion, key.source.text, node, convert);
}

/** The same for a value whose name is not its key's. */
export function settingOf<T>(
  conversion: Conversion,
  name: string,
  node: DocumentNode,
  convert: (value: Value) => Converted<T>,
): Setting<T> | undefined {
  const { location } = node;
  if (node.kind === 'scalar' && isTemplated(node)) {
    conversion.reading.evaluated.add(node);
    const { value: template, diagnostics } = parseTemplate(node.source, conversion.reading.inputs);
    for (const each of diagnostics) conversion.diagnostics.push(each);
    return template && { kind: 'template', template, location, convert };
  }
  const converted = convert(toValue(node));
  if ('value' in converted) return { kind: 'literal', value: converted.value, location };
  reportWrongType(conversion, name, converted.expected, node);
  return undefined;
}

export function toBoolean(value: Value): Converted<boolean> {
  return typeof value === 'boolean' ? { value } : { expected: 'a boolean (true or false)' };
}

export function toCount(value: Value): Converted<bigint> {
  return typeof value === 'bigint' && value >= 0n ? { value } : { expected: 'an integer from 0 on' };
}

const ERROR_ACTIONS: readonly ErrorAction[] = ['stop', 'continue', 'silently_continue', 'ignore'];

export function toErrorAction(value: Value): Converted<ErrorAction> {
  const found = ERROR_ACTIONS.find((action) => action === value);
  if (found) return { value: found };
  return { expected: '"stop", "continue", "silently_continue" or "ignore"' };
}
