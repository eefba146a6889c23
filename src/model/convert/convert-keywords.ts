import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import type { Argument } from '../argument.ts';
import type { Keywords, Setting } from '../runbook.ts';
import type { Value } from '../../values/value.ts';
import type { Converted } from '../runbook.ts';
import { convertArgument, isTemplated } from './convert-argument.ts';
import { convertDebugger } from './convert-debugger.ts';
import { convertVariableName } from './convert-name.ts';
import { convertSetting, toBoolean, toErrorAction } from './convert-setting.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { toDuration } from './duration.ts';
import type { Fields } from './fields.ts';

/** The keywords that plays, blocks and tasks share. */
export function convertKeywords(conversion: Conversion, fields: Fields): Keywords {
  const setting = <T>(key: string, convert: (value: Value) => Converted<T>): Setting<T> | undefined => {
    const entry = fields.get(key);
    return entry && convertSetting(conversion, entry, convert);
  };
  return {
    vars: convertVars(conversion, fields.get('vars')),
    tags: convertTags(conversion, fields.get('tags')),
    environment: convertEnvironment(conversion, fields.get('environment')),
    noLog: setting('no_log', toBoolean),
    ignoreErrors: setting('ignore_errors', toBoolean),
    errorAction: setting('error_action', toErrorAction),
    checkMode: setting('check_mode', toBoolean),
    diff: setting('diff', toBoolean),
    debugger: convertDebugger(conversion, fields.get('debugger')),
    timeout: setting('timeout', toDuration),
  };
}

function convertVars(conversion: Conversion, entry: MappingEntry | undefined): ReadonlyMap<string, Argument> {
  return entry ? convertVariables(conversion, 'vars', 'a variable', entry.value) : new Map();
}

/** A mapping of names of variables to values: `vars`, `set_fact`. */
export function convertVariables(
  conversion: Conversion,
  owner: string,
  what: string,
  node: DocumentNode,
): ReadonlyMap<string, Argument> {
  const variables = new Map<string, Argument>();
  if (node.kind !== 'mapping') {
    reportWrongType(conversion, owner, 'a mapping of names to values', node);
    return variables;
  }
  for (const { key, value } of node.entries) {
    const name = convertVariableName(conversion, key, what);
    const argument = convertArgument(conversion, value);
    if (name !== undefined) variables.set(name, argument);
  }
  return variables;
}

function convertTags(conversion: Conversion, entry: MappingEntry | undefined): readonly string[] {
  if (!entry) return [];
  const { value: node } = entry;
  const items = node.kind === 'sequence' ? node.items : [node];
  const tags = items.flatMap((item) => {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') {
      reportWrongType(conversion, 'tags', 'a list of texts, or one text with commas', item);
      return [];
    }
    if (isTemplated(item)) {
      report(conversion, 'templated-tag', 'a tag is not templated: tags are looked at before the run', item);
      return [];
    }
    const names = item.value.split(',').map((name) => name.trim());
    if (names.includes('')) report(conversion, 'wrong-type', 'a tag is empty', item);
    return names;
  });
  return [...new Set(tags)];
}

function convertEnvironment(conversion: Conversion, entry: MappingEntry | undefined): Argument | undefined {
  if (!entry) return undefined;
  const { value: node } = entry;
  if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) {
      if (!/^[^=\s][^=]*$/.test(key.source.text)) {
        const message = `"${key.source.text}" cannot be the name of an environment variable`;
        report(conversion, 'invalid-name', message, key);
      }
      if (value.kind !== 'scalar') {
        reportWrongType(conversion, key.source.text, 'a text, or nothing to unset it', value);
      }
    }
  } else if (!isTemplated(node)) {
    reportWrongType(conversion, 'environment', 'a mapping of names to texts', node);
  }
  // A variable of the environment is a text: `1.10` and `true` are taken as they are written.
  return convertArgument(conversion, node, 'text');
}
