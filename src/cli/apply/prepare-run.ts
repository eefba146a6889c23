import type { CheckSubject } from '../../checks/check.ts';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { placeText } from '../../engine/explain.ts';
import type { EndingCompared } from '../../events/run-event.ts';
import { fileSystemIn } from '../../document/file-system.ts';
import { rememberingFiles } from '../../journal/recorded-files.ts';
import { makePlan, type PlanOptions } from '../../plan/make-plan.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Program } from '../../program/program.ts';
import { noEarlierRuns, type EarlierRuns } from '../../plan/takes.ts';
import { createAskParameter } from '../parameters/ask-parameter.ts';
import { bindFromFlags } from '../parameters/bind-from-flags.ts';
import { checkRunbook } from '../validate/check-runbook.ts';
import type { Environment } from '../environment.ts';
import { comparedLines } from './compared-lines.ts';
import { exitCodeOf } from './exit-code-of.ts';
import type { GivenFiles } from '../given-files.ts';
import { findRunbook, type FoundRunbook } from '../find-runbook.ts';
import { earlierRunsOf } from '../earlier-runs-of.ts';
import type { RunFlags } from '../options.ts';
import { hopsOf } from '../connection/hops-of.ts';
import { findConnection } from '../connection/find-connection.ts';
import { runbookConnection } from '../../model/runbook-connection.ts';
import type { Connection } from '../../session/connection.ts';
import type { EarlySession } from './early-session.ts';
import { restartWithoutJournal } from './restart-without-journal.ts';
import { answerHelp, canAsk } from './prompts.ts';
import { questionsInTheMiddle } from './questions-in-the-middle.ts';
import { createExpectationCheck } from '../../rehearsal/check-expectation.ts';
import { chooseScenario, type ChosenScenario } from '../../rehearsal/choose-scenario.ts';
import { compareRefusal } from '../../rehearsal/compare-refusal.ts';
import type { Comparison } from '../../rehearsal/ending-judge.ts';
import type { Rehearsal } from '../../rehearsal/rehearsal.ts';
import type { Scenario } from '../../rehearsal/scenario.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';

/** A run for which everything that can be known beforehand is known, and right. */
export interface PreparedRun {
  readonly found: FoundRunbook;
  readonly plan: Plan;
  /** What the plan was made with. */
  readonly options: PlanOptions;
  /** How long the tasks of windows took in earlier runs; of a rehearsal nothing is known. */
  readonly earlier: EarlierRuns;
  /** The files that the program was made of, by their absolute paths. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly rehearsal: Rehearsal | undefined;
  readonly scenario: Scenario | undefined;
  /** Where it runs, and how that host is reached; missing: on this machine. Of a rehearsal that is only told. */
  readonly connection: Connection | undefined;
  /** What its end is compared with; missing where nothing is expected, and of a run that is gone on with. */
  readonly comparison?: Comparison | undefined;
  /** What has been said of the runbook already. */
  readonly warned: readonly Diagnostic[];
  /** Checked, but for the scripts, which wait for a PowerShell that parses them; missing where nothing waits. */
  readonly unparsed: CheckSubject | undefined;
}

export interface RunRequest {
  readonly runbook: string;
  readonly flags: RunFlags;
  /** Present for `rehearse`; without a scenario the default one. */
  readonly rehearse?: { readonly scenario: string | undefined };
}

/** A runbook in which nothing is wrong. */
export interface SoundRunbook {
  readonly found: FoundRunbook;
  readonly program: Program;
  readonly files: PreparedRun['files'];
  /** What is to be said of it all the same. */
  readonly warned: readonly Diagnostic[];
  readonly scripts: CheckSubject['scripts'];
  readonly unparsed: CheckSubject | undefined;
}

/** Why nothing is run, and what the process ends with. */
export interface Refusal {
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: 3 | 4 | 5;
  /** Where a scenario expects that nothing can be run. */
  readonly compared?: EndingCompared;
}

