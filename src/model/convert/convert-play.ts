import type { MappingNode } from '../../document/node.ts';
import type { Play } from '../runbook.ts';
import { withChoices } from './choices.ts';
import { report, type Conversion } from './conversion.ts';
import { convertKeywords } from './convert-keywords.ts';
import { text } from './convert-parameter.ts';
import { convertRoles } from './convert-roles.ts';
import { convertSessionSettings } from './convert-session.ts';
import { convertTasks, converters } from './convert-tasks.ts';
import type { Fields } from './fields.ts';
import { convertVarsFiles } from './vars-file.ts';

/** A play from its fields; `prefix` is where it stands, such as `plays/1/`, or nothing where the file is one play. */
export function convertPlay(conversion: Conversion, node: MappingNode, fields: Fields, prefix: string): Play {
  const tasks = fields.get('tasks');
  const roles = fields.get('roles');
  if (!tasks && !roles) {
    report(conversion, 'missing-key', 'this play has no "tasks"', node.entries[0]?.key ?? node, {
      help: 'the list of tasks stands under "tasks"',
    });
  }
  const keywords = convertKeywords(conversion, fields);
  const fromFiles = convertVarsFiles(conversion, fields.get('vars_files'));
  const vars = fromFiles.size === 0 ? keywords.vars : new Map([...keywords.vars, ...fromFiles]);
  const inside = withChoices(conversion, vars, undefined);
  return {
    name: text(conversion, fields.get('name')),
    location: node.location,
    session: convertSessionSettings(conversion, fields.get('session')),
    keywords: { ...keywords, vars },
    defaults: new Map(),
    tasks: [
      ...(roles ? convertRoles(inside, roles, `${prefix}roles`, converters) : []),
      ...(tasks ? convertTasks(inside, tasks, `${prefix}tasks`) : []),
    ],
  };
}
