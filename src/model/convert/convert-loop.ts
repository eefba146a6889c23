import { parseTemplate, type Template } from '../../expression/index.ts';
import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import { isList } from '../../values/describe.ts';
import type { Argument } from '../argument.ts';
import type { Loop } from '../loop.ts';
import { convertArgument } from './convert-argument.ts';
import { convertConditions } from './convert-condition.ts';
import { convertVariableName } from './convert-name.ts';
import { settingOf, toBoolean } from './convert-setting.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { toDuration } from './duration.ts';
import { readFields, type Fields } from './fields.ts';

const CONTROL = {
  owner: 'loop_control',
  keys: ['loop_var', 'index_var', 'label', 'pause', 'extended', 'extended_allitems', 'break_when'],
  example: '{ loop_var: server, label: "{{ server.name }}" }',
} as const;

/** `loop` with its `loop_control`. */
export function convertLoop(conversion: Conversion, fields: Fields): Loop | undefined {
  const loop = fields.get('loop');
  const control = fields.get('loop_control');
  if (!loop) {
    if (control) {
      report(
        conversion,
        'useless-key',
        '"loop_control" says how a loop goes, and here is none',
        control.key,
        {
          help: 'add "loop", or leave it out',
        },
      );
    }
    return undefined;
  }
  const items = convertItems(conversion, loop);
  const controls = control && readFields(conversion, control.value, CONTROL);
  const itemName = variable(conversion, controls, 'loop_var') ?? 'item';
  const indexName = variable(conversion, controls, 'index_var');
  if (indexName === itemName) {
    const message = `the item and its index cannot both be called "${itemName}"`;
    report(conversion, 'contradictory-keys', message, controls?.get('index_var')?.value ?? loop.key);
  }
  const label = controls?.get('label');
  const pause = controls?.get('pause');
  const breakWhen = controls?.get('break_when');
  return {
    items,
    itemName,
    indexName,
    label: label && convertLabel(conversion, label.value),
    pause: pause && settingOf(conversion, 'pause', pause.value, toDuration),
    extended: flag(conversion, controls, 'extended', false),
    extendedAllItems: flag(conversion, controls, 'extended_allitems', true),
    breakWhen: breakWhen && convertConditions(conversion, breakWhen),
    location: loop.key.location,
  };
}

function convertItems(conversion: Conversion, { value }: MappingEntry): Argument {
  const items = convertArgument(conversion, value);
  if (items.kind === 'mapping' || (items.kind === 'value' && !isList(items.value))) {
    const isMapping = value.kind === 'mapping';
    const help = isMapping
      ? 'a mapping becomes a list of its keys and values with `dict2items`: put it into a variable, and write "{{ name | dict2items }}"'
      : 'write a list, or an expression that gives one, such as "{{ servers }}"';
    reportWrongType(conversion, 'loop', 'a list of items', value, help);
  }
  if (items.kind === 'template' && items.template.parts.length !== 1) {
    report(conversion, 'wrong-type', '"loop" takes a list, and this is always a text', value, {
      help: 'write one expression and nothing around it, such as "{{ servers }}"',
    });
  }
  return items;
}

function variable(conversion: Conversion, fields: Fields | undefined, key: string): string | undefined {
  const node = fields?.get(key)?.value;
  if (!node) return undefined;
  if (node.kind === 'scalar' && node.value !== null)
    return convertVariableName(conversion, node, 'a variable');
  reportWrongType(conversion, key, 'the name of a variable', node);
  return undefined;
}

function flag(conversion: Conversion, fields: Fields | undefined, key: string, otherwise: boolean): boolean {
  const node = fields?.get(key)?.value;
  if (!node) return otherwise;
  const setting = settingOf(conversion, key, node, toBoolean);
  if (setting?.kind === 'template') {
    reportWrongType(
      conversion,
      key,
      'true or false: which variables there are is known before the run',
      node,
    );
  }
  return setting?.kind === 'literal' ? setting.value : otherwise;
}

function convertLabel(conversion: Conversion, node: DocumentNode): Template | undefined {
  if (node.kind !== 'scalar' || node.value === null) {
    reportWrongType(conversion, 'label', 'a text', node);
    return undefined;
  }
  conversion.reading.evaluated.add(node);
  const { value, diagnostics } = parseTemplate(node.source, conversion.reading.inputs);
  for (const each of diagnostics) conversion.diagnostics.push(each);
  return value;
}
