import { runChecks } from '../../src/checks/run-checks.ts';
import { hasErrors, type Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { fileSystemIn } from '../../src/document/file-system.ts';
import { fromJson } from '../../src/values/json.ts';
import { PSObject } from '../../src/values/value.ts';
import {
  planFor,
  playPlan,
  type Played,
  type PlayOptions,
  type PlayPast,
  type WorldMark,
} from '../harness/play.ts';
import type { TestCommand } from '../harness/test-session.ts';
import type { CaseOptions, ConformanceCase } from './conformance-case.ts';

export interface PlayedCase {
  /** What is said before it runs, by reading it, its checks and its plan. */
  readonly diagnostics: readonly Diagnostic[];
  /** Missing where it is refused. */
  readonly played?: Played;
}

/**
 * Runs a case with the test harness, and once more from its journal. As `apply` does, it refuses what has errors beforehand. `before`: it goes on from there; `marks` gets
 * one for each entry of the journal, and `onJournal` is called while that is still there.
 */
export async function playCase(
  { folder, file, text, options }: ConformanceCase,
  past: PlayPast = {},
): Promise<PlayedCase> {
  const playing = playOptions(folder, file, options, past.before);
  const { program, plan, diagnostics } = planFor(text, playing);
  const checked = program ? runChecks({ program, hasRehearsal: true }).diagnostics : [];
  const said = [...checked, ...diagnostics];
  if (hasErrors(said)) return { diagnostics: said };
  if (!plan) throw new Error('there is no plan, and no error that says why');
  return { diagnostics: said, played: await playPlan(plan, playing, past) };
}

function playOptions(
  folder: string,
  path: string,
  options: CaseOptions,
  before: WorldMark = { time: 0, ran: [], called: [], answered: 0 },
): PlayOptions {
  const answers = (options.answers ?? []).slice(before.answered);
  return {
    path,
    fileSystem: fileSystemIn(folder),
    tags: options.tags ?? [],
    skipTags: options.skip_tags ?? [],
    checkMode: options.check ?? false,
    forceHandlers: options.force_handlers ?? false,
    startAt: options.start_at,
    step: options.step,
    askOnFailure: options.ask_on_failure,
    given: options.given ?? {},
    defaults: options.defaults ?? {},
    ...(options.machine ? { machine: options.machine } : {}),
    ...(options.stop_after === undefined ? {} : { stopAfter: options.stop_after }),
    ...(options.commands
      ? { command: commandsOf(options.commands, before.called) }
      : { powershell: 'works' }),
    answer: () => {
      const answer = answers.shift();
      if (answer === undefined) throw new Error('there is a question without an answer');
      if (answer === 'yes' || answer === 'no') return { kind: answer, by: 'operator' };
      return { kind: 'text', text: answer, by: 'operator' };
    },
  };
}

function commandsOf(
  commands: Readonly<Record<string, readonly unknown[]>>,
  before: readonly string[],
): TestCommand {
  const calls = new Map<string, number>();
  for (const name of before) calls.set(name, (calls.get(name) ?? 0) + 1);
  return (name, parameters) => {
    const call = calls.get(name) ?? 0;
    calls.set(name, call + 1);
    const given = commands[name]?.[Math.min(call, commands[name].length - 1)];
    if (given === undefined) return [];
    if (isError(given)) throw new Error(given.error);
    if (isObjects(given)) {
      const wanted = parameters.get('Name');
      const asked = given.of.filter(({ Name }) => wanted === undefined || Name === wanted);
      return asked.map((each) => objectOf(given.objects, each));
    }
    return [fromJson(given)];
  };
}

interface Objects {
  readonly objects: string;
  readonly of: readonly Readonly<Record<string, unknown>>[];
}

function isObjects(given: unknown): given is Objects {
  return typeof given === 'object' && given !== null && 'objects' in given;
}

function objectOf(type: string, properties: Readonly<Record<string, unknown>>): PSObject {
  const values = new Map(Object.entries(properties).map(([name, value]) => [name, fromJson(value)]));
  return new PSObject([type, 'System.Object'], values);
}

function isError(given: unknown): given is { readonly error: string } {
  return typeof given === 'object' && given !== null && 'error' in given;
}
