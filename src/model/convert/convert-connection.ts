import { isAbsolute } from 'node:path';
import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import {
  AUTHENTICATIONS,
  CONNECTION_KEYS,
  CONNECTION_TYPES,
  connectionMistakes,
  type ConnectionKey,
  type ConnectionSettings,
  type PlayConnection,
} from '../connection.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { readFields, type Fields } from './fields.ts';
import { literalBoolean, oneOf } from './literals.ts';
import { pathFrom } from './named-file.ts';

/** `connection` of a play: a word, or a mapping with the same word under `type`. */
export function convertConnection(
  conversion: Conversion,
  entry: MappingEntry | undefined,
): PlayConnection | undefined {
  if (!entry) return undefined;
  const { key, value: node } = entry;
  if (node.kind === 'scalar') {
    const type = oneOf(conversion, entry, CONNECTION_TYPES);
    return type && { type, location: key.location };
  }
  const fields = readFields(conversion, node, {
    owner: 'connection',
    keys: Object.keys(CONNECTION_KEYS),
    example: '{ type: winrm, use_ssl: true }',
  });
  if (!fields) return undefined;
  const settings = settingsOf(conversion, fields);
  for (const { key: wrong, beside, problem, help } of connectionMistakes(settings)) {
    const at = fields.get(wrong)?.key ?? key;
    const other = fields.get(beside)?.key;
    const related = other ? [{ message: `"${beside}" stands here`, location: other.location }] : [];
    report(conversion, 'contradictory-keys', `"${wrong}" ${problem}`, at, { help, related });
  }
  if (settings.authentication === 'basic' && !fields.has('use_ssl')) {
    const message = '"authentication: basic" sends the password as it is: without TLS it is refused';
    const help = 'write "use_ssl: true" beside it';
    report(conversion, 'wrong-connection', message, fields.get('authentication')?.value ?? key, {
      help,
      severity: 'warning',
    });
  }
  return { ...settings, location: key.location };
}

function settingsOf(conversion: Conversion, fields: Fields): ConnectionSettings {
  const field = (name: ConnectionKey) => fields.get(name);
  const all = {
    type: oneOf(conversion, field('type'), CONNECTION_TYPES),
    port: portOf(conversion, field('port')),
    user: wordsOf(conversion, field('user')),
    keyFile: keyFileOf(conversion, field('key_file')),
    options: optionsOf(conversion, field('options')),
    authentication: oneOf(conversion, field('authentication'), AUTHENTICATIONS),
    configurationName: wordsOf(conversion, field('configuration_name')),
    useSsl: literalBoolean(conversion, field('use_ssl')),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function portOf(conversion: Conversion, entry: MappingEntry | undefined): number | undefined {
  if (!entry) return undefined;
  const { value: node } = entry;
  const port = node.kind === 'scalar' && typeof node.value === 'bigint' ? Number(node.value) : NaN;
  if (port >= 1 && port <= 65_535) return port;
  reportWrongType(conversion, 'port', 'an integer from 1 to 65535', node);
  return undefined;
}

/** A text in which something stands, known before the run. */
function wordsOf(conversion: Conversion, entry: MappingEntry | undefined): string | undefined {
  if (!entry) return undefined;
  const { key, value: node } = entry;
  const text = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : '';
  if (text.trim() !== '' && !text.includes('{{')) return text;
  reportWrongType(conversion, key.source.text, 'a text that is known before the run', node);
  return undefined;
}

/** A key by its path is looked for from the file that names it, or from the home folder. */
function keyFileOf(conversion: Conversion, entry: MappingEntry | undefined): string | undefined {
  const written = wordsOf(conversion, entry);
  if (written === undefined || isAbsolute(written) || /^~[\\/]/.test(written)) return written;
  return pathFrom(conversion, written);
}

function optionsOf(
  conversion: Conversion,
  entry: MappingEntry | undefined,
): ReadonlyMap<string, string> | undefined {
  if (!entry) return undefined;
  const { value: node } = entry;
  if (node.kind !== 'mapping') {
    reportWrongType(conversion, 'options', 'a mapping such as { ConnectTimeout: 10 }', node);
    return undefined;
  }
  return new Map(
    node.entries.flatMap(({ key, value }): [string, string][] => {
      const text = optionText(value);
      if (text !== undefined && /^\w+$/.test(key.source.text)) return [[key.source.text, text]];
      reportWrongType(conversion, key.source.text, "what ssh's configuration has for an option", value);
      return [];
    }),
  );
}

/** As ssh writes it: a boolean is yes or no. */
function optionText(node: DocumentNode): string | undefined {
  if (node.kind !== 'scalar' || node.value === null) return undefined;
  if (typeof node.value === 'boolean') return node.value ? 'yes' : 'no';
  return node.source.text.includes('\n') ? undefined : node.source.text;
}
