import type { MappingNode } from '../../document/node.ts';
import type { Play } from '../runbook.ts';
import { withChoices } from './choices.ts';
import { report, type Conversion } from './conversion.ts';
import { convertKeywords } from './convert-keywords.ts';
import { text } from './convert-parameter.ts';
import { convertSessionSettings } from './convert-session.ts';
import { convertTasks } from './convert-tasks.ts';
import type { Fields } from './fields.ts';

/** A play from its fields; `prefix` is where it stands, such as `plays/1/`, or nothing where the file is one play. */
export function convertPlay(conversion: Conversion, node: MappingNode, fields: Fields, prefix: string): Play {
  const tasks = fields.get('tasks');
  if (!tasks) {
    report(conversion, 'missing-key', 'this play has no "tasks"', node.entries[0]?.key ?? node, {
      help: 'the list of tasks stands under "tasks"',
    });
  }
  const keywords = convertKeywords(conversion, fields);
  return {
    name: text(conversion, fields.get('name')),
    location: node.location,
    session: convertSessionSettings(conversion, fields.get('session')),
    keywords,
    tasks: tasks
      ? convertTasks(withChoices(conversion, keywords.vars, undefined), tasks, `${prefix}tasks`)
      : [],
  };
}
