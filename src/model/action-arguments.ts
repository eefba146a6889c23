import type { Expression, Template } from '../expression/index.ts';
import { unreachable } from '../diagnostics/unreachable.ts';
import type { Action, FileTarget } from './action.ts';
import type { Argument } from './argument.ts';
import { argumentsOfProbe } from './probe.ts';
import { referencesIn } from './references-in.ts';
import type { Task } from './runbook.ts';
import { templateOf } from './setting.ts';

type Part = Argument | Expression | Template;

/** What a task evaluates before it acts, besides its keywords: for its action, its probes, and what it asks. */
export function argumentsBefore({ action, probes, confirm }: Task): readonly (Part | undefined)[] {
  return [...argumentsOf(action), ...probes.flatMap(argumentsOfProbe), confirm];
}

/** Everything in an action that is evaluated at run time. */
export function argumentsOf(action: Action): readonly (Part | undefined)[] {
  switch (action.kind) {
    case 'cmdlet':
      return action.parameters.map((parameter) => parameter.value);
    case 'powershell':
      return [...action.parameters.map((parameter) => parameter.value), action.encoding];
    case 'command':
      return [action.argv, action.chdir, action.stdin, action.encoding, action.successExitCodes];
    case 'assert':
      return [...action.that, action.failMsg, action.successMsg];
    case 'fail':
      return [action.msg];
    case 'debug':
      return [action.msg, action.var];
    case 'set_fact':
      return [...action.facts.values()];
    case 'include_vars':
      return [action.path, ...[...action.files.values()].flatMap(fromOutside)];
    case 'pause':
      return [action.prompt, templateOf(action.duration)];
    case 'wait_for': {
      const { host, path, searchRegex, msg, port, state, times } = action;
      return [host, path, searchRegex, msg, ...[port, state, ...Object.values(times)].map(templateOf)];
    }
    case 'reboot':
      return [action.message, ...[action.whenPending, ...Object.values(action.times)].map(templateOf)];
    case 'copy':
      return [action.content, action.src, ...argumentsOfTarget(action)];
    case 'template':
      return [action.src, ...action.texts.values(), ...argumentsOfTarget(action)];
    case 'fetch':
      return [action.src, action.dest, ...[action.flat, action.failOnMissing].map(templateOf)];
    case 'async_status':
      return [action.jid];
    case 'session':
    case 'setup':
    case 'meta':
      return [];
    default:
      return unreachable(action);
  }
}

function argumentsOfTarget({ dest, encoding, ...target }: FileTarget): readonly (Part | undefined)[] {
  return [dest, encoding, ...[target.backup, target.force, target.bom, target.newline].map(templateOf)];
}

/** The variables of a file that read none of the same file: to the others these are there before the file has been read. */
function fromOutside(variables: ReadonlyMap<string, Argument>): readonly Argument[] {
  return [...variables.values()].filter(
    (argument) => !referencesIn(argument).some(({ name }) => variables.has(name)),
  );
}
