import { possibleAnswers, type Answered } from './possible-answers.ts';
import type { Oracle, Question } from './question.ts';

export interface Outcome<T> {
  /** How the questions were taken to be answered, in the order in which they came up. */
  readonly assumed: readonly Assumed[];
  readonly result: T;
}

export interface Assumed {
  readonly question: Question;
  readonly answer: boolean;
}

/** More outcomes than this of one case are given up. */
const mostOutcomes = 1024;

/** Everything that a decision can come to, whatever the answers to the questions that it asks turn out to be. */
export function outcomesOf<T>(decide: (oracle: Oracle) => T): Outcome<T>[] | 'too many' {
  const outcomes: Outcome<T>[] = [];
  const open: (readonly Assumed[])[] = [[]];
  for (let assumed = open.pop(); assumed; assumed = open.pop()) {
    try {
      outcomes.push({ assumed, result: decide(oracleOf(assumed)) });
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      const { question } = error;
      open.push([...assumed, { question, answer: false }], [...assumed, { question, answer: true }]);
    }
    if (outcomes.length + open.length > mostOutcomes) return 'too many';
  }
  return outcomes;
}

/** Breaks the decision off that comes to a question without an answer. */
class Unanswered extends Error {
  readonly question: Question;
  constructor(question: Question) {
    super(question.text);
    this.question = question;
  }
}

function oracleOf(assumed: readonly Assumed[]): Oracle {
  const answers = new Map(assumed.map(({ question, answer }) => [question.key, answer]));
  const answered = new Map<string, Answered[]>();
  const note = ({ comparison }: Question, answer: boolean): boolean => {
    if (!comparison) return answer;
    const before = answered.get(comparison.subject);
    if (before) before.push({ comparison, answer });
    else answered.set(comparison.subject, [{ comparison, answer }]);
    return answer;
  };
  return (question) => {
    const answer = answers.get(question.key);
    if (answer !== undefined) return note(question, answer);
    if (!question.comparison) throw new Unanswered(question);
    const earlier = answered.get(question.comparison.subject) ?? [];
    const possible = [...possibleAnswers(question.comparison, earlier)];
    if (possible.length !== 1) throw new Unanswered(question);
    return note(question, possible[0] === true);
  };
}
