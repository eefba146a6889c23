import { Command, Option } from 'commander';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { decisionTables } from '../../plan/decision-tables.ts';
import { makePlan, type PlanOptions } from '../../plan/make-plan.ts';
import type { Plan } from '../../plan/plan.ts';
import { bindFromFlags } from '../parameters/bind-from-flags.ts';
import { checkRunbook } from '../validate/check-runbook.ts';
import { harmlessJson } from '../../text/printable.ts';
import { earlierRunsOf } from '../earlier-runs-of.ts';
import { addConnectionOptions, type ConnectionFlags } from '../connection/connection-options.ts';
import { hopsOf } from '../connection/hops-of.ts';
import { findConnection } from '../connection/find-connection.ts';
import { runbookConnection } from '../../model/runbook-connection.ts';
import type { Environment } from '../environment.ts';
import { findRunbook } from '../find-runbook.ts';
import {
  addParameterOptions,
  addSelectionOptions,
  allowOutsideOption,
  catalogOption,
  type RunFlags,
} from '../options.ts';
import { listSelected } from './list-selected.ts';
import { decisionsText, decisionsToJson } from './decisions-text.ts';
import { planMarkdown } from './plan-markdown.ts';
import { plannedHost, type PlannedHost } from './planned-host.ts';
import { planText } from './plan-text.ts';
import { planToJson } from './plan-to-json.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';

interface PlanFlags
  extends
    Pick<
      RunFlags,
      | 'extraVars'
      | 'paramsFile'
      | 'tags'
      | 'skipTags'
      | 'startAtTask'
      | 'listTasks'
      | 'listTags'
      | 'check'
      | 'allowOutside'
      | 'catalog'
      | 'journal'
    >,
    ConnectionFlags {
  readonly format: 'text' | 'json' | 'md';
  readonly decisions?: boolean;
}

/** `runbook plan`: what a run with these parameters would do, as far as it can be known. Nothing is run and nobody is asked. */
export function planCommand(environment: Environment): Command {
  const command = new Command('plan')
    .description('show what a run would do: which tasks run, are skipped and why, or depend on what')
    .argument('<runbook>', 'a path, or the name of a runbook in ./runbooks or of a shipped one')
    .option('-C, --check', 'the plan of a run with --check')
    .addOption(allowOutsideOption())
    .addOption(catalogOption())
    .option(
      '--journal <folder>',
      "the folder of the journals of earlier runs, where it is not the user's own",
    )
    .option(
      '--decisions',
      'show instead which tasks run, with which arguments, for each case that the parameters decide',
    )
    .addOption(
      new Option('--format <format>', 'how to write it; md is Markdown, for a ticket')
        .choices(['text', 'json', 'md'])
        .default('text'),
    );
  return addSelectionOptions(addConnectionOptions(addParameterOptions(command))).action(
    (name: string, flags: PlanFlags) => {
      return flags.listTasks || flags.listTags
        ? listSelected(name, flags, environment)
        : showPlan(name, flags, environment);
    },
  );
}

async function showPlan(name: string, flags: PlanFlags, environment: Environment): Promise<void> {
  const { stdout } = environment;
  const found = findRunbook(name, environment);
  if ('diagnostic' in found) {
    writeDiagnostics([found.diagnostic], environment);
    environment.exitCode = 4;
    return;
  }
  const { program, diagnostics, scripts } = await checkRunbook(found, environment, flags);
  const bound =
    program && !hasErrors(diagnostics)
      ? await bindFromFlags(program.runbook, { flags, leaveOpen: true }, environment)
      : undefined;
  const reached = await findConnection(
    { flags, otherwise: program && runbookConnection(program.runbook), purpose: 'show' },
    environment,
  );
  const { connection } = 'connection' in reached ? reached : {};
  const planned =
    program && bound?.parameters && 'connection' in reached
      ? makePlan(
          program,
          bound.parameters,
          { ...choiceOf(flags), ...(connection ? { host: connection.host } : {}) },
          earlierRunsOf(program, found, { ...flags, host: connection?.host }, environment),
        )
      : undefined;
  const refused = 'connection' in reached ? [] : reached.diagnostics;
  // What else there is to say of the runbook itself is for `validate`.
  const shown = diagnostics.filter(({ severity }) => severity === 'error');
  writeDiagnostics(
    [
      ...shown,
      ...refused,
      ...(bound?.diagnostics ?? []),
      ...(planned?.diagnostics ?? []),
      ...(planned?.plan ? hopsOf(planned.plan, connection, scripts) : []),
    ],
    environment,
  );
  if (!planned?.plan) {
    environment.exitCode = 4;
    return;
  }
  stdout.write(
    flags.decisions === true
      ? decisionsOf(planned.plan, found.shown, flags)
      : planOf(planned.plan, found.shown, plannedHost(connection, planned.plan.runbook), flags),
  );
}

function choiceOf({ tags = [], skipTags = [], check = false, startAtTask: startAt }: PlanFlags): PlanOptions {
  return { tags, skipTags, checkMode: check, startAt };
}

function planOf(plan: Plan, file: string, where: PlannedHost | undefined, { format }: PlanFlags): string {
  switch (format) {
    case 'json':
      return `${harmlessJson(JSON.stringify(planToJson(plan, file, where), null, 2))}\n`;
    case 'md':
      return planMarkdown(plan, file, where);
    case 'text':
      return planText(plan, file, where);
  }
}

function decisionsOf(plan: Plan, file: string, { format }: PlanFlags): string {
  const tables = decisionTables(plan);
  return format === 'json'
    ? `${harmlessJson(JSON.stringify(decisionsToJson(tables, file), null, 2))}\n`
    : decisionsText(tables, file);
}
