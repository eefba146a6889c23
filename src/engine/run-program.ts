import type { RunFinished } from '../events/run-event.ts';
import { soFar } from '../events/tally.ts';
import type { Plan } from '../plan/plan.ts';
import type { ProgramPlay } from '../program/program.ts';
import { undoInTime, walkInTime, type Walker } from '../program/walk.ts';
import { afterJobs, awaitJobs } from './await-jobs.ts';
import { next, type Flow } from './flow.ts';
import { playHandlers } from './handlers.ts';
import { howItEnded, notBegun, type Ending } from './how-it-ended.ts';
import { outermost, type Around } from './around.ts';
import { declareBoard } from './board.ts';
import { createRun, type Run, type RunTools } from './run.ts';
import { nodeWalker } from './node-walker.ts';
import { undoAfter } from './undo.ts';

/** How a run ended; `exitCode` as in design, section 4. */
export type RunOutcome = Pick<RunFinished, 'exitCode' | 'outcome' | 'counts' | 'inDoubt' | 'notifiedOnly'>;

/**
 * Runs a plan to its end and ends the session. `run-started` and `run-finished` are the caller's to emit, who knows what is
 * around a run. Whatever happens is in the outcome: it rejects for a bug in its tools only.
 */
export async function runProgram(plan: Plan, tools: RunTools): Promise<RunOutcome> {
  const run = createRun(plan, tools);
  declareBoard(run);
  const ending =
    (tools.openFirst ? await openSession(run) : undefined) ?? howItEnded(await runPlays(run), run);
  return { ...ending, ...soFar(run.tally) };
}

/** PowerShell before the first task. Without it nothing is begun. */
async function openSession(run: Run): Promise<Ending | undefined> {
  const { thrown, stop, time } = await run.effect('run', { kind: 'open' });
  if (!thrown) return undefined;
  if (stop.stage === 'none') {
    const help = thrown.help === undefined ? '' : `\n${thrown.help}`;
    run.emit({ type: 'notice-given', time, level: 'error', text: `${thrown.message}${help}` });
  }
  return notBegun(thrown, run);
}

async function undone(
  play: ProgramPlay,
  flow: Flow,
  around: Around,
  walker: Walker<Around, Flow>,
  run: Run,
): Promise<Flow> {
  const undoing = undoAfter(play, flow, around, run);
  return undoing ? undoInTime(undoing, walker) : flow;
}

async function runPlays(run: Run): Promise<Flow> {
  let flow = next;
  const { program } = run.plan;
  for (const play of program.plays) {
    run.variables.magic.set('ansible_play_name', play.source.name ?? program.runbook.name ?? '');
    const walker = nodeWalker(run);
    const handlers = playHandlers(play, walker, () => around, run);
    const around = outermost(run.variables, handlers);
    flow = (await walkInTime(play.nodes, around, walker)).at(-1) ?? next;
    const jobsEnd = async () => afterJobs(flow, await awaitJobs(run.jobs.running(), around, run));
    flow = await jobsEnd();
    // As in a block, what was done is taken back before what comes in any case; and again if it is a handler that has failed.
    flow = await undone(play, flow, around, walker, run);
    flow = await handlers.endPlay(flow, around);
    flow = await jobsEnd();
    flow = await undone(play, flow, around, walker, run);
    flow = await jobsEnd();
    if (flow.kind === 'ended') flow = next;
    if (flow.kind !== 'next') break;
  }
  const { thrown, time } = await run.effect('run', { kind: 'close' });
  if (thrown) {
    const text = `the PowerShell process could not be ended: ${thrown.reason}`;
    run.emit({ type: 'notice-given', time, level: 'warning', text });
  }
  return flow;
}
