import type { Ask } from '../../actions/ports.ts';
import type { Mask } from '../../secrets/mask.ts';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';
import type { PreparedRun } from './prepare-run.ts';
import { createAsk, createUnattendedAsk, type Terminal } from './prompts.ts';
import { createScenarioAsk, type ScenarioAnswers } from '../../rehearsal/scenario-answers.ts';

/** Who answers the questions of this run: its scenario, `--yes`, or the operator. Secret answers are hidden from then on. */
export function createRunAsk(
  { rehearsal }: PreparedRun,
  answers: ScenarioAnswers,
  flags: RunFlags,
  environment: Environment,
  terminal: Terminal,
  mask: Pick<Mask, 'add' | 'mask'>,
  onInterrupt: () => void,
): Ask {
  const yes = flags.yes === true;
  const onTerminal = createAsk(environment, terminal, yes, onInterrupt);
  const operator: Ask = (question, signal) =>
    onTerminal({ ...question, text: mask.mask(question.text) }, signal);
  const unattended = createUnattendedAsk(yes);
  const inRehearsal = createScenarioAsk(answers, (question, signal) => {
    const isAsked = question.about === 'failure' && flags.onFailure === 'ask';
    return (isAsked ? operator : unattended)(question, signal);
  });
  return async (question, signal) => {
    // Whether to begin a task is no part of the procedure that is rehearsed.
    const ask = rehearsal && question.about !== 'step' ? inRehearsal : operator;
    const answer = await ask(question, signal);
    if (answer.kind === 'text' && !question.echo) mask.add(answer.text);
    return answer;
  };
}
