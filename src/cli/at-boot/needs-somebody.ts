import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { placeText } from '../../engine/explain.ts';
import { nodesOf } from '../../program/nodes-of.ts';
import type { ProgramTask } from '../../program/program.ts';
import { secretsIn } from '../../values/secrets-in.ts';
import { originText } from '../../parameters/given-value.ts';
import type { PreparedRun } from '../apply/prepare-run.ts';
import type { Environment } from '../environment.ts';
import { cannotGoOn } from './cannot-go-on.ts';
import type { PlannedRestart } from './local-restarts.ts';
import type { AtBootFlags } from './resume-words.ts';

/** What the run would need somebody for when it goes on behind a restart, with nobody there. `isRead`: whether anything may read what is registered under a name. */
export function needsSomebody(
  { plan }: Pick<PreparedRun, 'plan'>,
  restarts: readonly PlannedRestart[],
  flags: AtBootFlags,
  isRead: (name: string) => boolean,
  environment: Pick<Environment, 'currentDirectory'>,
): readonly Diagnostic[] {
  const from = Math.min(...restarts.map((each) => each.from));
  const until = Math.max(...restarts.map((each) => each.from));
  const nodes = nodesOf(plan.program);
  const places = new Map(nodes.map(({ id }, place) => [id, place]));
  const behind = plan.questions.filter(
    ({ id, kind, alwaysAsk }) =>
      (places.get(id) ?? 0) >= from && (kind === 'text' || alwaysAsk || flags.yes !== true),
  );
  const tasks = nodes.filter(
    (node): node is ProgramTask =>
      node.kind === 'task' && plan.selected(node.id) && plan.decision(node.id)?.kind !== 'skipped',
  );
  const before = tasks.filter(({ id }) => (places.get(id) ?? 0) <= until);
  return [
    ...(plan.step ? [cannotGoOn('--step asks before each task', 'leave one of the two out')] : []),
    ...(plan.askOnFailure
      ? [cannotGoOn('--on-failure ask asks when a task has failed', 'leave one of the two out')]
      : []),
    ...secretsNotInFiles({ plan }, flags, environment),
    ...behind.map(({ id, name, kind, alwaysAsk }) => {
      const node = nodes[places.get(id) ?? -1];
      const help =
        kind === 'text' || alwaysAsk
          ? 'ask it before the restart, or go on by hand: leave --resume-at-boot out'
          : 'answer it with --yes, or go on by hand: leave --resume-at-boot out';
      const where = node ? ` (${placeText(node.source.location)})` : '';
      return cannotGoOn(
        `"${name}"${where} asks the operator behind the restart`,
        help,
        node?.source.location,
      );
    }),
    ...before
      .filter(typesSecret)
      .map(({ id, source }) =>
        cannotGoOn(
          `what is typed at "${source.name?.source.text ?? id}" is not on record, and would have to be typed once more`,
          'make a secret parameter of it, in a file for --params-file',
          source.location,
        ),
      ),
    ...before
      .filter((task) => isLost(task, isRead))
      .map(({ id, source }) =>
        cannotGoOn(
          `what "${source.register ?? source.name?.source.text ?? id}" has is needed, and with \`no_log\` it is not on record`,
          'ask for it once more behind the restart, or leave `no_log` out',
          source.location,
        ),
      ),
  ];
}

function typesSecret({ source: { action } }: ProgramTask): boolean {
  return action.kind === 'pause' && action.prompt !== undefined && !action.confirm && !action.echo;
}

function isLost({ noLog, source }: ProgramTask, isRead: (name: string) => boolean): boolean {
  if (!noLog || (noLog.kind === 'literal' && !noLog.value)) return false;
  const { register, until, failedWhen, changedWhen } = source;
  return (register !== undefined && isRead(register)) || [until, failedWhen, changedWhen].some(Boolean);
}

/** Secrets are given again when the run goes on: only files do that by themselves. */
function secretsNotInFiles(
  { plan: { parameters } }: Pick<PreparedRun, 'plan'>,
  { paramsFile = [] }: AtBootFlags,
  { currentDirectory }: Pick<Environment, 'currentDirectory'>,
): Diagnostic[] {
  const lasting = new Set(paramsFile.filter((file) => lasts(resolve(currentDirectory, file))));
  return [...parameters.values].flatMap(([name, value]) => {
    const origin = parameters.origins.get(name);
    if ([...secretsIn([value])].length === 0 || !origin || origin.kind === 'default') return [];
    const isKept =
      origin.kind === 'file' &&
      [...lasting].some((file) =>
        [file, resolve(currentDirectory, file)].includes(origin.location.file.path),
      );
    if (isKept) return [];
    return [
      cannotGoOn(
        `the secret "${name}" comes from ${originText(origin)}, and is not there any more behind the restart`,
        'give it in a file, with --params-file, that only you can read: it is read once more then',
      ),
    ];
  });
}

/** A pipe is gone with its shell, and some folders with the system. */
function lasts(file: string): boolean {
  if (/^\/(?:dev|proc|run)\//.test(file)) return false;
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
