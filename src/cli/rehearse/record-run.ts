import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { valuesByOrigin } from '../../parameters/bound-parameters.ts';
import { createExpectationCheck } from '../../rehearsal/check-expectation.ts';
import { createScenarioRecorder } from '../../rehearsal/record-scenario.ts';
import { rehearsalDirectory } from '../../rehearsal/rehearsal.ts';
import { loadScenario } from '../../rehearsal/scenario.ts';
import { openToWrite, whyNotWritten } from '../../view/file-to-write.ts';
import type { PreparedRun } from '../apply/prepare-run.ts';
import type { RunRecorder } from '../apply/ground.ts';
import type { Environment } from '../environment.ts';
import { shownPath } from '../find-runbook.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';

export interface RecordFlags {
  /** A name, which is that of a file in the rehearsal's folder, or the path of a YAML file. */
  readonly record?: string;
  /** A file that is there is replaced. */
  readonly force?: boolean;
}

/** What makes a scenario of a rehearsal when it ends; undefined where none is wanted. Mistakes are known before anything is played. */
export function recorderFor(
  prepared: PreparedRun,
  { record, force = false }: RecordFlags,
  environment: Environment,
): RunRecorder | undefined | { readonly diagnostic: Diagnostic } {
  const { rehearsal, scenario, plan, found } = prepared;
  if (record === undefined || !rehearsal) return undefined;
  const isPath = /[\\/]|\.ya?ml$/i.test(record);
  const path = isPath
    ? resolve(environment.currentDirectory, record)
    : join(rehearsalDirectory(found.path), 'scenarios', `${record}.yml`);
  const shown = shownPath(path, environment.currentDirectory);
  if (existsSync(path) && !force)
    return {
      diagnostic: notWritten(shown, 'it is there already', 'name another one, or replace it with --force'),
    };
  const recorder = createScenarioRecorder({
    program: plan.program,
    directory: rehearsal.directory,
    scenario,
    given: valuesByOrigin(plan.parameters).given,
  });
  return {
    handle: (event) => recorder.handle(event),
    end(outcome, stateDirectory, mask) {
      if (recorder.isStopped) {
        environment.stderr.write('nothing was recorded: no scenario can say that the run is stopped\n');
        return;
      }
      const problems = write(recorder.text(outcome, stateDirectory, mask));
      writeDiagnostics(problems, environment);
      if (hasErrors(problems)) environment.exitCode = 4;
      else environment.stderr.write(`recorded: ${shown}\n`);
    },
  };

  function write(text: string): readonly Diagnostic[] {
    try {
      mkdirSync(dirname(path), { recursive: true });
      const file = openToWrite(path, 'anew');
      file.write(text);
      file.close();
    } catch (error) {
      return [notWritten(shown, whyNotWritten(error))];
    }
    const { scenario: written, diagnostics } = loadScenario(
      { name: basename(path), path, shown, root: dirname(path) },
      true,
    );
    const { expectation } = written ?? {};
    return [
      ...diagnostics,
      ...(expectation && rehearsal ? createExpectationCheck(plan.program, rehearsal)(expectation) : []),
    ];
  }
}

function notWritten(path: string, why: string, help?: string): Diagnostic {
  const message = `"${path}" cannot be written: ${why}`;
  return { code: 'cannot-write', severity: 'error', message, ...(help === undefined ? {} : { help }) };
}
