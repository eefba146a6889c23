import {
  entryOf,
  type DocumentNode,
  type MappingNode,
  type RunbookDocument,
  type ScalarNode,
  type SequenceNode,
} from '../../document/node.ts';
import type { Parameter, Play, Runbook } from '../runbook.ts';
import { withChoices } from './choices.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { convertCatalogs } from './convert-catalogs.ts';
import { text } from './literals.ts';
import { convertParameters, declareInputs } from './convert-parameters.ts';
import { convertPlay } from './convert-play.ts';
import { isAction } from './vocabulary.ts';
import { isTemplated } from './convert-argument.ts';
import { convertKeywords } from './convert-keywords.ts';
import type { Fields } from './fields.ts';
import { enterFile, pathFrom } from './named-file.ts';
import { checkGiven, defaultsOf } from './task-file.ts';
import { readLevel } from './read-level.ts';

/** The three shapes of a file: a play with metadata, metadata with `plays`, a list of plays. */
export function convertRunbook(outer: Conversion, document: RunbookDocument): Runbook | undefined {
  const { file, root } = document;
  const fields = root.kind === 'mapping' ? levelOf(outer, root).fields : noFields;
  const name = text(outer, fields.get('name'));
  const description = text(outer, fields.get('description'));
  declareInputs(outer, fields.get('params'));
  const parameters = convertParameters(outer, fields.get('params'));
  for (const parameter of parameters) outer.reading.parameters.set(parameter.name, parameter);
  convertCatalogs(outer, fields.get('catalogs'));
  const plays = playsOf(withChoices(outer, new Map(), undefined, parameters), document, fields, '');
  return (
    plays && {
      file,
      name,
      description,
      parameters,
      catalogs: [...outer.reading.catalogs.values()],
      plays: plays.map((play) => named(play, root, name)),
    }
  );
}

/** The name of a file with one play is the play's. It was reported once: what the play has to say about it was said above. */
function named(play: Play, root: DocumentNode, name: string | undefined): Play {
  return root.kind === 'mapping' && !entryOf(root, 'plays') ? { ...play, name } : play;
}

const noFields: Fields = new Map();

function levelOf(conversion: Conversion, root: MappingNode) {
  return readLevel(conversion, root, entryOf(root, 'plays') ? 'runbook with "plays"' : 'runbook');
}

function playsOf(
  conversion: Conversion,
  { root }: RunbookDocument,
  fields: Fields,
  prefix: string,
): readonly Play[] | undefined {
  if (root.kind === 'sequence') return convertPlays(conversion, root, prefix);
  if (root.kind === 'scalar') {
    const message = 'a runbook is a mapping with "tasks", or a list of plays';
    report(conversion, 'wrong-type', message, root.location);
    return undefined;
  }
  const plays = entryOf(root, 'plays');
  if (!plays) {
    return [convertPlay(conversion, root, new Map([...fields].filter(([key]) => key !== 'name')), prefix)];
  }
  if (plays.value.kind === 'sequence') return convertPlays(conversion, plays.value, prefix);
  reportWrongType(conversion, 'plays', 'a list of plays', plays.value);
  return undefined;
}

function convertPlays(conversion: Conversion, node: SequenceNode, prefix: string): readonly Play[] {
  if (node.items.length === 0) report(conversion, 'wrong-type', 'a runbook has at least one play', node);
  return node.items.flatMap((item, index) => convertPlayItem(conversion, item, `${prefix}plays/${index}/`));
}

