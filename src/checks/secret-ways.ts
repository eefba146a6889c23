import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Expression, Template } from '../expression/index.ts';
import type { Action } from '../model/action.ts';
import type { Argument } from '../model/argument.ts';
import type { Task } from '../model/runbook.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Check } from './check.ts';
import { secretFlow, type SecretFound } from './secret-flow.ts';

/** Where secrets go: into a command line, or into what people read. */
export const secretWays: Check = {
  name: 'secret-ways',
  sees: 'names',
  description: 'No secret comes into a command line, or into what people read',
  run({ program }, { report }) {
    const secretsIn = secretFlow(program);
    if (!secretsIn) return;
    for (const node of nodesOf(program)) {
      const { source } = node;
      const task = source.kind === 'task' ? source : undefined;
      const line = task && commandLineOf(task.action);
      for (const found of line ? secretsIn(line.words, node) : [])
        report(onCommandLine(found, line?.isRefused === true));
      const shown = [source.name, source.loop?.label, ...(task ? shownBy(task) : [])];
      for (const part of shown) for (const found of part ? secretsIn(part, node) : []) report(isShown(found));
    }
  },
};

/** The words of a program's command line. `isRefused`: a run refuses a secret among them. */
function commandLineOf(
  action: Action,
): { readonly words: Argument; readonly isRefused: boolean } | undefined {
  if (action.kind === 'command') return { words: action.argv, isRefused: true };
  if (action.kind !== 'cmdlet' || !STARTS_PROGRAM.has(action.name.toLowerCase())) return undefined;
  const words = action.parameters.find(({ name }) => PROGRAM_WORDS.has(name.toLowerCase()));
  return words && { words: words.value, isRefused: false };
}

const STARTS_PROGRAM: ReadonlySet<string> = new Set(['start-process', 'saps', 'start']);
const PROGRAM_WORDS: ReadonlySet<string> = new Set(['argumentlist', 'args']);

/** What of a task is made to be read. */
function shownBy({
  action,
  confirm,
  status,
}: Task): readonly (Expression | Argument | Template | undefined)[] {
  const words = [confirm, ...status.flatMap(({ during, done }) => [during, done])];
  switch (action.kind) {
    case 'assert':
      return [action.failMsg, action.successMsg, ...words];
    case 'debug':
      return [action.msg, action.var, ...words];
    case 'fail':
    case 'wait_for':
      return [action.msg, ...words];
    case 'pause':
      return [action.prompt, ...words];
    case 'reboot':
      return [action.message, ...words];
    default:
      return words;
  }
}

function onCommandLine({ what, location, through, isSure }: SecretFound, isRefused: boolean): Diagnostic {
  const subject = through ? `"${through.name}" ${isSure ? 'has' : 'may have'} ${what}, which` : what;
  return {
    code: 'secret-on-command-line',
    severity: isRefused && isSure ? 'error' : 'warning',
    message: `${subject} ${isSure || through ? 'would' : 'may'} stand in a command line, which every process can read`,
    location,
    ...(through && {
      related: [{ message: `"${through.name}" gets it here`, location: through.location }],
    }),
    help: isRefused
      ? 'hand it over by "stdin", or by a parameter of a cmdlet or a script'
      : 'call the program with "command", and hand it over by "stdin"',
  };
}

function isShown({ what, location }: SecretFound): Diagnostic {
  return {
    code: 'secret-shown',
    severity: 'information',
    message: `${what} stands here, where people read: they see ********`,
    location,
    help: 'leave it out',
  };
}
