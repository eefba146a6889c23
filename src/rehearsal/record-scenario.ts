import { yamlDataOf, yamlText, type YamlData } from '../document/yaml-text.ts';
import type { RunEvent, RunFinished } from '../events/run-event.ts';
import { toText } from '../expression/index.ts';
import type { Parameter } from '../model/runbook.ts';
import { commandUses } from '../program/command-uses.ts';
import type { Program } from '../program/program.ts';
import type { Mask } from '../secrets/mask.ts';
import { readsOnly } from '../values/read-only-verbs.ts';
import { Secret, type Mapping, type Value } from '../values/value.ts';
import { createEndingBuilder, type RehearsalEnding } from './rehearsal-ending.ts';
import { reachedFaults } from './reached-faults.ts';
import { callText, isCall, rehearsedCalls, type RehearsedCall } from './rehearsed-call.ts';
import type { Scenario } from './scenario.ts';
import { standInNames } from './stand-in-names.ts';

/** A rehearsal of which a scenario is made. */
export interface RecordedRun {
  readonly program: Program;
  /** The rehearsal's folder. */
  readonly directory: string;
  /** The one that is played; without one it begins with nothing. */
  readonly scenario: Scenario | undefined;
  /** What was given, by the names of parameters: no defaults. */
  readonly given: ReadonlyMap<string, Value>;
}

/** Follows a rehearsal, and makes a scenario of it: what it began with, the faults that happened, what was answered, and how it ended. */
export interface ScenarioRecorder {
  /** Every event, with secrets hidden. */
  handle(event: RunEvent): void;
  /** To be asked while the simulated machine is still there. Secrets stand in it as `********`. */
  text(
    outcome: Pick<RunFinished, 'exitCode' | 'outcome'>,
    stateDirectory: string,
    mask: Pick<Mask, 'mask'>,
  ): string;
  /** It was stopped from outside, which no scenario can say. */
  readonly isStopped: boolean;
}

const HIDDEN = '********';

/** What an event has of an answer that is not echoed. */
const NOT_SHOWN = '(not shown)';

export function createScenarioRecorder(run: RecordedRun): ScenarioRecorder {
  const builder = createEndingBuilder([]);
  const answers: YamlData[] = [];
  let asked = '';
  let hasWindows = false;
  let isStopped = false;
  return {
    handle(event) {
      builder.handle(event);
      if (event.type === 'stop-requested') isStopped = true;
      if (event.type === 'window-opened') hasWindows = true;
      if (event.type === 'question-asked') asked = event.question;
      if (event.type === 'question-answered')
        answers.push(
          new Map([
            ['question', `^${literal(asked)}$`],
            ['answer', event.answer === NOT_SHOWN ? HIDDEN : event.answer],
          ]),
        );
    },
    text(outcome, stateDirectory, mask) {
      const ending = builder.ending(outcome, rehearsedCalls(stateDirectory));
      const hidden = (value: Value): string => (value instanceof Secret ? HIDDEN : mask.mask(toText(value)));
      const { scenario } = run;
      const state = new Map([...(scenario?.state ?? [])].filter(([key]) => key !== 'faults'));
      const planned = scenario?.state.get('faults');
      const faults = planned instanceof Map ? reachedFaults(planned as Mapping, stateDirectory) : new Map();
      const parts: readonly (readonly [string, YamlData])[] = [
        ['description', descriptionOf(run, ending)],
        ['parameters', parametersOf(run, hidden)],
        ['state', yamlDataOf(state, hidden)],
        ['facts', yamlDataOf(scenario?.facts ?? new Map(), hidden)],
        ['faults', yamlDataOf(faults, hidden)],
        ['answers', answers],
        ['rehearsal', new Map(scenario?.allowsDotNet ? [['dotnet', 'allow']] : [])],
        ['expect', expectationOf(run, ending, hasWindows, mask)],
      ];
      return yamlText(new Map(parts.filter(([, data]) => !isEmpty(data))));
    },
    get isStopped() {
      return isStopped;
    },
  };
}

function isEmpty(data: YamlData): boolean {
  return (data instanceof Map && data.size === 0) || (Array.isArray(data) && data.length === 0);
}

function descriptionOf({ scenario }: RecordedRun, { outcome }: RehearsalEnding): string {
  const of = scenario ? `Recorded from the scenario "${scenario.name}"` : 'Recorded';
  return `${of}: ${outcome}.`;
}

function parametersOf({ program, given }: RecordedRun, hidden: (value: Value) => string): YamlData {
  const secret = new Set(
    program.runbook.parameters.filter((each: Parameter) => each.secret).map(({ name }) => name),
  );
  return new Map(
    Array.from(given, ([name, value]) => [name, secret.has(name) ? HIDDEN : yamlDataOf(value, hidden)]),
  );
}

function expectationOf(
  run: RecordedRun,
  { exitCode, failed, board, overrun, calls }: RehearsalEnding,
  hasWindows: boolean,
  mask: Pick<Mask, 'mask'>,
): YamlData {
  const changing = calls.filter(({ command }) => !readsOnly(command));
  const parts: readonly (readonly [string, YamlData])[] = [
    ['exit', BigInt(exitCode)],
    ['failed_task', failed?.name ?? []],
    ['ran', entriesOf(changing, mask)],
    ['not_ran', notCalled(run, calls)],
    ['status', new Map(board)],
    ['overrun', hasWindows ? overrun.length > 0 : []],
  ];
  return new Map(parts.filter(([, data]) => !isEmpty(data)));
}

/** What is called again and again counts once. A command with a secret in a call, or with a call that cannot be written down word by word, goes by its name. */
function entriesOf(calls: readonly RehearsedCall[], mask: Pick<Mask, 'mask'>): readonly string[] {
  const isWritten = (call: RehearsedCall): boolean => {
    const text = callText(call);
    return mask.mask(text) === text && isCall(text, call);
  };
  const byName = new Set(calls.filter((call) => !isWritten(call)).map(({ command }) => command));
  const entries = calls.map((call) => (byName.has(call.command) ? call.command : oneLine(callText(call))));
  return entries.filter((entry, index) => entry !== entries[index - 1]);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** What the runbook can call, does more than read, and was not called. */
function notCalled({ program, directory }: RecordedRun, calls: readonly RehearsedCall[]): readonly string[] {
  const called = new Set(calls.map(({ command }) => command.toLowerCase()));
  const used = new Set(commandUses(program).map(({ action }) => action.name.toLowerCase()));
  return [...standInNames(directory)]
    .filter((name) => !readsOnly(name) && !called.has(name.toLowerCase()))
    .filter((name) => used.has(name.toLowerCase()))
    .toSorted();
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
