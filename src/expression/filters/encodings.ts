import { isUtf8 } from 'node:buffer';
import { createHash, getHashes } from 'node:crypto';
import { isList } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import { flag, inputText, optionalInteger, strictText, text } from '../call-arguments.ts';
import { type Call, define } from '../definition.ts';
import { Fault, typeFault } from '../fault.ts';
import { parseJson } from '../json-parse.ts';
import { jsonText } from '../json-text.ts';
import { parseYaml } from '../yaml-parse.ts';
import { replaceInPieces } from '../replace-in-pieces.ts';
import { yamlText } from '../yaml-text.ts';

/** Filters that write a value in another notation, or read one. */
export const encodingFilters = [
  define('to_json', 'indent?, sort_keys?, ensure_ascii?, separators?', (call) =>
    toJson(call, undefined, false),
  ),
  define('to_nice_json', 'indent?, sort_keys?, ensure_ascii?, separators?', (call) => toJson(call, 4, true)),
  define('from_json', '', (call) => parseJson(strictText(call), call.context.budget)),
  define('from_yaml', '', (call) => parseYaml(strictText(call), call.context.budget)),
  define('to_yaml', 'indent?, sort_keys?', (call) => yaml(call, 2, false)),
  define('to_nice_yaml', 'indent?, sort_keys?', (call) => yaml(call, 4, true)),
  define('b64encode', 'encoding?', (call) => bytesOf(call, text(call, 0, 'utf-8')).toString('base64')),
  define('b64decode', 'encoding?', decodeBase64),
  define('hash', 'hashtype?', (call) => hash(call, text(call, 0, 'sha1'))),
  define('md5', '', (call) => hash(call, 'md5')),
  define('sha1 checksum', '', (call) => hash(call, 'sha1')),
  define('to_uuid', 'namespace?', toUuid),
];

function toJson(call: Call, indent: number | undefined, sortKeys: boolean): Value {
  const width = optionalInteger(call, 0) ?? indent;
  if (width !== undefined && width > 100) throw new Fault('"indent" must be 100 at most');
  const separators = call.args[3] ?? null;
  if (separators !== null && !(isList(separators) && separators.length === 2)) {
    throw typeFault("\"separators\" must be two strings, such as (',', ':')");
  }
  const [item, key] = isList(separators) ? separators.map((each) => call.context.text(each)) : [];
  return jsonText(call.context, call.input, {
    indent: width === undefined ? undefined : ' '.repeat(Math.max(0, width)),
    sortKeys: flag(call, 1, sortKeys),
    ascii: flag(call, 2, true),
    itemSeparator: item ?? ', ',
    keySeparator: key ?? ': ',
  });
}

function yaml(call: Call, indent: number, nice: boolean): Value {
  const width = optionalInteger(call, 0) ?? indent;
  if (width < 2 || width > 9) throw new Fault('"indent" must be from 2 to 9');
  return yamlText(call.context, call.input, {
    indent: width,
    flowLeaves: !nice,
    sortKeys: flag(call, 1, true),
  });
}

const ENCODINGS: ReadonlyMap<string, BufferEncoding> = new Map([
  ['utf8', 'utf8'],
  ['utf16le', 'utf16le'],
  ['ascii', 'ascii'],
  ['latin1', 'latin1'],
  ['iso88591', 'latin1'],
]);

function encodingOf(name: string): BufferEncoding {
  const found = ENCODINGS.get(name.toLowerCase().replaceAll(/[-_]/g, ''));
  if (!found)
    throw new Fault(`"${name}" is not a known encoding`, 'write "utf-8", "utf-16-le", "latin-1" or "ascii"');
  return found;
}

function bytesOf(call: Call, encoding: string): Buffer {
  if (call.input instanceof Uint8Array) return Buffer.from(call.input);
  const whole = strictText(call);
  const kind = encodingOf(encoding);
  if (!canBeWritten(whole, kind)) throw new Fault(`the text cannot be written in "${encoding}"`);
  return Buffer.from(whole, kind);
}

function canBeWritten(whole: string, encoding: BufferEncoding): boolean {
  switch (encoding) {
    case 'utf8':
      return whole.isWellFormed();
    case 'ascii':
      return !/[^\0-\x7f]/.test(whole);
    case 'latin1':
      return !/[^\0-\xff]/.test(whole);
    default:
      return true;
  }
}

function decodeBase64(call: Call): Value {
  const encoded = replaceInPieces(strictText(call), /[\r\n]/g, () => '');
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0;
  if (encoded.length % 4 !== 0 || /[^A-Za-z\d+/]/.test(encoded.slice(0, encoded.length - padding)))
    throw new Fault('the text is not base64');
  const name = text(call, 0, 'utf-8');
  const encoding = encodingOf(name);
  const bytes = Buffer.from(encoded, 'base64');
  if (encoding === 'utf8' && !isUtf8(bytes)) {
    throw new Fault(
      `the bytes are no text in "${name}"`,
      "give the encoding, such as b64decode('utf-16-le')",
    );
  }
  return bytes.toString(encoding);
}

function hash(call: Call, name: string): Value {
  const algorithm = name.toLowerCase().replace(/^sha3_/, 'sha3-');
  if (!getHashes().includes(algorithm)) {
    throw new Fault(`"${name}" is not a known hash`, 'such as "sha256", "sha512", "sha1" or "md5"');
  }
  const data = call.input instanceof Uint8Array ? call.input : Buffer.from(inputText(call), 'utf8');
  return createHash(algorithm).update(data).digest('hex');
}

/** Ansible's own namespace. */
const NAMESPACE = '361E6D51-FAEC-444A-9079-341386DA8E2E';

/** A version 5 UUID, which the text and the namespace decide. */
function toUuid(call: Call): Value {
  const namespace = text(call, 0, NAMESPACE).replaceAll(/[-{}]/g, '');
  if (!/^[\da-f]{32}$/i.test(namespace)) throw new Fault('"namespace" must be a UUID');
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace, 'hex'))
    .update(inputText(call), 'utf8')
    .digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const digits = bytes.toString('hex', 0, 16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-');
}
