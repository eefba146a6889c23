import { dirname, join } from 'node:path';
import { mapping } from '../document/written.ts';
import type { Args } from './args.ts';
import { CannotSay } from './cannot-say.ts';
import type { Converting } from './converting.ts';
import { isTemplated } from './expressions.ts';
import { findBeside } from './files.ts';
import { same, text, type Made } from './module.ts';

const REUSE: ReadonlySet<string> = new Set([
  'include',
  'include_tasks',
  'import_tasks',
  'include_role',
  'import_role',
]);

export function isReuseModule(module: string): boolean {
  return REUSE.has(module);
}

/** What takes in the tasks of a file or of a role. @throws CannotSay */
export function convertReuse(module: string, args: Args, converting: Converting): Made {
  return module.endsWith('role') ? role(module, args, converting) : tasks(module, args, converting);
}

function tasks(module: string, args: Args, converting: Converting): Made {
  const name = args.source('file', '_raw_params') ?? firstWord(args.line);
  if (name === undefined) throw new CannotSay('it names no file');
  if (isTemplated(name))
    throw new CannotSay(
      `which file is taken in ("${name}") is known only in the run, and its tasks have to be checked before`,
    );
  const path = findBeside(name, 'tasks', converting);
  if (path === undefined) throw new CannotSay(`the file "${name}" is not there`);
  if (!converting.takesParts)
    throw new CannotSay(`"${name}" is a file of its own: with a folder as --output it is converted, too`);
  const why = converting.takeTasks(path, converting.role);
  if (why !== undefined) throw new CannotSay(why);
  const apply = args.data('apply');
  const here = dirname(converting.file.path).slice(
    converting.folder === '.' ? 0 : converting.folder.length + 1,
  );
  const shown =
    path.startsWith(`${here}/`) && here !== ''
      ? path.slice(here.length + 1)
      : here === '' || here === '.'
        ? path
        : relative(here, path);
  return same(
    module === 'import_tasks' ? module : 'include_tasks',
    apply ? mapping({ file: shown, apply }) : text(shown),
  );
}

function relative(from: string, path: string): string {
  return join(...from.split('/').map(() => '..'), path).replaceAll('\\', '/');
}

function role(module: string, args: Args, converting: Converting): Made {
  const name = args.source('name', 'role');
  if (name === undefined) throw new CannotSay('it names no role');
  if (isTemplated(name))
    throw new CannotSay(
      'which role is taken in is known only in the run, and its tasks have to be checked before',
    );
  args.ignore(
    'public',
    'allow_duplicates',
    'rolespec_validate',
    'defaults_from',
    'vars_from',
    'handlers_from',
  );
  const why = converting.takeRole(name);
  if (why !== undefined) throw new CannotSay(why);
  const from = args.literal('tasks_from');
  const apply = args.data('apply');
  if (from !== undefined) {
    const file = /\.ya?ml$/.test(from) ? from : `${from}.yml`;
    const missing = converting.takeTasks(`roles/${name}/tasks/${file}`, `roles/${name}`);
    if (missing !== undefined) throw new CannotSay(missing);
  }
  return same(module, mapping({ name, tasks_from: from, apply }));
}

/** `include: file.yml key=value` of old playbooks. */
function firstWord(line: string | undefined): string | undefined {
  return line?.trim().split(/\s+/)[0];
}
