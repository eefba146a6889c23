import type { PauseAction } from '../model/action.ts';
import { evaluateArgument } from '../model/argument.ts';
import { settingValue } from '../model/setting.ts';
import {
  done,
  failed,
  notRun,
  type ActionContext,
  type ActionOutcome,
  type AnsweredBy,
  type Question,
} from './action-context.ts';
import { Secret } from '../values/value.ts';
import { messageOf } from './message.ts';

/** Waits for a time, or for the operator's answer. */
export async function runPause(action: PauseAction, context: ActionContext): Promise<ActionOutcome> {
  const prompt = action.prompt && messageOf(evaluateArgument(action.prompt, context.scope));
  const duration = action.duration && settingValue(action.duration, context.scope);
  if (context.checkMode) return notRun('nothing waits in check mode');
  if (duration !== undefined) {
    if (prompt !== undefined) context.show('message', prompt);
    const end = context.clock.now() + duration;
    await context.clock.wait(duration, context.signal);
    if (context.signal.aborted && context.clock.now() < end) return interrupted('the wait was cut off');
    return done(new Map([['user_input', '']]));
  }
  const question: Question = {
    text: prompt ?? 'Press Enter to go on, Ctrl-C to stop',
    kind: action.confirm ? 'confirm' : prompt === undefined ? 'continue' : 'text',
    echo: action.echo,
    alwaysAsk: action.alwaysAsk,
  };
  const answer = await context.ask(question, context.signal);
  switch (answer.kind) {
    case 'yes':
      return done(new Map([['user_input', 'yes']]));
    case 'text':
      return done(new Map([['user_input', action.echo ? answer.text : new Secret(answer.text)]]));
    case 'no':
      return { ...failed(`${ANSWERED[answer.by]} answered no`), status: 'declined' };
    case 'interrupted':
      return interrupted('the question was not answered');
    case 'unanswerable':
      return { ...failed(answer.why, answer.help), status: 'declined' };
  }
}

const ANSWERED: Readonly<Record<AnsweredBy, string>> = {
  operator: 'the operator',
  flag: '--yes',
  scenario: 'the scenario',
};

function interrupted(message: string): ActionOutcome {
  return { ...failed(message), status: 'interrupted' };
}
