import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fileSystemIn } from '../../document/file-system.ts';
import type { CheckSubject } from '../../checks/check.ts';
import type { FilesByNow } from '../../journal/files-by-now.ts';
import { recordedFiles, rememberingFiles } from '../../journal/recorded-files.ts';
import { makePlan } from '../../plan/make-plan.ts';
import type { Program } from '../../program/program.ts';
import { chooseScenario } from '../../rehearsal/choose-scenario.ts';
import type { PreparedRun } from '../apply/prepare-run.ts';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';
import { createAskParameter } from '../parameters/ask-parameter.ts';
import type { KnownRun } from '../runs/known-runs.ts';
import { checkRunbook } from '../validate/check-runbook.ts';
import { refuse, type Refused } from './refused.ts';
import { resumedParameters } from './resumed-parameters.ts';

/** The runbook of a run, read and checked once more. */
export interface ReadAgain {
  readonly program: Program;
  readonly unparsed: CheckSubject | undefined;
  readonly warned: readonly Diagnostic[];
  /** What it was made of, by the absolute paths. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Reads the runbook as it is now; `recorded`: from the copies of what it was made of. What has not changed was checked when the run began, by this version of the runner. */
export async function readAgain(
  { run, directory }: KnownRun,
  recorded: FilesByNow['files'] | undefined,
  hasChanged: boolean,
  flags: RunFlags,
  environment: Environment,
): Promise<ReadAgain | Refused> {
  const { currentDirectory } = run;
  const base = recorded
    ? recordedFiles(directory, recorded, currentDirectory)
    : fileSystemIn(currentDirectory);
  const { fileSystem, files } = rememberingFiles(base, currentDirectory);
  const checked = await checkRunbook(
    foundOf(run),
    { ...environment, currentDirectory },
    {
      ...flags,
      allowOutside: run.allowOutside,
      fileSystem,
      checks: hasChanged ? undefined : [],
    },
  );
  const warned = checked.diagnostics.filter(({ severity }) => severity !== 'information');
  if (!checked.program || hasErrors(checked.diagnostics)) return refuse(...warned);
  return { program: checked.program, unparsed: checked.unparsed, warned, files };
}

/** The run as it was prepared when it began. `leftOut`: tasks that do not run, by their ids. */
export async function prepareAgain(
  { run }: KnownRun,
  { program, warned, unparsed, files }: ReadAgain,
  {
    leftOut: leaveOut,
    connection,
  }: { readonly leftOut: readonly string[] } & Pick<PreparedRun, 'connection'>,
  flags: RunFlags,
  environment: Environment,
): Promise<PreparedRun | Refused> {
  const interrupted = new AbortController();
  const bound = await resumedParameters(
    program.runbook,
    run,
    { paramsFile: flags.paramsFile ?? [], ask: createAskParameter(environment, () => interrupted.abort()) },
    environment,
  );
  if (interrupted.signal.aborted) return { diagnostics: [], exitCode: 5 };
  if (!bound.parameters) return refuse(...bound.diagnostics);
  const found = foundOf(run);
  const earlier = new Map(Object.entries(run.earlier ?? {}));
  const { plan, diagnostics } = makePlan(program, bound.parameters, { ...run.options, leaveOut }, earlier);
  if (!plan) return refuse(...diagnostics);
  const chosen = run.mode === 'rehearsal' ? chooseScenario(found, run.scenario) : undefined;
  if (chosen && 'diagnostics' in chosen) return refuse(...chosen.diagnostics);
  return {
    found,
    plan,
    options: run.options,
    earlier,
    files,
    rehearsal: chosen?.rehearsal,
    scenario: chosen?.scenario,
    connection,
    warned,
    unparsed,
  };
}

function foundOf({ path, file }: KnownRun['run']): PreparedRun['found'] {
  return { path, shown: file, shipped: false };
}
