import { suggest } from '../diagnostics/suggest.ts';
import { STATUS_VARIABLE } from '../model/status.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Check } from './check.ts';
import { namesRead } from './names-read.ts';
import { namesOf, type RunbookNames } from './runbook-names.ts';

/**
 * A result that is kept for nobody. What a file of tasks or a role registers may be for any runbook that takes it in, so only the runbook's own file is looked at; and a
 * name that begins with `_` says that nobody has to read it.
 */
export const unusedRegister: Check = {
  name: 'unused-register',
  sees: 'names',
  description: 'What a task registers is read somewhere',
  run({ program }, { report }) {
    const read = namesRead(program);
    const { file } = program.runbook;
    const names = namesOf(program);
    const unknown = [...read].filter((name) => !isDefined(name, names));
    for (const { source } of nodesOf(program)) {
      if (source.kind !== 'task' || source.register === undefined || !source.registerLocation) continue;
      const { register: name, registerLocation: location } = source;
      if (name.startsWith('_') || read.has(name) || location.file !== file) continue;
      // A name that belongs to the status board, and one that is misspelt where it is read, are other mistakes.
      if (name === STATUS_VARIABLE || unknown.some((other) => suggest(other, [name]) !== undefined)) continue;
      report({
        code: 'unused-register',
        severity: 'information',
        message: `nothing reads "${name}"`,
        location,
        help: 'leave "register" out, or begin the name with "_" if nobody has to read it',
      });
    }
  },
};

function isDefined(name: string, { parameters, setters, variables, defaults }: RunbookNames): boolean {
  return [parameters, setters, variables, defaults].some((names) => names.has(name));
}
