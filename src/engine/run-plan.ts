import type { Ask } from '../actions/action-context.ts';
import type { RunProgram } from '../actions/program.ts';
import type { Clock } from '../time/clock.ts';
import type { RunEvent, RunFinished } from '../events/run-event.ts';
import type { Plan } from '../plan/plan.ts';
import { Omit, type Value } from '../values/value.ts';
import { inherit, outermost } from './context.ts';
import { runNodes } from './run-nodes.ts';
import type { Flow, RunMask, RunState } from './run-state.ts';
import type { OwnedSessionKeeper } from './session-keeper.ts';
import type { StopControl } from './stop-control.ts';
import { howItEnded } from './how-it-ended.ts';
import { createTainted } from './tainted.ts';
import { thrownIn } from './thrown.ts';
import { soFar, type Tally } from './tally.ts';

/** What a run needs of the world. */
export interface RunTools {
  readonly clock: Clock;
  readonly emit: (event: RunEvent) => void;
  readonly control: StopControl;
  readonly sessions: OwnedSessionKeeper;
  readonly runProgram: RunProgram;
  readonly ask: Ask;
  readonly verbose: boolean;
  readonly mask: RunMask;
  /** Written during the run: what there is to say of it at any time. From `createTally`. */
  readonly tally: Tally;
}

/** How a run ended; `exitCode` as in design, section 4. */
export type RunOutcome = Pick<RunFinished, 'exitCode' | 'outcome' | 'counts' | 'inDoubt'>;

/**
 * Runs a plan to its end and ends the session. `run-started` and `run-finished` are the caller's to emit, who knows what is
 * around a run. Whatever happens is in the outcome: it never rejects.
 */
export async function runPlan(plan: Plan, tools: RunTools): Promise<RunOutcome> {
  const state = createState(plan, tools);
  // A second request for a stop does not wait for anything.
  const halt = () => void tools.sessions.kill();
  tools.control.halt.addEventListener('abort', halt, { once: true });
  let flow: Flow = { kind: 'next' };
  try {
    for (const play of plan.runbook.plays) {
      flow = await runNodes(play.tasks, inherit(outermost, play.keywords), state);
      if (flow.kind !== 'next') break;
    }
  } finally {
    tools.control.halt.removeEventListener('abort', halt);
    await tools.sessions.close().catch((error: unknown) => {
      const text = `the PowerShell process could not be ended: ${thrownIn(error).reason}`;
      tools.emit({ type: 'notice-given', time: tools.clock.now(), level: 'warning', text });
    });
  }
  return { ...howItEnded(flow, state), ...soFar(tools.tally) };
}

function createState(plan: Plan, tools: RunTools): RunState {
  const given = new Map<string, Value>();
  const defaults = new Map<string, Value>();
  for (const [name, value] of plan.parameters.values) {
    (plan.parameters.origins.get(name)?.kind === 'default' ? defaults : given).set(name, value);
  }
  const magic = new Map<string, Value>([
    ['omit', Omit.value],
    ['ansible_check_mode', plan.checkMode],
  ]);
  return {
    ...tools,
    plan,
    checkMode: plan.checkMode,
    ask: (id) => async (question, signal) => {
      const { clock, emit } = tools;
      emit({ type: 'question-asked', time: clock.now(), id, question: question.text });
      const answer = await tools.ask(question, signal);
      if (answer.kind !== 'unanswerable' && answer.kind !== 'interrupted') {
        const text = answer.kind !== 'text' ? answer.kind : question.echo ? answer.text : '(not shown)';
        emit({ type: 'question-answered', time: clock.now(), id, answer: text, by: answer.by });
      }
      return answer;
    },
    variables: { given, defaults, facts: new Map(), magic },
    tainted: createTainted(),
  };
}
