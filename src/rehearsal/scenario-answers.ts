import { hasPatternInTime } from '../text/pattern-in-time.ts';
import type { Answer, Ask } from '../actions/ports.ts';
import type { ScenarioAnswer } from './scenario.ts';

/** Answers questions from a scenario: each takes the first answer that fits and was not given yet. */
export function createScenarioAsk(answers: readonly ScenarioAnswer[], otherwise: Ask): Ask {
  const left = [...answers];
  return (question, signal): Promise<Answer> => {
    const at = left.findIndex(
      (answer) => hasPatternInTime(answer.question.source, question.text, '') === true,
    );
    const [answer] = at === -1 ? [] : left.splice(at, 1);
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