/** Finds, checks and binds. Mistakes are written, and then there is nothing to run: nothing has been started. */
export async function prepareRun(
  { runbook, flags, rehearse }: RunRequest,
  environment: Environment,
  early?: EarlySession,
): Promise<PreparedRun | undefined> {
  const prepared = await prepare();
  writeDiagnostics('exitCode' in prepared ? prepared.diagnostics : prepared.warned, environment);
  if (!('exitCode' in prepared)) return prepared;
  if (prepared.exitCode === 5) environment.stderr.write('stopped by the operator; nothing was run\n');
  for (const line of prepared.compared ? comparedLines(prepared.compared) : [])
    environment.stderr.write(`${line}\n`);
  environment.exitCode = exitCodeOf(prepared.exitCode, prepared.compared);
  return undefined;

  async function prepare(): Promise<PreparedRun | Refusal> {
    if (flags.step && !canAsk(environment)) return refuse(noTerminal('--step asks before each task'));
    // In a rehearsal the scenario may have the answers.
    if (flags.onFailure === 'ask' && !rehearse && !canAsk(environment))
      return refuse(noTerminal('--on-failure ask asks when a task has failed'));
    const sound = await findSound(runbook, flags, environment, early);
    if ('exitCode' in sound) return sound;
    const chosen = rehearse && chooseScenario(sound.found, rehearse.scenario, flags.allowOutside);
    if (chosen && 'diagnostics' in chosen) return refuse(...sound.warned, ...chosen.diagnostics);
    return await prepareSound(sound, { flags, chosen }, environment);
  }
}

function refuse(...diagnostics: readonly Diagnostic[]): Refusal {
  return { diagnostics, exitCode: 4 };
}

/** Finds a runbook, reads it and checks it. */
export async function findSound(
  name: string,
  flags: RunFlags,
  environment: Environment,
  early?: EarlySession,
): Promise<SoundRunbook | Refusal> {
  const found = findRunbook(name, environment);
  if ('diagnostic' in found) return refuse(found.diagnostic);
  const { currentDirectory } = environment;
  const { fileSystem, files } = rememberingFiles(fileSystemIn(currentDirectory), currentDirectory);
  const { program, diagnostics, scripts, unparsed } = await checkRunbook(found, environment, {
    ...flags,
    fileSystem,
    parser: early,
  });
  const warned = diagnostics.filter(({ severity }) => severity !== 'information');
  if (!program || hasErrors(diagnostics)) return refuse(...warned);
  return { found, program, files, warned, scripts, unparsed };
}

/** How a runbook is to be run. */
export interface RunChoice {
  readonly flags: RunFlags;
  /** The scenario of a rehearsal. */
  readonly chosen: ChosenScenario | undefined;
  /** The files of parameters, where they have been read. */
  readonly given?: GivenFiles;
}

