import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Machine } from '../../actions/machine.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { thisSystem } from '../../session/process/system-programs.ts';
import { secretsIn } from '../../values/secrets-in.ts';
import type { PreparedRun } from '../apply/prepare-run.ts';
import type { Environment } from '../environment.ts';
import { registersRead } from '../resume/is-read.ts';
import type { BootRegistrar } from './boot-registrar.ts';
import { bootTaskName, type BootTask } from './boot-task.ts';
import { cannotGoOn } from './cannot-go-on.ts';
import { findBootRegistrar } from './find-boot-registrar.ts';
import { plannedRestarts } from './local-restarts.ts';
import { needsSomebody } from './needs-somebody.ts';
import { resumeWords, type AtBootFlags } from './resume-words.ts';

/** In a run's folder: what it wrote when it went on by itself. */
const OUTPUT = 'resume-at-boot.log';
/** In a run's folder, as long as something is registered that goes on with it: its name. */
const MARK = 'resume-at-boot';

/** Variables by which the runner finds its files and programs. */
const CARRIED =
  /^(?:PATH|HOME|TMPDIR|TZ|LANG|LC_\w+|XDG_\w+|PSModulePath|POWERSHELL_\w+|DOTNET_\w+|RUNBOOK_(?!SESSION_|STARTED_BY|PARAM_|CONNECTION_)\w+)$/;

/** A run that goes on by itself when its machine has started. */
export interface AtBoot {
  /** Has it registered before the machine is restarted, and taken away where that fails. */
  beforeRestart(machine: Machine): Machine;
  /** What will go on with the run; undefined as long as nothing will. */
  registered(): { readonly by: string; readonly output: string } | undefined;
}

/** Why the run could not go on by itself behind its restarts, found before it begins. */
export async function checkAtBoot(
  prepared: PreparedRun,
  flags: AtBootFlags,
  environment: Environment,
  registrar: BootRegistrar | undefined = findBootRegistrar(thisSystem),
): Promise<readonly Diagnostic[]> {
  const { plan, connection, files } = prepared;
  if (connection) {
    const why = `the run is on "${connection.host}", and this machine stays up`;
    return [cannotGoOn(why, 'leave it out: `reboot` waits for the host, and goes on')];
  }
  const restarts = plannedRestarts(plan);
  if (restarts.length === 0) return [];
  if (flags.journal === false)
    return [cannotGoOn('without a journal nothing can go on', 'leave --no-journal out')];
  if (!registrar) {
    const why = `there is nothing known here that runs it when ${process.platform} has started`;
    return [cannotGoOn(why, 'leave it out, and go on with `runbook resume` when the machine is up again')];
  }
  const needs = needsSomebody(prepared, restarts, flags, registersRead(plan.program, files), environment);
  const trial = bootTask('trial', environment.currentDirectory, prepared, flags, environment);
  const problem = await registrar.problem(trial);
  return [...needs, ...(problem ? [cannotGoOn(problem.why, problem.help)] : [])];
}

/** `directory`: the folder of the run. */
export function createAtBoot(
  runId: string,
  directory: string,
  prepared: PreparedRun,
  flags: AtBootFlags,
  environment: Environment,
  registrar: BootRegistrar | undefined = findBootRegistrar(thisSystem),
): AtBoot | undefined {
  if (!registrar || prepared.connection || prepared.rehearsal) return undefined;
  const task = bootTask(runId, directory, prepared, flags, environment);
  const mark = join(directory, MARK);
  let isRegistered = false;
  const takeAway = async () => {
    await registrar.remove(task.name);
    rmSync(mark, { force: true });
    isRegistered = false;
  };
  return {
    registered: () =>
      isRegistered ? { by: registrar.describe(task.name), output: join(directory, OUTPUT) } : undefined,
    beforeRestart: (machine) => ({
      ...machine,
      async restart(session, request, signal) {
        if (!machine.isHere(session)) return machine.restart(session, request, signal);
        try {
          // First: whoever goes on by hand takes it away by that.
          writeFileSync(mark, `${task.name}\n`, { mode: 0o600 });
          isRegistered = true;
          await registrar.register(task);
        } catch (error) {
          await takeAway().catch(() => undefined);
          const [why] = (error as Error).message.split('\n');
          return {
            kind: 'refused',
            why: `what goes on behind it cannot be registered (${registrar.describe(task.name)}): ${why}`,
            help: 'see that it can be, or run without --resume-at-boot and go on by hand',
          };
        }
        try {
          const asked = await machine.restart(session, request, signal);
          if (asked.kind !== 'asked') await takeAway();
          return asked;
        } catch (error) {
          await takeAway().catch(() => undefined);
          throw error;
        }
      },
    }),
  };
}

/** Takes away what would go on with a run by itself: somebody, or it, does so now. Why that does not work; undefined where there is nothing, or not any more. */
export async function forgetAtBoot(
  directory: string,
  runId: string,
  registrar: BootRegistrar | undefined = findBootRegistrar(thisSystem),
): Promise<string | undefined> {
  const mark = join(directory, MARK);
  if (!registrar || !existsSync(mark)) return undefined;
  const name = bootTaskName(runId);
  try {
    await registrar.remove(name);
    rmSync(mark, { force: true });
    return undefined;
  } catch (error) {
    const [why] = (error as Error).message.split('\n');
    return `${registrar.describe(name)} would go on with the run once more, and cannot be taken away: ${why}`;
  }
}

function bootTask(
  runId: string,
  directory: string,
  { plan }: PreparedRun,
  flags: AtBootFlags,
  environment: Environment,
): BootTask {
  const { currentDirectory, variables } = environment;
  const secrets = [...secretsIn(plan.parameters.values.values())];
  const carried = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined || !CARRIED.test(name) || secrets.some((secret) => value.includes(secret))
      ? []
      : [[name, value] as const],
  );
  const [main = ''] = process.argv.slice(1);
  return {
    name: bootTaskName(runId),
    description: `Goes on with the run ${runId} of runbook behind a restart`,
    argv: [
      process.execPath,
      ...process.execArgv,
      resolve(main),
      ...resumeWords(directory, join(directory, OUTPUT), flags, environment),
    ],
    directory: currentDirectory,
    variables: Object.fromEntries(carried),
  };
}
