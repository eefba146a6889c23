import type { PauseAction } from '../model/action.ts';
import { evaluateArgument } from '../model/argument.ts';
import { settingValue } from '../model/setting.ts';
import {
  done,
  failed,
  notRun,
  type ActionContext,
  type ActionOutcome,
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
    await context.clock.wait(duration, context.signal);
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
      return { ...failed('the operator answered no'), status: 'declined' };
    case 'unanswerable':
      return {
        ...failed(
          'there is no terminal to ask on',
          action.alwaysAsk
            ? 'run it on a terminal: --yes does not answer this question'
            : 'run it on a terminal, or answer every confirmation with --yes',
        ),
        status: 'declined',
      };
  }
}
