import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import type { AssertAction, DebugAction, FailAction, SetFactAction } from '../action.ts';
import { report, type Conversion } from './conversion.ts';
import { convertArgument, convertText } from './convert-argument.ts';
import { convertConditions, convertExpression } from './convert-condition.ts';
import { convertVariables } from './convert-keywords.ts';
import { readFields, type Fields } from './fields.ts';

const NO_FIELDS: Fields = new Map();

/** `assert: { that: … }` */
export function convertAssert(
  conversion: Conversion,
  { key, value }: MappingEntry,
): AssertAction | undefined {
  const fields = readFields(conversion, value, {
    owner: 'assert',
    keys: ['that', 'fail_msg', 'msg', 'success_msg'],
    example: '{ that: x > 0 }',
  });
  if (!fields) return undefined;
  const that = fields.get('that');
  if (!that)
    report(conversion, 'missing-key', '"assert" has no "that"', key, { help: 'say what has to hold' });
  excludeEachOther(conversion, 'assert', fields, 'fail_msg', 'msg');
  const failMsg = fields.get('fail_msg') ?? fields.get('msg');
  const successMsg = fields.get('success_msg');
  return {
    kind: 'assert',
    that: that ? convertConditions(conversion, that) : [],
    failMsg: failMsg && convertMessage(conversion, failMsg),
    successMsg: successMsg && convertMessage(conversion, successMsg),
    location: key.location,
  };
}

/** `fail: { msg: … }`, or nothing. */
export function convertFail(conversion: Conversion, { key, value }: MappingEntry): FailAction | undefined {
  const fields = optionalFields(conversion, value, 'fail', ['msg'], '{ msg: … }');
  const msg = fields?.get('msg');
  return fields && { kind: 'fail', msg: msg && convertMessage(conversion, msg), location: key.location };
}

/** `debug: { msg: … }` or `debug: { var: … }`, or nothing. */
export function convertDebug(conversion: Conversion, { key, value }: MappingEntry): DebugAction | undefined {
  const fields = optionalFields(conversion, value, 'debug', ['msg', 'var'], '{ msg: … }');
  if (!fields) return undefined;
  excludeEachOther(conversion, 'debug', fields, 'msg', 'var');
  const msg = fields.get('msg');
  const variable = fields.get('var');
  return {
    kind: 'debug',
    msg: msg && convertArgument(conversion, msg.value),
    var: variable && convertExpression(conversion, 'var', variable.value),
    location: key.location,
  };
}

/** `set_fact: { name: value }` */
export function convertSetFact(conversion: Conversion, { key, value }: MappingEntry): SetFactAction {
  if (value.kind === 'mapping') {
    if (value.entries.length === 0) report(conversion, 'missing-key', '"set_fact" sets nothing', key);
    const cacheable = value.entries.find((entry) => entry.key.value === 'cacheable');
    if (cacheable) {
      report(
        conversion,
        'unknown-key',
        '"cacheable" is not offered: facts live as long as the run',
        cacheable.key,
        {
          help: 'leave it out',
        },
      );
    }
  }
  const facts = convertVariables(conversion, 'set_fact', 'a fact', value);
  return { kind: 'set_fact', facts, location: key.location };
}

/** Ansible takes a list as a message of several lines, too. */
function convertMessage(conversion: Conversion, { key, value }: MappingEntry) {
  return value.kind === 'sequence'
    ? convertArgument(conversion, value)
    : convertText(conversion, key.source.text, value);
}

function optionalFields(
  conversion: Conversion,
  node: DocumentNode,
  owner: string,
  keys: readonly string[],
  example: string,
): Fields | undefined {
  if (node.kind === 'scalar' && node.value === null) return NO_FIELDS;
  return readFields(conversion, node, { owner, keys, example });
}

/** Reports two keys of which one is too many. */
export function excludeEachOther(
  conversion: Conversion,
  owner: string,
  fields: Fields,
  first: string,
  second: string,
): void {
  const [a, b] = [fields.get(first), fields.get(second)];
  if (!a || !b) return;
  report(conversion, 'contradictory-keys', `"${owner}" has both "${first}" and "${second}"`, b.key, {
    help: 'leave one of them out',
    related: [{ message: `"${first}" stands here`, location: a.key.location }],
  });
}
