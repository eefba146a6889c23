import type { CheckSubject } from '../../checks/check.ts';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { placeText } from '../../engine/explain.ts';
import { fileSystemIn } from '../../document/file-system.ts';
import { rememberingFiles } from '../../journal/recorded-files.ts';
import { makePlan, type PlanOptions } from '../../plan/make-plan.ts';
import type { Plan } from '../../plan/plan.ts';
import { noEarlierRuns, type EarlierRuns } from '../../plan/takes.ts';
import { createAskParameter } from '../parameters/ask-parameter.ts';
import { bindFromFlags } from '../parameters/bind-from-flags.ts';
import { checkRunbook } from '../validate/check-runbook.ts';
import type { Environment } from '../environment.ts';
import { findRunbook, type FoundRunbook } from '../find-runbook.ts';
import { earlierRunsOf } from '../earlier-runs-of.ts';
import type { RunFlags } from '../options.ts';
import type { EarlySession } from './early-session.ts';
import { answerHelp, canAsk } from './prompts.ts';
import { questionsInTheMiddle } from './questions-in-the-middle.ts';
import { chooseScenario } from '../../rehearsal/choose-scenario.ts';
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

/** Finds, checks and binds. Mistakes are written, and then there is nothing to run: nothing has been started. */
export async function prepareRun(
  request: RunRequest,
  environment: Environment,
  early?: EarlySession,
): Promise<PreparedRun | undefined> {
  const { flags } = request;
  const refuse = (diagnostics: readonly Diagnostic[]): PreparedRun | undefined => {
    writeDiagnostics(diagnostics, environment);
    environment.exitCode = 4;
    return undefined;
  };
  if (flags.step && !canAsk(environment)) return refuse([noTerminal('--step asks before each task')]);
  // In a rehearsal the scenario may have the answers.
  if (flags.onFailure === 'ask' && !request.rehearse && !canAsk(environment))
    return refuse([noTerminal('--on-failure ask asks when a task has failed')]);
  const found = findRunbook(request.runbook, environment);
  if ('diagnostic' in found) return refuse([found.diagnostic]);

  const { currentDirectory } = environment;
  const { fileSystem, files } = rememberingFiles(fileSystemIn(currentDirectory), currentDirectory);
  const { program, diagnostics, unparsed } = await checkRunbook(found, environment, {
    ...flags,
    fileSystem,
    parser: early,
  });
  const shown = diagnostics.filter(({ severity }) => severity !== 'information');
  if (!program || hasErrors(diagnostics)) return refuse(shown);

  const chosen = request.rehearse
    ? chooseScenario(found, request.rehearse.scenario, flags.allowOutside)
    : undefined;
  if (chosen && 'diagnostics' in chosen) return refuse([...shown, ...chosen.diagnostics]);
  const scenario = chosen?.scenario;

  const interrupted = new AbortController();
  const bound = await bindFromFlags(
    program.runbook,
    {
      flags,
      ...(scenario ? { scenario: scenario.parameters } : {}),
      // Standard input that carries parameters cannot carry answers too.
      ask: flags.paramsFile?.includes('-')
        ? undefined
        : createAskParameter(environment, () => interrupted.abort()),
    },
    environment,
  );
  if (interrupted.signal.aborted) {
    environment.stderr.write('stopped by the operator; nothing was run\n');
    environment.exitCode = 5;
    return undefined;
  }
  if (!bound.parameters) return refuse([...shown, ...bound.diagnostics]);
  const { tags = [], skipTags = [], check = false, startAtTask: startAt, step, diff, forceHandlers } = flags;
  const askOnFailure = flags.onFailure === 'ask';
  const options = { tags, skipTags, checkMode: check, startAt, step, askOnFailure, diff, forceHandlers };
  const earlier = request.rehearse ? noEarlierRuns : earlierRunsOf(program, found, flags, environment);
  const planned = makePlan(program, bound.parameters, options, earlier);
  const all = [...shown, ...bound.diagnostics, ...planned.diagnostics];
  if (!planned.plan) return refuse(all);

  const unanswered = request.rehearse ? [] : unansweredQuestions(planned.plan, flags, environment);
  if (unanswered.length > 0) return refuse([...all, ...unanswered]);
  writeDiagnostics(all, environment);
  return {
    found,
    plan: planned.plan,
    options,
    earlier,
    files,
    rehearsal: chosen?.rehearsal,
    scenario,
    warned: all,
    unparsed,
  };
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
