import { setImmediate } from 'node:timers/promises';
import { sessionIsClosed } from '../actions/invocation.ts';
import { inSession } from '../model/needs-session.ts';
import type { RunEvent } from '../events/run-event.ts';
import type { Clock } from '../time/clock.ts';
import type { OwnedSessionKeeper } from './session-keeper.ts';
import type { AskJob, BeginJob, JobAsked, JobBegun, Note, Performed } from './effects.ts';
import { performLive, type World } from './perform-live.ts';
import { thrownIn } from './thrown.ts';

/** The calls that go on while the run does something else. */
export interface LiveJobs {
  /** Never rejects. */
  begin(id: string, request: BeginJob): Promise<Pick<JobBegun, 'refused' | 'thrown'>>;
  /** Never rejects. */
  ask(request: AskJob): Promise<Omit<JobAsked, 'time' | 'stop'>>;
}

type Ended = Pick<Performed, 'outcome' | 'thrown' | 'cut'>;

interface LiveJob {
  /** Settles when it has ended on the run's clock. */
  readonly over: Promise<void>;
  ended: (Ended & { readonly at: number }) | undefined;
  /** Where time is simulated: when it ends. */
  readonly due: number | undefined;
}

const stillRuns = { running: true, outcome: undefined, cut: undefined, thrown: undefined, ended: 0 };

/** `note` is told what comes to light, and when on the run's clock. */
export function createLiveJobs(
  world: World,
  sessions: OwnedSessionKeeper,
  note: (note: Note) => void,
): LiveJobs {
  const { clock, control, beside } = world;
  const jobs = new Map<string, LiveJob>();

  const perform = (
    id: string,
    request: BeginJob,
    on: Clock,
    told: (note: RunEvent) => void,
  ): Promise<Ended> => {
    const { call, limit, shielded, hidden, diff } = request;
    return performLive(
      id,
      {
        kind: 'perform',
        call,
        limit,
        shielded,
        keepOutput: true,
        hidden,
        diff,
        apart: true,
        typed: false,
        reads: false,
        noLog: hidden,
      },
      { ...world, clock: on },
      sessions,
      told,
    );
  };

  /** It really runs at the same time. */
  const start = (id: string, request: BeginJob): LiveJob => {
    const job: LiveJob = {
      over: perform(id, request, clock, note).then((ended) => {
        job.ended = { ...ended, at: clock.now() };
      }),
      ended: undefined,
      due: undefined,
    };
    return job;
  };

  /** What it does is done now, and its end comes when its time has passed. */
  const startBeside = async (
    id: string,
    request: BeginJob,
    aside: NonNullable<World['beside']>,
  ): Promise<LiveJob> => {
    const began = clock.now();
    const notes: RunEvent[] = [];
    const { value, duration } = await aside((own) => perform(id, request, own, (each) => notes.push(each)));
    const due = began + Math.min(duration, request.limit);
    const tooLong = duration > request.limit;
    // What a stand-in does after the limit it has not done: the limit would have ended it.
    for (const each of notes) {
      if (!tooLong || each.time <= due) note({ ...each, time: Math.min(each.time, due) });
    }
    const ended = tooLong ? cutAtLimit(value) : value;
    let settle = (): void => undefined;
    const job: LiveJob = { over: new Promise((resolve) => (settle = resolve)), ended: undefined, due };
    clock.schedule(due - clock.now(), () => {
      job.ended = { ...ended, at: due };
      settle();
    });
    return job;
  };

  return {
    async begin(id, request) {
      if (inSession(request.call)) {
        try {
          if (!(await sessions.use())) return { refused: sessionIsClosed(), thrown: undefined };
        } catch (error) {
          return { refused: undefined, thrown: thrownIn(error) };
        }
      }
      jobs.set(request.job, beside ? await startBeside(id, request, beside) : start(id, request));
      return { refused: undefined, thrown: undefined };
    },
    async ask({ job: name, wait }) {
      const job = jobs.get(name);
      if (!job) throw new TypeError(`there is no job "${name}"`);
      // What has just ended has ended.
      await setImmediate();
      if (wait) {
        // Simulated time does not pass by itself.
        if (job.due !== undefined) await clock.wait(Math.max(0, job.due - clock.now()), control.halt);
        await job.over;
      }
      if (!job.ended) return stillRuns;
      const { outcome, cut, thrown, at } = job.ended;
      return { running: false, outcome, cut, thrown, ended: at };
    },
  };
}

function cutAtLimit({ outcome, thrown }: Ended): Ended {
  const cut = outcome && { ...outcome, status: 'failed' as const, message: 'it was stopped' };
  return { outcome: cut, thrown, cut: 'timeout' };
}