function convertPlayItem(conversion: Conversion, node: DocumentNode, prefix: string): readonly Play[] {
  if (node.kind !== 'mapping') {
    report(conversion, 'wrong-type', 'a play is a mapping with "tasks"', node);
    return [];
  }
  if (entryOf(node, 'import_runbook')) return importRunbook(conversion, node, prefix);
  const action = node.entries.find(
    ({ key }) => isAction(key.source.text) || ['block', 'choose'].includes(key.source.text),
  );
  if (action && action.key.value !== 'session' && !entryOf(node, 'tasks')) {
    report(
      conversion,
      'misplaced-task',
      `"${action.key.source.text}" makes this a task, and plays are listed here`,
      action.key,
      {
        help: 'in a file with one play, the list of tasks stands under "tasks:"',
      },
    );
    return [];
  }
  return [convertPlay(conversion, node, readLevel(conversion, node, 'play').fields, prefix)];
}

/** The plays of another runbook in the place of one. What they need is given under `vars`, or is a parameter of this runbook too. */
function importRunbook(conversion: Conversion, node: MappingNode, prefix: string): readonly Play[] {
  const { fields } = readLevel(conversion, node, 'import_runbook');
  const path = fields.get('import_runbook')?.value;
  const keywords = convertKeywords(conversion, fields);
  if (path?.kind !== 'scalar' || typeof path.value !== 'string' || path.value.trim() === '') {
    if (path) reportWrongType(conversion, 'import_runbook', 'the path of a runbook', path);
    return [];
  }
  if (isTemplated(path)) {
    const message = '"import_runbook" is read before the run, so its path is not templated';
    report(conversion, 'templated-path', message, path, { help: 'write its name as it is' });
    return [];
  }
  const entered = enterFile(conversion, pathFrom(conversion, path.value), path, 'runbook');
  if (!entered) return [];
  const { document, inside } = entered;
  const own = document.root.kind === 'mapping' ? levelOf(inside, document.root).fields : noFields;
  const name = text(inside, own.get('name'));
  text(inside, own.get('description'));
  convertCatalogs(inside, own.get('catalogs'));
  const parameters = convertParameters(inside, own.get('params'));
  const what = `"${document.file.path}"`;
  checkGiven(conversion, fields.get('vars'), parameters, what);
  checkNeeds(conversion, parameters, keywords.vars, { what, path });
  const choices = withChoices(
    withChoices(inside, new Map(), undefined, parameters),
    keywords.vars,
    undefined,
  );
  const title = text(conversion, fields.get('name')) ?? name;
  return (playsOf(choices, document, own, prefix) ?? []).map((play) => ({
    ...play,
    name: play.name ?? title,
    defaults: defaultsOf(conversion, parameters),
    keywords: {
      ...play.keywords,
      vars: new Map([...play.keywords.vars, ...keywords.vars]),
      tags: [...new Set([...keywords.tags, ...play.keywords.tags])],
    },
  }));
}

/** Whether each parameter of an imported runbook has a value, as secret as it is there. */
function checkNeeds(
  conversion: Conversion,
  parameters: readonly Parameter[],
  given: ReadonlyMap<string, unknown>,
  { what, path }: { readonly what: string; readonly path: ScalarNode },
): void {
  for (const { name, location, secret, env, default: otherwise } of parameters) {
    const own = conversion.reading.parameters.get(name);
    if (given.has(name)) continue;
    const related = [{ message: `"${name}" is declared here`, location }];
    if (own && secret && !own.secret) {
      const message = `${what} has the secret "${name}", which is no secret here`;
      const help = 'declare it with "secret: true" under "params" of this runbook, too';
      report(conversion, 'contradictory-keys', message, own, { help, related });
    } else if (!own && otherwise === undefined) {
      const message = `${what} has the parameter "${name}", which is neither given nor declared here`;
      const help = 'give it under "vars", or declare it under "params" of this runbook';
      report(conversion, 'missing-argument', message, path, { help, related });
    } else if (env !== undefined && own?.env?.toUpperCase() !== env.toUpperCase()) {
      const message = `${what} has "${name}" from the variable "${env}", which nothing takes here`;
      const help = `give it under "vars", or declare it under "params" of this runbook: ${name}: { env: ${env} }`;
      report(conversion, 'undeclared-input', message, path, { help, related });
    }
  }
}
