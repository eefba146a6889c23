import { join } from 'node:path';
import type { Answer } from '../../actions/ports.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { FILES } from '../../journal/journal-file.ts';
import { nodeOf } from '../../events/instance.ts';
import type { FilesByNow } from '../../journal/files-by-now.ts';
import type { MovedIds } from '../../journal/entry.ts';
import { recordedFiles } from '../../journal/recorded-files.ts';
import type { Tape } from '../../journal/tape.ts';
import { loadRunbook } from '../../model/load-runbook.ts';
import { comparePrograms, type ProgramChanges } from '../../program/compare-programs.ts';
import { lowerRunbook } from '../../program/lower.ts';
import { nodesOf } from '../../program/nodes-of.ts';
import type { Program, ProgramNode } from '../../program/program.ts';
import type { KnownRun } from '../runs/known-runs.ts';
import type { ReadAgain } from './prepare-again.ts';
import { nodeText } from './node-text.ts';
import { notResumable, refuse, type Refused } from './refused.ts';
import type { AskChoice } from './verdicts.ts';

/** With what a run goes on whose runbook has been changed. */
export interface Accepted {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly moved: MovedIds;
  readonly leftOut: readonly string[];
}

/** What has become of a runbook since its run has begun, or since a change was accepted last. */
export function changesSince(
  { run, directory }: KnownRun,
  { files }: FilesByNow,
  now: Program,
): ProgramChanges | undefined {
  const { runbook } = loadRunbook(run.file, {
    fileSystem: recordedFiles(directory, files, run.currentDirectory),
    allowOutside: run.allowOutside,
  });
  return runbook && comparePrograms(lowerRunbook(runbook), now);
}

/** A run whose runbook is another one now, and nobody has said that this is meant. */
export function hasChanged(
  changed: readonly string[],
  known: KnownRun,
  byNow: FilesByNow,
  read: ReadAgain | Refused,
): Diagnostic {
  const which = changed.map((path) => `"${path}"`).join(', ');
  const verb = changed.length === 1 ? 'is' : 'are';
  const changes = 'program' in read ? changesSince(known, byNow, read.program) : undefined;
  const what = changes ? ` (${changesText(changes)})` : '';
  return notResumable(
    `${which} ${verb} not what the run has begun with${what}`,
    `put it back, go on with the copies in ${join(known.directory, FILES)} with --as-recorded, or with what it is now with --accept-changes`,
  );
}

/** A change of what was done does not show in the tasks themselves. */
export function goesElsewhere(why: string): Diagnostic {
  return notResumable(
    `with these changes the run would not come to what is on record: ${why}`,
    'go on with the copies that were kept, with --as-recorded',
  );
}

/** What is another one now, in words. */
function changesText({ gone, added }: ProgramChanges): string {
  const some = (nodes: readonly ProgramNode[]) =>
    `${nodes.slice(0, 5).map(nodeText).join(', ')}${nodes.length > 5 ? ` and ${nodes.length - 5} more` : ''}`;
  if (gone.length === 0 && added.length === 0) return 'no task says anything else';
  return [
    ...(gone.length > 0 ? [`gone or changed: ${some(gone)}`] : []),
    ...(added.length > 0 ? [`new: ${some(added)}`] : []),
  ].join('; ');
}

/**
 * Accepts the change of a runbook where nothing of it is on record. What was put before something that is done is left out, if the operator says so; `ask`: missing where nobody can be asked.
 */
export async function acceptChanges(
  changes: ProgramChanges,
  tape: Tape,
  { program, files }: ReadAgain,
  before: FilesByNow,
  ask: AskChoice | undefined,
): Promise<Accepted | Refused> {
  const { same, gone, added } = changes;
  const recorded = new Set(tape.effects.map(({ intended }) => nodeOf(intended.id)));
  const lost = gone.filter(({ id }) => recorded.has(id));
  if (lost.length > 0) {
    const help = 'put back what they were, or go on with the copies that were kept, with --as-recorded';
    return refuse(
      ...lost.map((node) =>
        notResumable(`${nodeText(node)} is on record, and the runbook says something else now`, help),
      ),
    );
  }
  const pairs = [...same].filter(
    ([id, now]) => id !== now && (recorded.has(id) || before.leftOut.includes(id)),
  );
  const moved = Object.fromEntries(pairs);
  if (pairs.length > 0 && tape.effects.some(({ intended }) => isJob(intended.effect))) {
    const help = 'put what is new behind what is done, or go on with --as-recorded';
    return refuse(notResumable('tasks have other places now, and one with `async` is on record', help));
  }
  const places = new Map(nodesOf(program).map(({ id }, place) => [id, place]));
  const placeOf = (id: string) => places.get(id) ?? -1;
  const last = Math.max(-1, ...[...recorded].map((id) => placeOf(same.get(id) ?? '')));
  const inserted = added.filter(({ id }) => placeOf(id) < last);
  for (const node of inserted) {
    const question = `${nodeText(node)} stands before what is done, and was not there. What now?`;
    const answer = await ask?.(question, CHOICES, MEANINGS);
    if (!answer) return { diagnostics: inserted.map(insertedLate), exitCode: 5 };
    if (!isYes(answer)) return { diagnostics: [], exitCode: 5 };
  }
  const leftOut = [...before.leftOut.map((id) => same.get(id) ?? id), ...inserted.map(({ id }) => id)];
  return { files, moved, leftOut };
}

const CHOICES = ['leave', 'abort'];
const MEANINGS = ['leave it out: it is not run', 'leave everything as it is; nothing is done'];

function isYes(answer: Answer): boolean {
  return answer.kind === 'text' && answer.text === 'leave';
}

function insertedLate(node: ProgramNode): Diagnostic {
  const message = `${nodeText(node)} was put before what is done, and there is no terminal to ask on whether it is left out`;
  const help = 'put it behind what is done, or run `runbook resume --accept-changes` on a terminal';
  return { ...notResumable(message, help), location: node.source.location };
}

function isJob(effect: unknown): boolean {
  const { kind } = effect as { readonly kind: string };
  return kind === 'begin' || kind === 'job';
}
