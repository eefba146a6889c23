import { dirname, resolve } from 'node:path';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/source.ts';
import { entryOf, type MappingNode } from '../../document/node.ts';
import { parseDocument } from '../../document/parse-document.ts';
import { readText } from '../../document/read-text.ts';
import { schemaValidator } from '../../document/schema-validator.ts';
import { toValue } from '../../document/to-value.ts';
import { validateDocument } from '../../document/validate-document.ts';
import {
  CONNECTION_KEYS,
  connectionMistakes,
  type ConnectionKey,
  type ConnectionSettings,
} from '../../model/connection.ts';
import type { Value } from '../../values/value.ts';
import type { Environment } from '../environment.ts';
import { readGivenFiles } from '../given-files.ts';
import { hidden, withoutTextOfFile } from '../parameters/without-text-of-file.ts';
import { wrongConnection } from './connection-mistake.ts';
import { hostNamed } from './host-name.ts';
import { keyPath } from './key-path.ts';

/** What a `--connection-file` says. */
export interface ConnectionFile {
  readonly settings: ConnectionSettings;
  readonly host: string | undefined;
  /** Where the password is. */
  readonly password: PasswordSource | undefined;
}

export type PasswordSource =
  | { readonly kind: 'environment'; readonly name: string; readonly location: Location }
  /** `path` is absolute. */
  | { readonly kind: 'file'; readonly path: string; readonly location: Location };

/** Reads it. Mistakes in it are diagnostics, and none of them shows a password that stands there against the rules. */
export async function readConnectionFile(
  path: string,
  environment: Pick<Environment, 'currentDirectory'>,
): Promise<ConnectionFile | { readonly diagnostics: readonly Diagnostic[] }> {
  const files = await readGivenFiles([path], environment);
  const { file, diagnostics } = readText(path, { readFile: () => files.bytesOf(path) });
  if (!file) return { diagnostics };
  const parsed = parseDocument(file);
  const { document } = parsed;
  const mayHaveOne = /pass/i.test(file.text);
  if (!document || hasErrors(parsed.diagnostics))
    return { diagnostics: mayHaveOne ? parsed.diagnostics.map(withoutTextOfFile) : parsed.diagnostics };
  const { root } = document;
  const password = root.kind === 'mapping' ? entryOf(root, 'password') : undefined;
  if (password && password.value.kind !== 'mapping') {
    const message =
      'a password does not stand in a connection file, but where it is: "password" takes a mapping';
    const help =
      'write "password: { env: NAME }", or "password: { file: PATH }" with a file that nobody else can read';
    return { diagnostics: [wrongConnection(message, help, hidden(password.value.location))] };
  }
  const wrong = validateDocument(document, schemaValidator('connection'));
  if (wrong.length > 0 || root.kind !== 'mapping') return { diagnostics: wrong };
  const folder = dirname(resolve(environment.currentDirectory, path));
  const settings = settingsOf(root, folder);
  const host = hostOf(root);
  const mistakes = [
    ...(host && 'diagnostic' in host ? [host.diagnostic] : []),
    ...contradictions(root, settings),
  ];
  if (mistakes.length > 0) return { diagnostics: mistakes };
  return {
    settings,
    host: host && 'host' in host ? host.host : undefined,
    password: passwordOf(root, folder),
  };
}

function settingsOf(root: MappingNode, folder: string): ConnectionSettings {
  const entries = (Object.keys(CONNECTION_KEYS) as ConnectionKey[]).flatMap((key) => {
    const node = entryOf(root, keyInFile(key))?.value;
    if (!node) return [];
    const value = toValue(node);
    return [[CONNECTION_KEYS[key], SETTINGS[key]?.(value, folder) ?? value]];
  });
  return Object.fromEntries(entries) as ConnectionSettings;
}

/** What stands under `connection` of a play with `type` in it is a file of its own here. */
function keyInFile(key: ConnectionKey): string {
  return key === 'type' ? 'connection' : key;
}

/** Those that are not taken as they are written. */
const SETTINGS: Readonly<Partial<Record<ConnectionKey, (value: Value, folder: string) => unknown>>> = {
  port: Number,
  key_file: (value, folder) => keyPath(textOf(value), folder),
  options: (value) =>
    new Map(Array.from(value as ReadonlyMap<string, Value>, ([name, each]) => [name, optionText(each)])),
};

function optionText(value: Value): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : textOf(value);
}

/** The schema lets texts and numbers through. */
function textOf(value: Value): string {
  return typeof value === 'string' ? value : Number(value).toString();
}

function hostOf(
  root: MappingNode,
): { readonly host: string } | { readonly diagnostic: Diagnostic } | undefined {
  const node = entryOf(root, 'host')?.value;
  if (node?.kind !== 'scalar') return undefined;
  const named = hostNamed(node.source.text);
  if ('host' in named) return named;
  return { diagnostic: wrongConnection(`"host" ${named.problem}`, named.help, node.location) };
}

function contradictions(root: MappingNode, settings: ConnectionSettings): Diagnostic[] {
  return connectionMistakes(settings).map(({ key, beside, problem, help }) => {
    const other = entryOf(root, keyInFile(beside))?.key.location;
    const location = entryOf(root, keyInFile(key))?.key.location ?? root.location;
    return {
      code: 'contradictory-keys',
      severity: 'error',
      message: `"${key}" ${problem}`,
      location,
      help,
      ...(other && { related: [{ message: `"${keyInFile(beside)}" stands here`, location: other }] }),
    };
  });
}

function passwordOf(root: MappingNode, folder: string): PasswordSource | undefined {
  const node = entryOf(root, 'password')?.value;
  if (node?.kind !== 'mapping') return undefined;
  const [entry] = node.entries;
  if (entry?.value.kind !== 'scalar') return undefined;
  const { location } = entry.value;
  const text = String(entry.value.value);
  return entry.key.source.text === 'env'
    ? { kind: 'environment', name: text, location }
    : { kind: 'file', path: resolve(folder, text), location };
}
