import { isAbsolute, sep } from 'node:path';
import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import type { SessionAction } from '../action.ts';
import type { SessionSettings } from '../runbook.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { oneOf } from './literals.ts';
import { readFields } from './fields.ts';
import { pathFrom } from './named-file.ts';

const NONE: SessionSettings = { edition: undefined, version: undefined, modules: [], width: undefined };

/** `session` of a play: which PowerShell, and what it imports. */
export function convertSessionSettings(
  conversion: Conversion,
  entry: MappingEntry | undefined,
): SessionSettings {
  if (!entry) return NONE;
  const { value: node } = entry;
  if (node.kind === 'scalar' && OPERATIONS.some((operation) => operation === node.value)) {
    report(
      conversion,
      'misplaced-key',
      `"session: ${node.source.text}" is an action: it belongs into a task`,
      node,
    );
    return NONE;
  }
  const fields = readFields(conversion, node, {
    owner: 'session',
    keys: ['edition', 'version', 'modules', 'width'],
    example: '{ edition: desktop, modules: [Lync] }',
  });
  if (!fields) return NONE;
  return {
    edition: oneOf(conversion, fields.get('edition'), ['desktop', 'core']),
    version: convertVersion(conversion, fields.get('version')),
    modules: convertModules(conversion, fields.get('modules')?.value),
    width: convertWidth(conversion, fields.get('width')),
  };
}

function convertVersion(conversion: Conversion, entry: MappingEntry | undefined): string | undefined {
  if (!entry) return undefined;
  const { value: node } = entry;
  // Unquoted, 5.1 is a number for YAML; its text is what was meant.
  if (node.kind === 'scalar' && /^\d+(?:\.\d+){0,3}$/.test(node.source.text)) return node.source.text;
  reportWrongType(conversion, 'version', 'a version such as "5.1"', node);
  return undefined;
}

const WIDTHS = { least: 40, most: 4096 };

function convertWidth(conversion: Conversion, entry: MappingEntry | undefined): number | undefined {
  if (!entry) return undefined;
  const { value: node } = entry;
  const columns = node.kind === 'scalar' && typeof node.value === 'bigint' ? Number(node.value) : NaN;
  if (columns >= WIDTHS.least && columns <= WIDTHS.most) return columns;
  reportWrongType(conversion, 'width', `a number of columns from ${WIDTHS.least} to ${WIDTHS.most}`, node);
  return undefined;
}

function convertModules(conversion: Conversion, node: DocumentNode | undefined): readonly string[] {
  if (!node) return [];
  const items = node.kind === 'sequence' ? node.items : [node];
  return items.flatMap((item) => {
    if (item.kind === 'scalar' && typeof item.value === 'string' && item.value.trim() !== '')
      return [moduleFrom(conversion, item.value)];
    reportWrongType(conversion, 'modules', 'a list of names of modules', item);
    return [];
  });
}

/** A module by its path is looked for from the file that names it; one by its name where PowerShell finds modules. */
function moduleFrom(conversion: Conversion, written: string): string {
  if (!/[\\/]|\.ps[dm]1$/i.test(written) || isAbsolute(written) || /^[A-Za-z]:|^[~$\\]/.test(written))
    return written;
  const path = pathFrom(conversion, written.replaceAll('\\', '/'));
  // A relative path without a folder would be a name to PowerShell.
  return isAbsolute(path) ? path : `.${sep}${path}`;
}

const OPERATIONS = ['close', 'open', 'restart'] as const;

/** `session` of a task: what is to become of the session. */
export function convertSessionAction(conversion: Conversion, entry: MappingEntry): SessionAction | undefined {
  const { key, value: node } = entry;
  if (node.kind === 'mapping') {
    report(conversion, 'misplaced-key', 'settings of the session belong to the play', node, {
      help: 'in a task, "session" is "close", "open" or "restart"',
    });
    return undefined;
  }
  const operation = oneOf(conversion, entry, OPERATIONS);
  return operation && { kind: 'session', operation, location: key.location };
}
