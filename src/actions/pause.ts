import type { PauseAction } from '../model/action.ts';
import { settingValue } from '../model/setting.ts';
import { Secret } from '../values/value.ts';
import { messageOf } from './message.ts';
import { done, failed, notRun, type Outcome } from './outcome.ts';
import type { AnsweredBy, Ports, Question } from './ports.ts';
import { optional, type Preparation } from './preparation.ts';

/** A wait for a time, or for the operator's answer. */
export type PauseCall =
  | {
      readonly kind: 'pause';
      /** Milliseconds. */
      readonly duration: number;
      /** Shown before the wait. */
      readonly prompt: string | undefined;
      readonly checkMode: boolean;
    }
  | { readonly kind: 'pause'; readonly question: Question; readonly checkMode: boolean };

export function preparePause(action: PauseAction, preparation: Preparation): PauseCall {
  const { scope, checkMode } = preparation;
  const said = optional(action.prompt, preparation);
  const prompt = said === undefined ? undefined : messageOf(said);
  const duration = action.duration && settingValue(action.duration, scope);
  if (duration !== undefined) return { kind: 'pause', duration, prompt, checkMode };
  const question: Question = {
    text: prompt ?? 'Press Enter to go on, Ctrl-C to stop',
    kind: action.confirm ? 'confirm' : prompt === undefined ? 'continue' : 'text',
    echo: action.echo,
    alwaysAsk: action.alwaysAsk,
  };
  return { kind: 'pause', question, checkMode };
}

export async function performPause(call: PauseCall, ports: Ports): Promise<Outcome> {
  if (call.checkMode) return notRun('nothing waits in check mode');
  return 'question' in call ? ask(call.question, ports) : wait(call.duration, call.prompt, ports);
}

async function wait(duration: number, prompt: string | undefined, ports: Ports): Promise<Outcome> {
  const { clock, signal } = ports;
  if (prompt !== undefined) ports.show('message', prompt);
  const end = clock.now() + duration;
  await clock.wait(duration, signal);
  if (signal.aborted && clock.now() < end) return interrupted('the wait was cut off');
  return done(new Map([['user_input', '']]));
}

async function ask(question: Question, ports: Ports): Promise<Outcome> {
  const answer = await ports.ask(question, ports.signal);
  switch (answer.kind) {
    case 'yes':
      return done(new Map([['user_input', 'yes']]));
    case 'text':
      return done(new Map([['user_input', question.echo ? answer.text : new Secret(answer.text)]]));
    case 'no':
      return { ...failed(answeredNo(answer.by)), status: 'declined' };
    case 'interrupted':
      return interrupted('the question was not answered');
    case 'unanswerable':
      return { ...failed(answer.why, answer.help), status: 'declined' };
  }
}

/** In words: `the operator answered no`. */
export function answeredNo(by: AnsweredBy): string {
  return `${ANSWERERS[by]} answered no`;
}

/** Who has answered, in words. */
export const ANSWERERS: Readonly<Record<AnsweredBy, string>> = {
  operator: 'the operator',
  flag: '--yes',
  scenario: 'the scenario',
};

function interrupted(message: string): Outcome {
  return { ...failed(message), status: 'interrupted' };
}
