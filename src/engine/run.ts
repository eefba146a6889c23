import type { RunEvent } from '../events/run-event.ts';
import { tallyEvent, type Tally } from '../events/tally.ts';
import type { BindingTools } from '../parameters/accept-value.ts';
import { valuesByOrigin } from '../parameters/bound-parameters.ts';
import type { Plan } from '../plan/plan.ts';
import type { VariableSources } from '../program/scope.ts';
import type { Mask } from '../secrets/mask.ts';
import type { Value } from '../values/value.ts';
import { dateTime } from './date-time.ts';
import { createAlarms, type Alarms } from './alarms.ts';
import { createJobs, type Jobs } from './jobs.ts';
import type { Effect, EffectEnds, EffectPort, Stop, Watch } from './effects.ts';
import { createTainted, type Tainted } from './tainted.ts';

/** The state of a run, all of it. */
export interface Run {
  readonly plan: Plan;
  readonly mask: RunMask;
  readonly variables: RunVariables;
  readonly tainted: Tainted;
  readonly tally: Tally;
  readonly alarms: Alarms;
  readonly jobs: Jobs;
  /** As the effect that ended last has told it. */
  readonly stop: Stop;
  /** The task whose question ended the run: it was answered no, or nobody could answer it. The message says which. */
  declined: { readonly task: string; readonly message: string } | undefined;
  /** The window that has ended the run, and the task that it did not let begin, or go on. */
  windowStop: { readonly window: string; readonly task: string } | undefined;
  /** By their ids. */
  readonly windowsLeft: ReadonlyMap<string, LeftWindow>;
  /** The operator is asked before the next task. */
  stepping: boolean;
  readonly reading: BindingTools;
  /** Every event counts before it is told. */
  emit(event: RunEvent): void;
  now(): number;
  /** Has an effect, and minds what is due in the meantime. */
  effect<K extends keyof EffectEnds>(
    id: string,
    effect: Extract<Effect, { kind: K }>,
  ): Promise<EffectEnds[K]>;
}

/** Hides secrets in text, and learns those that come up during the run. */
export type RunMask = Pick<Mask, 'add' | 'mask'>;

/** The state that a run builds up: facts and registered results, variables from files, and names of the runner's own. */
export interface RunVariables extends VariableSources {
  /** With what the operator has changed. */
  readonly given: Map<string, Value>;
  readonly facts: Map<string, Value>;
  readonly included: Map<string, Value>;
  readonly magic: Map<string, Value>;
}

/** What a run needs of the world. */
export interface RunTools {
  readonly effects: EffectPort;
  readonly emit: (event: RunEvent) => void;
  readonly mask: RunMask;
  /** Reads values that are typed during the run. */
  readonly reading: BindingTools;
  /** Whether PowerShell is started before the first task: then, without it, nothing is begun. */
  readonly openFirst: boolean;
  /** Written during the run: what there is to say of it at any time. From `createTally`. */
  readonly tally: Tally;
  /** The windows that were left open before the run is gone on with, by their ids. Default: none. */
  readonly windowsLeft?: ReadonlyMap<string, LeftWindow>;
}

/** A window that was left open, and whose clock goes on. */
export interface LeftWindow {
  /** When it was opened, in milliseconds since the epoch. */
  readonly opened: number;
  /** It has ended the run: whoever goes on has overruled it, and it stops nothing any more. */
  readonly held: boolean;
}

const nothing: ReadonlyMap<string, LeftWindow> = new Map();

export function createRun(
  plan: Plan,
  { effects, emit, mask, tally, reading, windowsLeft = nothing }: RunTools,
): Run {
  const alarms = createAlarms();
  let stop: Stop = { stage: 'none', by: undefined };
  // What expressions read as the time: the last reading of the clock that is on record, so that looking at it is none.
  let moment = effects.now();
  const tell = (event: RunEvent): void => {
    tallyEvent(tally, event);
    emit(event);
  };
  return {
    plan,
    mask,
    variables: { ...variablesOf(plan, moment), now: () => moment },
    tainted: createTainted(),
    tally,
    alarms,
    jobs: createJobs(),
    get stop() {
      return stop;
    },
    declined: undefined,
    windowStop: undefined,
    windowsLeft,
    stepping: plan.step,
    reading,
    emit: tell,
    now: () => (moment = effects.now()),
    async effect(id, effect) {
      const watch: Watch = {
        alarms: alarms.times(),
        note: (note) => (note.type === 'alarm' ? alarms.ring(note.time) : tell(note)),
      };
      const end = await effects.effect(id, effect, watch);
      ({ stop } = end);
      moment = end.time;
      alarms.ring(end.time);
      return end;
    },
  };
}

/** `now` is read once: all of a run has the same date. */
function variablesOf({ parameters, magic }: Plan, now: number): Omit<RunVariables, 'now'> {
  const { given, defaults } = valuesByOrigin(parameters);
  const own = { facts: new Map(), included: new Map(), magic: new OwnVariables(magic, now) };
  return { given: new Map(given), defaults, ...own };
}

/** The runner's own variables. What few runbooks read, and takes its time, is made when it is read. */
class OwnVariables extends Map<string, Value> {
  readonly #began: number;
  constructor(known: ReadonlyMap<string, Value>, began: number) {
    super(known);
    this.#began = began;
    this.set('ansible_date_time', null);
  }
  override get(name: string): Value | undefined {
    const value = super.get(name);
    if (value !== null || name !== 'ansible_date_time') return value;
    const made = dateTime(this.#began);
    this.set(name, made);
    return made;
  }
}
