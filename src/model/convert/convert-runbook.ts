import { entryOf, type DocumentNode, type RunbookDocument, type SequenceNode } from '../../document/node.ts';
import type { Play, Runbook } from '../runbook.ts';
import { withChoices } from './choices.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { text } from './convert-parameter.ts';
import { convertParameters } from './convert-parameters.ts';
import { convertPlay } from './convert-play.ts';
import { isAction } from './convert-tasks.ts';
import { readLevel } from './read-level.ts';

/** The three shapes of a file: a play with metadata, metadata with `plays`, a list of plays. */
export function convertRunbook(outer: Conversion, { file, root }: RunbookDocument): Runbook | undefined {
  const none = { name: undefined, description: undefined, parameters: [] };
  if (root.kind === 'sequence') return { file, ...none, plays: convertPlays(outer, root) };
  if (root.kind === 'scalar') {
    report(outer, 'wrong-type', 'a runbook is a mapping with "tasks", or a list of plays', root.location);
    return undefined;
  }
  const plays = entryOf(root, 'plays');
  const { fields } = readLevel(outer, root, plays ? 'runbook with "plays"' : 'runbook');
  const name = text(outer, fields.get('name'));
  const description = text(outer, fields.get('description'));
  const parameters = convertParameters(outer, fields.get('params'));
  for (const parameter of parameters) outer.reading.parameters.set(parameter.name, parameter);
  const conversion = withChoices(outer, new Map(), undefined, parameters);
  if (!plays) {
    // Its name is reported once: what convertPlay has to say about it was said above.
    const play = convertPlay(conversion, root, new Map([...fields].filter(([key]) => key !== 'name')), '');
    return { file, name, description, parameters, plays: [{ ...play, name }] };
  }
  if (plays.value.kind !== 'sequence') {
    reportWrongType(conversion, 'plays', 'a list of plays', plays.value);
    return undefined;
  }
  return { file, name, description, parameters, plays: convertPlays(conversion, plays.value) };
}

function convertPlays(conversion: Conversion, node: SequenceNode): readonly Play[] {
  if (node.items.length === 0) report(conversion, 'wrong-type', 'a runbook has at least one play', node);
  return node.items.flatMap((item, index) => convertPlayItem(conversion, item, `plays/${index}/`) ?? []);
}

function convertPlayItem(conversion: Conversion, node: DocumentNode, prefix: string): Play | undefined {
  if (node.kind !== 'mapping') {
    report(conversion, 'wrong-type', 'a play is a mapping with "tasks"', node);
    return undefined;
  }
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
    return undefined;
  }
  return convertPlay(conversion, node, readLevel(conversion, node, 'play').fields, prefix);
}
