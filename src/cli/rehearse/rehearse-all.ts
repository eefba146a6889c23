import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { printDiagnostic } from '../../diagnostics/print.ts';
import type { Rehearsal } from '../../rehearsal/rehearsal.ts';
import type { Scenario } from '../../rehearsal/scenario.ts';
import { junitScenarios, type RehearsedScenario } from '../../report/formats/junit-scenarios.ts';
import type { PowerShellProgram } from '../../session/find/powershell-program.ts';
import { SessionUnavailable } from '../../session/session.ts';
import { renderLine } from '../../text/styled-line.ts';
import { durationText } from '../../time/duration-text.ts';
import { openToWrite, whyNotWritten, type FileToWrite } from '../../view/file-to-write.ts';
import { comparedLines } from '../apply/compared-lines.ts';
import { exitCodeOf } from '../apply/exit-code-of.ts';
import { lateMistakes } from '../apply/late-mistakes.ts';
import {
  findSound,
  prepareSound,
  type PreparedRun,
  type Refusal,
  type SoundRunbook,
} from '../apply/prepare-run.ts';
import { hostAndUser } from '../apply/run-identity.ts';
import { findRunPowerShell } from '../apply/run-session.ts';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';
import { readParameterFiles } from '../parameters/bind-from-flags.ts';
import { coloursOf, writeDiagnostics } from '../write-diagnostics.ts';
import { allScenarios } from './all-scenarios.ts';
import { inParallel } from './in-parallel.ts';
import { apartFrom, playScenario, type ScenarioPlayed } from './play-scenario.ts';
import { scenarioLines, whyLines, type ScenarioResult } from './scenario-lines.ts';
import { createSharedStop } from './shared-stop.ts';

export interface AllFlags extends RunFlags {
  /** How many scenarios are played at a time. Default: as many as there are processors. */
  readonly jobs?: number;
  /** The file that gets a JUnit report. */
  readonly junit?: string;
}

/** Why no scenario is played, and what the process ends with. */
interface NotPlayed {
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: 3 | 4 | 5;
}

/** A scenario with all that can be known of its run beforehand. */
interface Ready {
  readonly scenario: Scenario;
  readonly prepared: PreparedRun | Refusal;
}

/** `rehearse --all`: plays all scenarios of a runbook, several at a time, and says of each whether it ended as expected. */
export async function rehearseAll(runbook: string, flags: AllFlags, environment: Environment): Promise<void> {
  const refused = await playSound(runbook, flags, environment);
  if (!refused) return;
  writeDiagnostics(refused.diagnostics, environment);
  environment.exitCode = refused.exitCode;
}

async function playSound(
  runbook: string,
  flags: AllFlags,
  environment: Environment,
): Promise<NotPlayed | undefined> {
  const refuse = (...diagnostics: readonly Diagnostic[]): NotPlayed => ({ diagnostics, exitCode: 4 });
  const sound = await findSound(runbook, flags, environment);
  if ('exitCode' in sound) return sound;
  const all = allScenarios(sound, flags.allowOutside === true);
  if ('diagnostics' in all) return refuse(...sound.warned, ...all.diagnostics);
  writeDiagnostics([...sound.warned, ...all.warned], environment);
  const report = openReport(flags.junit, environment);
  if (report && 'code' in report) return refuse(report);
  const ready = await prepareAll(sound, all, flags, environment);
  const powershell = await powershellFor(ready, flags, environment);
  if (powershell instanceof SessionUnavailable) {
    const { code, message, help } = powershell;
    return { diagnostics: [{ code, severity: 'error', message, help }], exitCode: 3 };
  }
  if ('exitCode' in powershell) return powershell;
  const began = environment.now();
  const { results, isStopped } = await playAll(ready, powershell, flags, environment);
  const duration = environment.now() - began;
  writeEnd(results, ready.length, duration, environment);
  environment.exitCode = isStopped ? 5 : results.some(({ result }) => result === 'failed') ? 2 : 0;
  const { found, program } = sound;
  const scenarios = all.scenarios.map((scenario) => rehearsed(scenario, results));
  const name = program.runbook.name ?? found.shown;
  report?.write(
    junitScenarios({
      name,
      file: found.shown,
      host: hostAndUser().host,
      started: began,
      duration,
      scenarios,
    }),
  );
  report?.close();
  return undefined;
}

