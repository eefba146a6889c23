import { Readable, Writable } from 'node:stream';
import type { EndingCompared, RunEvent, RunFinished } from '../../events/run-event.ts';
import { howText } from '../../rehearsal/compare-ending.ts';
import { createEndingBuilder } from '../../rehearsal/rehearsal-ending.ts';
import type { PreparedRun } from '../apply/prepare-run.ts';
import type { RunSurroundings } from '../apply/ground.ts';
import { runRunbook } from '../apply/run-runbook.ts';
import type { RunViews } from '../apply/run-views.ts';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';

/** What playing a scenario came to. */
export interface ScenarioPlayed {
  readonly result: 'passed' | 'failed' | 'stopped';
  /** Milliseconds of the system's clock. */
  readonly duration: number;
  /** One sentence, made from what happened. */
  readonly text: string;
  readonly differences: EndingCompared['differences'];
  /** What a person would have read of it: its summary, and what was written besides. Empty lines at its ends are not there. */
  readonly said: string;
}

/** Plays a scenario that shares the process with others: it shows nothing, and asks nobody. */
export async function playScenario(
  prepared: PreparedRun,
  flags: RunFlags,
  environment: Environment,
  surroundings: Pick<RunSurroundings, 'powershell' | 'onStopSignals' | 'playedOn'>,
): Promise<ScenarioPlayed> {
  const began = environment.now();
  const { own, written } = apartFrom(environment);
  const seen = createSeenRun();
  let giveUp: () => void = () => undefined;
  const stuck = new Promise<void>((resolve) => (giveUp = resolve));
  await Promise.race([
    runRunbook(prepared, flags, own, { ...surroundings, views: seen.views, onStuck: giveUp }),
    stuck,
  ]);
  const { finished, summary } = seen;
  const said = `${summary}\n${written()}`.trim();
  const duration = environment.now() - began;
  const compared = finished?.compared;
  const text = compared?.text ?? (finished ? seen.how(finished) : 'it could not be played');
  const differences = compared?.differences ?? [];
  if (seen.isStopped)
    return { result: 'stopped', duration, text: finished?.outcome ?? 'stopped', differences, said };
  return { result: own.exitCode === 0 ? 'passed' : 'failed', duration, text, differences, said };
}

/** An environment of its own in the same world: nobody can be asked there, and what is written is kept. */
export function apartFrom(environment: Environment): {
  readonly own: Environment;
  readonly written: () => string;
} {
  const { variables, currentDirectory, packageDirectory } = environment;
  let text = '';
  const output = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  const own: Environment = {
    stdin: Readable.from([]),
    stdout: output,
    stderr: output,
    variables,
    currentDirectory,
    packageDirectory,
    now: () => environment.now(),
    exitCode: 0,
  };
  return { own, written: () => text };
}

/** Shows nothing, and remembers how it ended. */
function createSeenRun() {
  const ending = createEndingBuilder([]);
  let finished: RunFinished | undefined;
  let isStopped = false;
  let summary = '';
  const views: RunViews = {
    handle(event: RunEvent) {
      ending.handle(event);
      if (event.type === 'run-finished') finished = event;
      if (event.type === 'stop-requested') isStopped = true;
    },
    catchUp: () => undefined,
    suspend: () => undefined,
    resume: () => undefined,
    end: () => Promise.resolve(),
    writeSummary: (makeText) => (summary = makeText()),
  };
  return {
    views,
    /** How it ended, where nothing is expected of it. */
    how: (outcome: RunFinished) => howText(ending.ending(outcome, [])),
    get finished() {
      return finished;
    },
    get isStopped() {
      return isStopped;
    },
    get summary() {
      return summary;
    },
  };
}
