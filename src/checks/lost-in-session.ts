import { locate, type Location } from '../diagnostics/source.ts';
import type { Expression } from '../expression/index.ts';
import type { NamedArgument, PowerShellAction } from '../model/action.ts';
import type { Argument } from '../model/argument.ts';
import { inSession } from '../model/needs-session.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Program, ProgramTask } from '../program/program.ts';
import { readsOnly } from '../values/read-only-verbs.ts';
import type { Check } from './check.ts';
import { scriptVariables } from './script-variables.ts';
import { sessionPlaces, type SessionPlace } from './session-flow.ts';

/** What ends with a session and is used in the next one: variables of scripts, and objects themselves. */
export const lostInSession: Check = {
  name: 'lost-in-session',
  sees: 'way',
  description: 'What ends with a PowerShell session is not used in the next one',
  run({ program }, { report }) {
    findLost(program, endedBefore, report);
  },
};

/**
 * The same for a run that is gone on with in a new session, when these nodes are done: what the others use of theirs is lost. An object is had again where the task that returned it only reads;
 * `changes`: whether it may change something. Warnings.
 */
export function lostOnResume(
  program: Program,
  done: ReadonlySet<string>,
  changes: (task: ProgramTask) => boolean,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const ended = (place: SessionPlace): number => endedBefore(place) + (done.has(place.task.id) ? 0 : 1);
  findLost(
    program,
    ended,
    (diagnostic, { task }) => {
      if (!done.has(task.id)) found.push(diagnostic);
    },
    changes,
  );
  return found;
}

function endedBefore({ states }: SessionPlace): number {
  return Math.max(...states.map((state) => state.ended));
}

/** `endedAt`: how many sessions have ended before a place. */
function findLost(
  program: Program,
  endedAt: (place: SessionPlace) => number,
  tell: (diagnostic: Diagnostic, place: SessionPlace) => void,
  changes: (task: ProgramTask) => boolean = () => true,
): void {
  const variables = new Map<string, Made>();
  const results = new Map<string, Made>();
  for (const place of sessionPlaces(program)) {
    const { task } = place;
    const { action, register } = task.source;
    const ended = endedAt(place);
    const report = (diagnostic: Diagnostic): void => tell(diagnostic, place);
    if (action.kind === 'powershell') {
      lostVariables(action, ended, variables, report);
      for (const name of scriptVariables(action.script).assigned) variables.set(name, { task, ended });
    }
    if (action.kind === 'powershell' || action.kind === 'cmdlet') {
      for (const argument of wantingTheType(action)) {
        const found = outputIn(argument.value);
        const made = found && results.get(found.name);
        if (!made || made.ended >= ended) continue;
        if (made.ended < endedBefore(place)) report(lostObject(argument, found, made));
        else if (changes(made.task)) report(notHadAgain(found, made));
      }
    }
    if (register === undefined) continue;
    if (inSession(action)) results.set(register, { task, ended });
    else results.delete(register);
  }
}

/** What a task has made, and how many sessions had ended before. */
interface Made {
  readonly task: ProgramTask;
  readonly ended: number;
}

type Report = (diagnostic: Diagnostic) => void;

function lostVariables(
  { script, source, parameters }: PowerShellAction,
  ended: number,
  variables: ReadonlyMap<string, Made>,
  report: Report,
): void {
  const given = new Set(parameters.map(({ name }) => name.toLowerCase()));
  for (const [name, at] of scriptVariables(script).read) {
    const made = variables.get(name);
    if (!made || made.ended >= ended || given.has(name)) continue;
    const written = /^\$(?:\w+:)?\w+/.exec(script.slice(at))?.[0] ?? `$${name}`;
    report({
      code: 'lost-variable',
      severity: 'warning',
      message: `"${written}" was set in a session that has ended: here it is empty`,
      location: locate(source, at, at + written.length),
      related: [{ message: 'this script set it', location: made.task.source.location }],
      help: 'set it again in the new session, or hand the value on: `register` there, `parameters` here',
    });
  }
}

/** Parameters that take an object of a type, as far as that is known without the command: its copy would be refused. */
function wantingTheType(action: ProgramTask['source']['action']): readonly NamedArgument[] {
  if (action.kind === 'powershell') {
    return action.parameters.filter(({ name }) => hasTypeOfNet(action.script, name));
  }
  if (action.kind !== 'cmdlet' || takesAnything(action.name)) return [];
  return action.parameters.filter(({ name }) => name.toLowerCase() === 'inputobject');
}

/** Whether a script declares its parameter with a type other than those that values have. */
function hasTypeOfNet(script: string, parameter: string): boolean {
  if (!/^\w+$/.test(parameter)) return false;
  const type = new RegExp(String.raw`\[([\w.]+)(?:\[\])?\]\s*\$${parameter}\b`, 'i').exec(script)?.[1];
  return (
    type?.includes('.') === true && !/^System\.(?:Object|String|Int32|Int64|Boolean|Double)$/i.test(type)
  );
}

/** Commands that work on whatever they are given. */
const TAKES_ANYTHING = new Set(['add', 'export', 'foreach', 'format', 'out', 'tee', 'write', 'set']);

function takesAnything(command: string): boolean {
  return readsOnly(command) || TAKES_ANYTHING.has(command.toLowerCase().split('-')[0] ?? '');
}

function lostObject({ name: parameter }: NamedArgument, { name, location }: Found, made: Made): Diagnostic {
  return {
    code: 'lost-object',
    severity: 'warning',
    message: `"${name}" is of a session that has ended: "${parameter}" gets a copy, which is refused where it wants the object`,
    location,
    related: [{ message: 'this task returned it', location: made.task.source.location }],
    help: 'look for the object again in the new session, or hand its name or id on instead',
  };
}

function notHadAgain({ name, location }: Found, made: Made): Diagnostic {
  return {
    code: 'lost-object',
    severity: 'warning',
    message: `"${name}" is of a session that has ended, and what returned it changes something and is not done again: the run will stop before this task`,
    location,
    related: [{ message: 'this task returned it', location: made.task.source.location }],
    help: 'look for the object again in the new session, or hand its name or id on instead, and go on with --accept-changes',
  };
}

interface Found {
  readonly name: string;
  readonly location: Location;
}

/** `{{ name.output }}`, and what is picked of it. */
function outputIn(argument: Argument): Found | undefined {
  if (argument.kind !== 'template') return undefined;
  const [part, ...others] = argument.template.parts;
  return typeof part === 'object' && others.length === 0 ? outputOf(part) : undefined;
}

function outputOf({ root, source }: Expression): Found | undefined {
  let node = root;
  let member: string | undefined;
  for (;;) {
    if (node.kind === 'filter' && ['first', 'last'].includes(node.name)) node = node.input;
    else if (node.kind === 'subscript') node = node.object;
    else if (node.kind === 'attribute') {
      member = node.name;
      node = node.object;
      if (member !== 'output') return undefined;
    } else break;
  }
  if (node.kind !== 'name' || member !== 'output') return undefined;
  return { name: node.name, location: locate(source, root.range.start, root.range.end) };
}
