import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { Diagnostic, RelatedPlace } from '../../diagnostics/diagnostic.ts';
import { replacing, type Fix } from '../../diagnostics/fix.ts';
import type { Location, SourceFile } from '../../diagnostics/source.ts';
import { onlyNear, suggest } from '../../diagnostics/suggest.ts';
import { describeNode, type DocumentNode } from '../../document/node.ts';
import type { FileSystem } from '../../document/file-system.ts';
import type { Value } from '../../values/value.ts';
import type { Argument } from '../argument.ts';
import type { Reading } from './reading.ts';

/** What every converter works with. Converters report what is wrong and go on, so that all mistakes are found in one go. */
export interface Conversion {
  readonly file: SourceFile;
  readonly fileSystem: FileSystem;
  readonly diagnostics: Diagnostic[];
  /** What is known of the files that the runbook consists of. */
  readonly reading: Reading;
  /** The files around this one, the runbook first, this one last. */
  readonly chain: readonly FileLink[];
  /** Variables that have one of a few values wherever they are read: parameters with `enum`, items of written lists. */
  readonly choices: ReadonlyMap<string, readonly Value[]>;
  /** The folder of the role that it is in. */
  readonly role: string | undefined;
  /** Handlers of the roles that the play takes in; filled while its tasks are converted. */
  readonly roleHandlers: RoleHandlers[];
  /** The one value of a `when` that may be `else`: that of the last branch of the choose that is being converted. */
  readonly elseAt: DocumentNode | undefined;
}

/** `handlers/main.yml` of a role. */
export interface RoleHandlers {
  readonly role: string;
  readonly path: string;
  readonly inside: Conversion;
  readonly root: DocumentNode;
  /** The role's variables, which its handlers see. */
  readonly vars: ReadonlyMap<string, Argument>;
  readonly defaults: ReadonlyMap<string, Argument>;
}

/** A file, and the place that names it; nothing names the runbook. */
export interface FileLink {
  /** What tells it from others: its real path. */
  readonly key: string;
  readonly path: string;
  readonly from: Location | undefined;
}

interface Details {
  readonly help?: string | undefined;
  readonly related?: readonly RelatedPlace[];
  readonly severity?: 'error' | 'warning';
  readonly fix?: Fix | undefined;
}

/** Reports a mistake at a node or a place. */
export function report(
  conversion: Conversion,
  code: DiagnosticCode,
  message: string,
  at: Location | { readonly location: Location },
  { help, related, fix, severity = 'error' }: Details = {},
): void {
  conversion.diagnostics.push({
    code,
    severity,
    message,
    location: 'location' in at ? at.location : at,
    ...(help !== undefined && { help }),
    ...(related && { related }),
    ...(fix && { fix }),
  });
}

/** Words that are booleans in YAML 1.1, which Ansible reads, and strings in YAML 1.2. */
const YAML_1_1_BOOLEANS: Readonly<Record<string, boolean>> = {
  yes: true,
  on: true,
  y: true,
  no: false,
  off: false,
  n: false,
};

/** The boolean that a word would be in YAML 1.1, where it is written without quotes. */
export function formerBoolean(node: DocumentNode): boolean | undefined {
  if (node.kind !== 'scalar' || node.style !== 'plain' || typeof node.value !== 'string') return undefined;
  return YAML_1_1_BOOLEANS[node.value.toLowerCase()];
}

/** Reports that a key's value is not what it takes: `"retries" takes an integer, not "many"`. `instead`: what is sure to be meant, as it would be written. */
export function reportWrongType(
  conversion: Conversion,
  name: string,
  expected: string,
  node: DocumentNode,
  help?: string,
  instead?: string,
): void {
  const meant =
    (/boolean/.test(expected) ? formerBoolean(node)?.toString() : undefined) ??
    (/integer|number/.test(expected) ? formerInteger(node) : undefined);
  const mend =
    meant === undefined || node.kind !== 'scalar'
      ? (help ?? nearestWord(expected, node))
      : `"${node.source.text}" is a string in YAML 1.2: write ${meant}`;
  const text = meant ?? instead ?? onlyWord(expected, node);
  report(conversion, 'wrong-type', `"${name}" takes ${expected}, not ${showNode(node)}`, node, {
    help: mend,
    fix: text === undefined ? undefined : replacing(node.location, sourceTextOf(node), text),
  });
}

/** What is no text for YAML, as the text that is written: `"5.10"`. */
export function quotedText(node: DocumentNode): string | undefined {
  const isPlain = node.kind === 'scalar' && node.style === 'plain' && /^[^"\\\n]+$/.test(node.source.text);
  return isPlain ? `"${node.source.text}"` : undefined;
}

/** The integer that `1_000` would be in YAML 1.1, where it is written without quotes. */
function formerInteger(node: DocumentNode): string | undefined {
  const isPlain = node.kind === 'scalar' && node.style === 'plain' && typeof node.value === 'string';
  return isPlain && /^[-+]?\d+(?:_\d+)+$/.test(node.source.text)
    ? node.source.text.replaceAll('_', '')
    : undefined;
}

function sourceTextOf(node: DocumentNode): string {
  return node.kind === 'scalar' ? node.source.text : '';
}

/** Where words are expected, the one that is nearest to what stands there. */
function nearestWord(expected: string, node: DocumentNode): string | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  const near = suggest(node.value, wordsIn(expected));
  return near === undefined ? undefined : `did you mean "${near}"?`;
}

function onlyWord(expected: string, node: DocumentNode): string | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  return onlyNear(node.value, wordsIn(expected));
}

function wordsIn(expected: string): readonly string[] {
  return Array.from(expected.matchAll(/"([a-z][a-z_-]*)"/g), ([, word = '']) => word);
}

const SHOWN_LENGTH = 40;

/** A value as messages show it: short scalars as they are, the rest by kind. */
function showNode(node: DocumentNode): string {
  if (node.kind === 'sequence' && node.items.length === 0) return 'an empty list';
  if (node.kind === 'mapping' && node.entries.length === 0) return 'an empty mapping';
  if (node.kind !== 'scalar' || node.value === null) return describeNode(node);
  const { text } = node.source;
  if (text.length > SHOWN_LENGTH || text.includes('\n')) return describeNode(node);
  return typeof node.value === 'string' ? `"${text}"` : text;
}
