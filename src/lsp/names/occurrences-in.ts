import { locate, type Location } from '../../diagnostics/source.ts';
import type { DocumentNode, MappingEntry, RunbookDocument, ScalarNode } from '../../document/node.ts';
import { parseExpression, parseTemplate, references } from '../../expression/index.ts';
import { childPlace, schemaAt, type Schema, type SchemaPlace } from '../schema/schema-at.ts';
import type { Definition, Occurrence } from './occurrence.ts';

interface Walk {
  readonly root: Schema;
  readonly found: Map<string, Occurrence>;
}

/** Every name in a runbook or a file of tasks, by what its schema says of each place. */
export function occurrencesIn(document: RunbookDocument, root: Schema): readonly Occurrence[] {
  const walk: Walk = { root, found: new Map() };
  visit(walk, document.root, schemaAt(root, []), []);
  return [...walk.found.values()];
}

/** Every name in a file of variables. */
export function occurrencesInVariables(document: RunbookDocument, how: Definition): readonly Occurrence[] {
  const walk: Walk = { root: {}, found: new Map() };
  const { root } = document;
  if (root.kind === 'mapping') for (const entry of root.entries) define(walk, entry, how);
  visit(walk, root, { schemas: [], definitions: new Set() }, []);
  return [...walk.found.values()];
}

function visit(walk: Walk, node: DocumentNode, place: SchemaPlace, path: readonly string[]): void {
  switch (node.kind) {
    case 'scalar':
      visitScalar(walk, node, place, path);
      return;
    case 'sequence':
      for (const item of node.items) visit(walk, item, childPlace(walk.root, place, '-'), [...path, '-']);
      return;
    case 'mapping':
      for (const entry of node.entries) {
        const key = entry.key.source.text;
        const inner = childPlace(walk.root, place, key);
        defineEntry(walk, entry, key, place, path);
        visit(walk, entry.value, inner, [...path, key]);
      }
  }
}

/** Keys that are names themselves: `params`, `vars`, `set_fact`. */
function defineEntry(
  walk: Walk,
  entry: MappingEntry,
  key: string,
  { definitions }: SchemaPlace,
  path: readonly string[],
): void {
  const last = path.at(-1);
  if (last === 'params' && definitions.has('params')) define(walk, entry, 'parameter');
  else if (definitions.has('variables')) define(walk, entry, last === 'set_fact' ? 'set_fact' : 'vars');
  else if (key === 'name' && path.at(-2) === 'handlers' && last === '-') name(walk, entry.value, 'handler');
}

function define(walk: Walk, { key, value }: MappingEntry, how: Definition): void {
  const whole = {
    file: key.location.file,
    range: { start: key.location.range.start, end: value.location.range.end },
  };
  add(walk, { kind: 'variable', name: key.source.text, how, location: unquoted(key), whole });
}

function name(walk: Walk, node: DocumentNode, how: 'handler' | 'topic' | 'notifies'): void {
  if (node.kind === 'sequence') for (const item of node.items) name(walk, item, how);
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || node.value.includes('{{')) return;
  add(walk, { kind: 'handler', name: node.value, how, location: unquoted(node), whole: node.location });
}

const SET_BY: Readonly<Record<string, Definition>> = {
  register: 'register',
  loop_var: 'loop variable',
  index_var: 'loop variable',
};

function visitScalar(
  walk: Walk,
  node: ScalarNode,
  { definitions }: SchemaPlace,
  path: readonly string[],
): void {
  if (typeof node.value !== 'string') return;
  const last = path.findLast((key) => key !== '-') ?? '';
  if (definitions.has('variableName')) {
    const how = SET_BY[last] ?? (path.at(-2) === 'include_vars' ? 'include_vars' : undefined);
    if (how)
      add(walk, { kind: 'variable', name: node.value, how, location: unquoted(node), whole: node.location });
    return;
  }
  if (last === 'notify') name(walk, node, 'notifies');
  if (last === 'listen') name(walk, node, 'topic');
  if (isScript(path)) return;
  const isBare = definitions.has('condition') || definitions.has('expression');
  const parsed = isBare
    ? parseExpression(node.source).value
    : node.value.includes('{{')
      ? parseTemplate(node.source).value
      : undefined;
  if (!parsed) return;
  for (const reference of references(parsed)) {
    const { file, range } = reference.location;
    // What looks at the clock counts as a reading of the runner's own variable, which does not stand there.
    if (file.text.slice(range.start, range.end) !== reference.name) continue;
    add(walk, {
      kind: 'variable',
      name: reference.name,
      how: 'reads',
      location: reference.location,
      whole: reference.pathLocation,
    });
  }
}

/** Scripts are never templated. */
function isScript(path: readonly string[]): boolean {
  return path.at(-1) === 'powershell' || (path.at(-1) === 'script' && path.at(-2) === 'powershell');
}

function unquoted(node: ScalarNode): Location {
  return locate(node.source, 0, node.source.text.length);
}

/** What an alias stands for is met more than once. */
function add({ found }: Walk, occurrence: Occurrence): void {
  const { file, range } = occurrence.location;
  found.set(`${file.path}:${range.start}:${occurrence.how}`, occurrence);
}