/** Binds parameters and plans. */
export async function prepareSound(
  { found, program, files, warned, scripts, unparsed }: SoundRunbook,
  { flags, chosen, given }: RunChoice,
  environment: Environment,
): Promise<PreparedRun | Refusal> {
  const scenario = chosen?.scenario;
  const expected =
    chosen && scenario?.expectation
      ? createExpectationCheck(program, chosen.rehearsal)(scenario.expectation)
      : [];
  if (hasErrors(expected)) return refuse(...warned, ...expected);
  const reached = await findConnection(
    { flags, otherwise: runbookConnection(program.runbook), purpose: chosen ? 'show' : 'open' },
    environment,
  );
  if (!('connection' in reached)) return { ...reached, diagnostics: [...warned, ...reached.diagnostics] };
  const { connection } = reached;
  const interrupted = new AbortController();
  const bound = await bindFromFlags(
    program.runbook,
    {
      flags,
      files: given,
      ...(scenario ? { scenario: scenario.parameters } : {}),
      // Standard input that carries parameters cannot carry answers too.
      ask: flags.paramsFile?.includes('-')
        ? undefined
        : createAskParameter(environment, () => interrupted.abort()),
    },
    environment,
  );
  if (interrupted.signal.aborted) return { diagnostics: [], exitCode: 5 };
  const refused = (...diagnostics: readonly Diagnostic[]): Refusal => ({
    ...refuse(...diagnostics),
    ...(scenario?.expectation?.exit.value === 4
      ? { compared: compareRefusal(scenario.expectation, diagnostics) }
      : {}),
  });
  if (!bound.parameters) return refused(...warned, ...expected, ...bound.diagnostics);
  const { tags = [], skipTags = [], check = false, startAtTask: startAt, step, diff, forceHandlers } = flags;
  const askOnFailure = flags.onFailure === 'ask';
  const options = {
    ...{ tags, skipTags, checkMode: check, startAt, step, askOnFailure, diff, forceHandlers },
    ...(connection ? { host: connection.host } : {}),
  };
  const earlier = chosen
    ? noEarlierRuns
    : earlierRunsOf(program, found, { ...flags, host: connection?.host }, environment);
  const planned = makePlan(program, bound.parameters, options, earlier);
  const hops = planned.plan ? hopsOf(planned.plan, chosen ? undefined : connection, scripts) : [];
  const all = [...warned, ...expected, ...bound.diagnostics, ...planned.diagnostics, ...hops];
  if (!planned.plan) return refused(...all);

  const unjournalled = chosen || connection ? [] : restartWithoutJournal(planned.plan, flags);
  if (hasErrors(unjournalled)) return refuse(...all, ...unjournalled);
  const unanswered = chosen ? [] : unansweredQuestions(planned.plan, flags, environment);
  if (unanswered.length > 0) return refuse(...all, ...unanswered);
  return {
    found,
    plan: planned.plan,
    options,
    earlier,
    files,
    rehearsal: chosen?.rehearsal,
    scenario,
    connection,
    comparison: scenario?.expectation && {
      expectation: scenario.expectation,
      prevented: otherRunThanScenario(flags),
    },
    warned: [...all, ...unjournalled],
    unparsed,
  };
}

/** The flags that make another run of it than the scenario describes. */
function otherRunThanScenario({ check, tags, skipTags, startAtTask, step }: RunFlags): string | undefined {
  const given = Object.entries({
    '--check': check,
    '--tags': tags,
    '--skip-tags': skipTags,
    '--start-at-task': startAtTask,
    '--step': step,
  }).flatMap(([flag, value]) => (value === undefined || value === false ? [] : flag));
  return given.length === 0 ? undefined : `it was started with ${given.join(', ')}`;
}

function noTerminal(asks: string): Diagnostic {
  return {
    code: 'confirmation-needed',
    severity: 'error',
    message: `${asks}, and there is no terminal to ask on; nothing was run`,
    help: 'run it on a terminal; --yes does not answer these questions',
  };
}

/**
 * A run that would come to a question that nobody can answer is not begun: where the question is sure to come, and where it may come when
 * something has been changed already. One that only may come, before anything is changed, stops the run there without harm.
 */
function unansweredQuestions(plan: Plan, { yes = false }: RunFlags, environment: Environment): Diagnostic[] {
  if (canAsk(environment)) return [];
  const middle = new Map(questionsInTheMiddle(plan).map(({ id, after }) => [id, after]));
  return plan.questions
    .filter(({ kind, alwaysAsk }) => kind === 'text' || alwaysAsk || !yes)
    .filter(({ reached, id }) => reached === 'surely' || middle.has(id))
    .map(({ id, name, kind, alwaysAsk, reached }) => {
      const after = middle.get(id);
      const asks = reached === 'surely' || !after ? 'asks' : 'may ask';
      const when = after ? `, after ${placeText(after.location)} may have changed something` : '';
      return {
        code: 'confirmation-needed',
        severity: 'error',
        message: `"${name}" ${asks} the operator${when}, and there is no terminal to ask on; nothing was run`,
        help: answerHelp(kind, alwaysAsk),
      };
    });
}
