import type {
  Asked,
  Note,
  EffectEnd,
  EffectEnds,
  EffectPort,
  Effect,
  JobAsked,
  JobBegun,
  Stop,
  Watch,
} from './effects.ts';
import { createLiveJobs } from './live-jobs.ts';
import { askedBy, performLive, type World } from './perform-live.ts';
import { createSessionKeeper } from './session-keeper.ts';
import { notOpened, thrownIn, type Thrown } from './thrown.ts';

/** The port behind which the world is. */
export function createLiveEffects(world: World): EffectPort {
  const { clock, control } = world;
  // What comes to light between two effects is told in the next one.
  const waiting: Note[] = [];
  const wait = (note: Note): void => void waiting.push(note);
  let tell = wait;

  // Told before whatever else a stop does, since it listens first.
  const onStop = () => {
    const { by } = control.now();
    if (by && !control.isRestored) tell({ type: 'stop-requested', time: clock.now(), by });
  };
  control.stop.addEventListener('abort', onStop);
  // Before the first task a stop needs to wait for nothing; later an `always` section may want a new PowerShell in spite of it.
  let patience = control.stop;
  const openSession = (signal?: AbortSignal) =>
    world.openSession(signal ? AbortSignal.any([patience, signal]) : patience);
  const sessions = createSessionKeeper(openSession, clock, (event) => tell(event), world.proveGone);
  // A second request for a stop does not wait for anything.
  let killed: Promise<void> | undefined;
  const onHalt = () => void (killed = sessions.kill());
  control.halt.addEventListener('abort', onHalt);

  // What goes on beside the run on a simulated clock is ahead of it: what comes to light there is told when the run has come so far.
  let ahead: Note[] = [];
  const jobs = createLiveJobs(world, sessions, (note) => {
    if (note.time <= clock.now()) tell(note);
    else ahead = [...ahead, note].toSorted((a, b) => a.time - b.time);
  });

  // The machine that the run is on goes down: whatever else is asked of the run.
  let restarting = false;
  const stop = (): Stop => (restarting ? { stage: 'at once', by: 'restart' } : control.now());
  const ended = (thrown?: Thrown): EffectEnd => ({ time: clock.now(), stop: stop(), thrown });

  const act = async (id: string, effect: Effect): Promise<EffectEnd> => {
    switch (effect.kind) {
      case 'perform': {
        const performed = await performLive(id, effect, world, sessions, (event) => tell(event));
        restarting ||= performed.outcome?.status === 'restarting';
        return { ...ended(), ...performed };
      }
      case 'begin': {
        const { refused, thrown } = await jobs.begin(id, effect);
        const begun: JobBegun = { ...ended(thrown), refused };
        return begun;
      }
      case 'job': {
        const { thrown, ...asked } = await jobs.ask(effect);
        const end: JobAsked = { ...ended(thrown), ...asked };
        return end;
      }
      case 'wait':
        await clock.wait(effect.duration, effect.shielded ? control.halt : control.stop);
        return ended();
      case 'ask': {
        const ask = askedBy(id, world.ask, clock, (event) => tell(event));
        const signal = effect.shielded ? control.halt : control.stop;
        const answer = await ask(effect.question, signal);
        const asked: Asked = { ...ended(), answer };
        return asked;
      }
      case 'open': {
        const thrown = await sessions.open().then(() => undefined, notOpened);
        return ended(thrown);
      }
      case 'close':
        return ended(
          await Promise.resolve(killed)
            .then(() => sessions.finish())
            .then(() => undefined, thrownIn),
        );
    }
  };

  /** While an effect is under way, what comes to light is told at once, and alarms ring. */
  const effect = async (id: string, request: Effect, watch: Watch): Promise<EffectEnd> => {
    const catchUp = (time: number) => {
      while (ahead[0] && ahead[0].time <= time) watch.note(...(ahead.splice(0, 1) as [Note]));
    };
    tell = (note) => {
      catchUp(note.time);
      watch.note(note);
    };
    for (const note of waiting.splice(0)) tell(note);
    patience = request.kind === 'open' ? control.stop : control.halt;
    const cancels = watch.alarms.map((time) => {
      const left = Math.max(0, time - clock.now());
      return clock.schedule(left, () => watch.note({ type: 'alarm', time: clock.now() }));
    });
    try {
      const end = await act(id, request);
      catchUp(end.time);
      return end;
    } finally {
      for (const cancel of cancels) cancel();
      tell = wait;
    }
  };
  return {
    now: () => clock.now(),
    effect: <K extends keyof EffectEnds>(id: string, request: Effect, watch: Watch) =>
      effect(id, request, watch) as Promise<EffectEnds[K]>,
  };
}