/** Whether it can be written is known before anything is played. */
function openReport(
  path: string | undefined,
  { currentDirectory }: Environment,
): FileToWrite | Diagnostic | undefined {
  if (path === undefined) return undefined;
  try {
    return openToWrite(resolve(currentDirectory, path), 'anew');
  } catch (error) {
    const message = `"${path}" cannot be written: ${whyNotWritten(error)}`;
    return { code: 'cannot-write', severity: 'error', message };
  }
}

async function prepareAll(
  sound: SoundRunbook,
  { rehearsal, scenarios }: { readonly rehearsal: Rehearsal; readonly scenarios: readonly Scenario[] },
  flags: AllFlags,
  environment: Environment,
): Promise<readonly Ready[]> {
  const given = await readParameterFiles(flags, environment);
  // What is to be said of the runbook has been said, and nobody can be asked.
  const alone = { ...sound, warned: [] };
  const { own } = apartFrom(environment);
  const ready: Ready[] = [];
  for (const scenario of scenarios) {
    const choice = { flags, chosen: { rehearsal, scenario }, given };
    ready.push({ scenario, prepared: await prepareSound(alone, choice, own) });
  }
  return ready;
}

/** The one PowerShell of all of them, with which scripts that waited for one are checked. */
async function powershellFor(
  ready: readonly Ready[],
  flags: AllFlags,
  environment: Environment,
): Promise<PowerShellProgram | SessionUnavailable | Refusal> {
  const [first] = ready.flatMap(({ prepared }) => ('exitCode' in prepared ? [] : prepared));
  if (!first) return { executable: '', arguments: [] };
  const powershell = await findRunPowerShell(first, flags, environment);
  if ('stopped' in powershell) {
    environment.stderr.write(`${powershell.stopped}\n`);
    return { diagnostics: [], exitCode: 5 };
  }
  if (powershell instanceof SessionUnavailable) return powershell;
  const diagnostics = await lateMistakes(first, powershell, environment);
  return diagnostics.length > 0 ? { diagnostics, exitCode: 4 } : powershell;
}

async function playAll(
  ready: readonly Ready[],
  powershell: PowerShellProgram,
  flags: AllFlags,
  environment: Environment,
): Promise<{ readonly results: readonly ScenarioResult[]; readonly isStopped: boolean }> {
  const width = Math.max(...ready.map(({ scenario }) => scenario.name.length));
  const colours = coloursOf(environment, 'stdout');
  const stop = createSharedStop();
  const results: ScenarioResult[] = [];
  const play = async ({ scenario: { name, file }, prepared }: Ready): Promise<void> => {
    const played =
      'exitCode' in prepared
        ? refused(prepared)
        : await playScenario({ ...prepared, unparsed: undefined }, flags, environment, {
            powershell,
            onStopSignals: stop.onStopSignals,
          });
    const result = { ...played, name, file };
    results.push(result);
    for (const line of scenarioLines(result, width))
      environment.stdout.write(`${renderLine(line, colours)}\n`);
  };
  try {
    await inParallel(ready, flags.jobs ?? availableParallelism(), () => !stop.isRequested, play);
  } finally {
    stop.end();
  }
  return { results, isStopped: stop.isRequested };
}

/** Nothing of it can be run; that may be what is expected. */
function refused({ diagnostics, exitCode, compared }: Refusal): ScenarioPlayed {
  const said = diagnostics.map(printDiagnostic).join('\n');
  if (!compared) return { result: 'failed', duration: 0, text: 'it cannot be played', differences: [], said };
  const result = exitCodeOf(exitCode, compared) === 0 ? 'passed' : 'failed';
  const { text, differences } = compared;
  return { result, duration: 0, text, differences, said: [said, ...comparedLines(compared)].join('\n') };
}

function writeEnd(
  results: readonly ScenarioResult[],
  all: number,
  duration: number,
  { stdout }: Environment,
): void {
  const count = (wanted: ScenarioResult['result']): number =>
    results.filter(({ result }) => result === wanted).length;
  const unplayed = all - count('passed') - count('failed');
  const more = unplayed === 0 ? '' : `, ${unplayed} not played to the end`;
  stdout.write(`\n${count('passed')} passed, ${count('failed')} failed${more} (${durationText(duration)})\n`);
}

function rehearsed({ name }: Scenario, results: readonly ScenarioResult[]): RehearsedScenario {
  const played = results.find((result) => result.name === name);
  if (!played)
    return { name, result: 'not played', duration: 0, text: 'stopped before it began', why: [], said: '' };
  return { ...played, why: whyLines(played) };
}
