import type { Location } from '../diagnostics/source.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Reference } from '../expression/index.ts';
import { loopNames } from '../model/loop.ts';
import { referencesIn } from '../model/references-in.ts';
import { STATUS_VARIABLE } from '../model/status.ts';
import { boardOf } from '../program/board.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Check, Findings } from './check.ts';
import { namesOf } from './runbook-names.ts';
import { visitVariableUses } from './variable-uses.ts';

/** Of a mapping. */
const METHODS: ReadonlySet<string> = new Set(['get', 'items', 'keys', 'values']);

/** What tasks do to the status board, and what expressions read of it, has to be on it. */
export const statusBoard: Check = {
  name: 'status-board',
  sees: 'names',
  description: 'Tasks and expressions name only what the status board declares, once',
  run({ program }, { report }) {
    const board = new Map<string, Location>();
    for (const { name, location } of boardOf(program)) {
      const first = board.get(name);
      if (!first) board.set(name, location);
      else {
        report({
          code: 'duplicate-status',
          severity: 'error',
          message: `"${name}" is on the status board already: it is one for all plays`,
          location,
          related: [{ message: 'it stands here first', location: first }],
          help: 'declare it once, in the first play',
        });
      }
    }
    const names = [...board.keys()];
    const known = (name: string, location: Location): void => {
      if (!board.has(name)) report(unknown(name, location, names));
    };
    for (const { source } of nodesOf(program)) {
      if (source.kind === 'task') for (const { name, location } of source.status) known(name, location);
    }
    if (names.length === 0) return;

    const hidden = hiding(program);
    for (const location of hidden) {
      report({
        code: 'shadowed-status',
        severity: 'error',
        message: `"${STATUS_VARIABLE}" is the status board here, and this hides it`,
        location,
        help: 'use another name',
      });
    }
    if (hidden.length > 0) return;
    const read = ({ name, path: [line], pathLocation }: Reference): void => {
      if (name === STATUS_VARIABLE && typeof line === 'string' && !METHODS.has(line))
        known(line, pathLocation);
    };
    visitVariableUses(program, ({ reference }) => read(reference));
    for (const argument of [...namesOf(program).variables.values()].flat())
      referencesIn(argument).forEach(read);
  },
};

/** Whatever else is called as the board is. */
function hiding(program: Parameters<typeof nodesOf>[0]): readonly Location[] {
  const { parameters, setters, variables } = namesOf(program);
  const parameter = parameters.get(STATUS_VARIABLE);
  const loops = nodesOf(program).flatMap(({ source: { loop } }) => loop ?? []);
  return [
    ...(parameter ? [parameter.location] : []),
    ...(setters.get(STATUS_VARIABLE) ?? []),
    ...(variables.get(STATUS_VARIABLE) ?? []).map(({ location }) => location),
    ...loops.filter((loop) => loopNames(loop).includes(STATUS_VARIABLE)).map(({ location }) => location),
  ];
}

function unknown(
  name: string,
  location: Location,
  names: readonly string[],
): Parameters<Findings['report']>[0] {
  const near = suggest(name, names);
  const list = names.map((each) => `"${each}"`).join(', ');
  const help =
    names.length === 0
      ? 'declare it under "status", at the top of the file or of a play'
      : near === undefined
        ? `the board has ${list}`
        : `did you mean "${near}"?`;
  return {
    code: 'unknown-status',
    severity: 'error',
    message: `"${name}" is not on the status board`,
    location,
    help,
  };
}
