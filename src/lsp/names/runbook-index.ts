import { readSchema } from '../../document/schema.ts';
import { entryOf, type RunbookDocument } from '../../document/node.ts';
import { locate } from '../../diagnostics/source.ts';
import { findRehearsal } from '../../rehearsal/rehearsal.ts';
import type { Schema } from '../schema/schema-at.ts';
import type { OpenRunbook, Workspace } from '../workspace.ts';
import type { Occurrence } from './occurrence.ts';
import { occurrencesIn, occurrencesInVariables } from './occurrences-in.ts';

const schemas = new Map<'runbook' | 'tasks' | 'scenario', Schema>();

/** A schema that is read once. */
export function schemaNamed(name: 'runbook' | 'tasks' | 'scenario'): Schema {
  const before = schemas.get(name);
  if (before) return before;
  const schema = readSchema(name) as Schema;
  schemas.set(name, schema);
  return schema;
}

const known = new WeakMap<OpenRunbook, readonly Occurrence[]>();

/** Every name in a runbook and in its parts. */
export function indexOf(runbook: OpenRunbook, workspace: Workspace): readonly Occurrence[] {
  const before = known.get(runbook);
  if (before) return before;
  const found = workspace.filesOf(runbook).flatMap((path) => {
    const document = documentAt(path, workspace);
    return document ? occurrencesOf(document, path === runbook.path) : [];
  });
  known.set(runbook, found);
  return found;
}

/** The parameters that the scenarios of its rehearsal give. */
export function givenInScenarios({ path }: OpenRunbook, workspace: Workspace): readonly Occurrence[] {
  const scenarios = findRehearsal({ path, shown: path })?.scenarios ?? [];
  return scenarios.flatMap((scenario) => {
    const document = documentAt(scenario.path, workspace);
    return document ? parametersOfScenario(document) : [];
  });
}

function documentAt(path: string, workspace: Workspace): RunbookDocument | undefined {
  if (!/\.ya?ml$/i.test(path) && !workspace.isOpen(path)) return undefined;
  const file = workspace.file(path);
  return file && workspace.healed(file).document;
}

const ofDocument = new WeakMap<RunbookDocument, readonly Occurrence[]>();

/** A file that is not changed is looked through once. */
function occurrencesOf(document: RunbookDocument, isRunbook: boolean): readonly Occurrence[] {
  const before = ofDocument.get(document);
  if (before) return before;
  const found = findOccurrences(document, isRunbook);
  ofDocument.set(document, found);
  return found;
}

/** A part is a file of tasks, or one of variables. */
function findOccurrences(document: RunbookDocument, isRunbook: boolean): readonly Occurrence[] {
  const { root, file } = document;
  if (isRunbook) return occurrencesIn(document, schemaNamed(kindOf(document)));
  if (root.kind === 'sequence' || (root.kind === 'mapping' && entryOf(root, 'tasks')))
    return occurrencesIn(document, schemaNamed('tasks'));
  return occurrencesInVariables(document, /[\\/]defaults[\\/]/.test(file.path) ? 'defaults' : 'vars');
}

/** Which schema a file keeps that nobody takes in: a list of tasks is one of tasks, and of plays a runbook. */
export function kindOf({ root }: RunbookDocument): 'runbook' | 'tasks' {
  if (root.kind !== 'sequence') return 'runbook';
  const isPlay = root.items.some(
    (item) =>
      item.kind === 'mapping' &&
      ['tasks', 'import_runbook', 'roles', 'handlers'].some((key) => entryOf(item, key)),
  );
  return isPlay ? 'runbook' : 'tasks';
}

function parametersOfScenario({ root }: RunbookDocument): readonly Occurrence[] {
  const given = root.kind === 'mapping' ? entryOf(root, 'parameters')?.value : undefined;
  if (given?.kind !== 'mapping') return [];
  return given.entries.map(({ key, value }) => ({
    kind: 'variable',
    name: key.source.text,
    how: 'scenario',
    location: locate(key.source, 0, key.source.text.length),
    whole: value.location,
  }));
}
