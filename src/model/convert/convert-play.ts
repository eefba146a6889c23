import type { MappingNode } from '../../document/node.ts';
import type { Play } from '../runbook.ts';
import { withChoices } from './choices.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { convertConnection } from './convert-connection.ts';
import { convertGathering } from './convert-gathering.ts';
import { convertHandlers, convertRoleHandlers } from './convert-handlers.ts';
import { convertKeywords } from './convert-keywords.ts';
import { text } from './literals.ts';
import { convertRoles } from './convert-roles.ts';
import { convertBoard } from './convert-status.ts';
import { convertSessionSettings } from './convert-session.ts';
import { settingOf, toBoolean } from './convert-setting.ts';
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
  const inside = { ...withChoices(conversion, vars, undefined), roleHandlers: [] };
  const play = {
    name: text(conversion, fields.get('name')),
    location: node.location,
    session: convertSessionSettings(conversion, fields.get('session')),
    connection: convertConnection(conversion, fields.get('connection')),
    keywords: { ...keywords, vars },
    status: convertBoard(conversion, fields),
    defaults: new Map(),
    tasks: [
      ...(roles ? convertRoles(inside, roles, `${prefix}roles`, converters) : []),
      ...(tasks ? convertTasks(inside, tasks, `${prefix}tasks`) : []),
    ],
    // After the tasks, which say what roles there are.
    handlers: [
      ...convertHandlers(inside, fields.get('handlers')?.value, `${prefix}handlers`),
      ...convertRoleHandlers(inside, `${prefix}handlers`),
    ],
    forceHandlers: convertForceHandlers(conversion, fields),
  };
  return { ...play, gathering: convertGathering(conversion, fields, play, prefix) };
}

function convertForceHandlers(conversion: Conversion, fields: Fields): boolean {
  const entry = fields.get('force_handlers');
  if (!entry) return false;
  const setting = settingOf(conversion, 'force_handlers', entry.value, toBoolean);
  if (setting?.kind === 'template') {
    const expected = 'true or false: whether handlers run after a failure is known before the run';
    reportWrongType(conversion, 'force_handlers', expected, entry.value);
  }
  return setting?.kind === 'literal' && setting.value;
}
