import { dirname, resolve } from 'node:path';
import type { Location as ProtocolLocation } from 'vscode-languageserver';
import type { Location } from '../../diagnostics/source.ts';
import { definitionsOf, occurrenceAt, occurrencesOf } from '../names/occurrence-at.ts';
import { isDefinition } from '../names/occurrence.ts';
import { nodesOf } from '../../program/nodes-of.ts';
import type { Context, Spot } from '../spot.ts';
import { rangeOf } from '../text/encoded-position.ts';
import { scalarAt } from '../text/node-at.ts';
import { uriOf } from '../text/uri.ts';

/** Where what stands at a place is defined: variables, handlers, files that are named. */
export function definition(spot: Spot, context: Context): readonly ProtocolLocation[] {
  const named = occurrenceAt(spot, context);
  if (named) return definitionsOf(named, spot, context).map(({ location }) => toProtocol(location, context));
  return fileAt(spot, context);
}

/** Every place that names what stands at a place. */
export function references(
  spot: Spot,
  withDefinitions: boolean,
  context: Context,
): readonly ProtocolLocation[] {
  const named = occurrenceAt(spot, context);
  if (!named) return [];
  return occurrencesOf(named, spot, context)
    .filter((each) => withDefinitions || !isDefinition(each))
    .map(({ location }) => toProtocol(location, context));
}

function toProtocol(location: Location, { encoding }: Context): ProtocolLocation {
  return { uri: uriOf(location.file.path), range: rangeOf(location, encoding) };
}

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

const NAMES_FILE: ReadonlySet<string> = new Set([
  ...['import_tasks', 'include_tasks', 'import_runbook', 'include_vars', 'vars_files', 'catalogs', 'file'],
]);

/** The files that a path stands for: the one that it names, or all those that an include can be. A role is its tasks. */
function fileAt({ file, offset, runbook }: Spot, { workspace }: Context): readonly ProtocolLocation[] {
  const { document } = workspace.healed(file);
  const scalar = document && scalarAt(document, offset);
  if (!scalar || scalar.isKey) return [];
  const key = scalar.path.findLast((each) => each !== '-') ?? '';
  const text = scalar.node.source.text;
  const isRole =
    key === 'import_role' ||
    key === 'include_role' ||
    key === 'roles' ||
    key === 'role' ||
    ['import_role', 'include_role'].includes(scalar.path.at(-2) ?? '');
  const near = isRole
    ? [resolve(dirname(runbook.path), 'roles', text, 'tasks', 'main.yml')]
    : NAMES_FILE.has(key)
      ? text.includes('{{')
        ? filesOfInclude(offset, file.path, runbook.healed.draft)
        : [resolve(dirname(file.path), text)]
      : [];
  return near
    .filter((path) => workspace.file(path) !== undefined)
    .map((path) => ({ uri: uriOf(path), range: START }));
}

function filesOfInclude(
  offset: number,
  path: string,
  program: Spot['runbook']['healed']['draft'],
): readonly string[] {
  if (!program) return [];
  return nodesOf(program).flatMap(({ source }) => {
    const { file, range } = source.location;
    if (source.kind !== 'include' || file.path !== path || offset < range.start || offset > range.end)
      return [];
    return [...source.files.values()].flatMap(({ taskFile }) => (taskFile ? [resolve(taskFile.path)] : []));
  });
}
