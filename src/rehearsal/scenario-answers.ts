import { hasPatternInTime } from '../text/pattern-in-time.ts';
import type { Answer, Ask } from '../actions/ports.ts';
import type { RunEvent } from '../events/run-event.ts';
import type { ScenarioAnswer } from './scenario.ts';

/** The answers of a scenario: each question takes the first one that fits and was not given yet. */
export interface ScenarioAnswers {
  /** The answer to a question, which is given by that; undefined where there is none. */
  take(question: string): ScenarioAnswer | undefined;
}

export function createScenarioAnswers(answers: readonly ScenarioAnswer[]): ScenarioAnswers {
  const left = [...answers];
  return {
    take(question) {
      const at = left.findIndex((answer) => hasPatternInTime(answer.question.source, question, '') === true);
      return at === -1 ? undefined : left.splice(at, 1)[0];
    },
  };
}

/** Told the events of a run that is gone through again, it takes the answers that were given in it. */
export function answersGiven(answers: ScenarioAnswers): (event: RunEvent) => void {
  let asked = '';
  return (event) => {
    if (event.type === 'question-asked') asked = event.question;
    if (event.type === 'question-answered' && event.by === 'scenario') answers.take(asked);
  };
}

/** Answers questions from a scenario. */
export function createScenarioAsk(answers: ScenarioAnswers, otherwise: Ask): Ask {
  return (question, signal): Promise<Answer> => {
    const answer = answers.take(question.text);
    if (!answer) return unlessAnswered(otherwise(question, signal));
    if (question.kind !== 'confirm')
      return Promise.resolve({ kind: 'text', text: answer.answer, by: 'scenario' });
    return Promise.resolve({ kind: answer.answer === 'yes' ? 'yes' : 'no', by: 'scenario' });
  };
}

/** In a rehearsal nobody is asked: it is the scenario that has no answer. */
async function unlessAnswered(otherwise: Promise<Answer>): Promise<Answer> {
  const answer = await otherwise;
  if (answer.kind !== 'unanswerable') return answer;
  return {
    kind: 'unanswerable',
    why: 'the scenario has no answer to this question',
    help: 'add one under `answers` of the scenario',
  };
}
