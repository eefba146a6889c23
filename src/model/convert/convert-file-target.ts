import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import type { Value } from '../../values/value.ts';
import { NEWLINES, type FileTarget, type Newline } from '../action.ts';
import type { Converted } from '../runbook.ts';
import { convertText } from './convert-argument.ts';
import { convertEncoding } from './convert-encoding.ts';
import { convertSetting, toBoolean } from './convert-setting.ts';
import { report, type Conversion } from './conversion.ts';
import { list, readFields, type Fields, type FieldsExpected } from './fields.ts';

/** What an action that writes a file of the host takes besides what it writes. */
export const TARGET_KEYS = ['dest', 'backup', 'force', 'encoding', 'bom', 'newline'] as const;

/** Of Ansible's keys those that are not here, each with what is to be written instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  remote_src: 'what lies on the host already is copied there by "Copy-Item: { Path: …, Destination: … }"',
  mode: 'who may do what with a file on Windows says its access control list: use Get-Acl and Set-Acl',
  owner: 'use Get-Acl and Set-Acl',
  group: 'use Get-Acl and Set-Acl',
  directory_mode: 'use Get-Acl and Set-Acl',
  attributes: 'use "Set-ItemProperty: { LiteralPath: …, Name: Attributes, Value: … }"',
  validate: 'let a task look at the file before it is used, with "failed_when"',
  follow: 'leave it out',
  local_follow: 'leave it out: links are followed, as far as they stay in the folder of the runbook',
  decrypt: 'leave it out: secrets are parameters, and no files',
  newline_sequence: 'write "newline: crlf" or "newline: lf"',
  output_encoding: 'write "encoding"',
  block_start_string: 'there are no statements in a template',
  block_end_string: 'there are no statements in a template',
  trim_blocks: 'there are no statements in a template',
  lstrip_blocks: 'there are no statements in a template',
  variable_start_string: "expressions stand in {{ }}; for the braces themselves write {{ '{{' }}",
  variable_end_string: "expressions stand in {{ }}; for the braces themselves write {{ '{{' }}",
  validate_checksum: 'leave it out: it is always checked',
};

/** The fields of such an action; Ansible's that are not here are reported. */
export function readFileFields(
  conversion: Conversion,
  node: DocumentNode,
  expected: FieldsExpected,
): Fields | undefined {
  if (node.kind !== 'mapping') return readFields(conversion, node, expected);
  const entries = node.entries.filter(({ key }) => {
    const name = key.source.text;
    const instead = Object.hasOwn(INSTEAD, name) ? INSTEAD[name] : undefined;
    if (instead === undefined || expected.keys.includes(name)) return true;
    report(conversion, 'unknown-key', `"${name}" is not a key of "${expected.owner}"`, key, {
      help: instead,
    });
    return false;
  });
  return readFields(conversion, { ...node, entries }, expected);
}

/** Nothing, and reported, where there is no `dest`. */
export function convertFileTarget(
  conversion: Conversion,
  owner: string,
  fields: Fields,
  key: MappingEntry['key'],
): FileTarget | undefined {
  const dest = fields.get('dest');
  if (!dest) {
    report(conversion, 'missing-key', `"${owner}" has no "dest"`, key, {
      help: 'say where on the host the file is to be',
    });
  }
  const setting = <T>(name: string, convert: (value: Value) => Converted<T>) => {
    const entry = fields.get(name);
    return entry && convertSetting(conversion, entry, convert);
  };
  const form = {
    backup: setting('backup', toBoolean),
    force: setting('force', toBoolean),
    encoding: convertEncoding(conversion, fields.get('encoding')),
    bom: setting('bom', toBoolean),
    newline: setting('newline', toNewline),
  };
  return dest && { dest: convertText(conversion, 'dest', dest.value), ...form };
}

function toNewline(value: Value): Converted<Newline> {
  const found = NEWLINES.find((each) => each === value);
  return found ? { value: found } : { expected: list(NEWLINES, 'or') };
}
