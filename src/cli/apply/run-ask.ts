import type { Ask } from '../../actions/ports.ts';
import type { Mask } from '../../secrets/mask.ts';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';
import type { PreparedRun } from './prepare-run.ts';
import { createAsk, createUnattendedAsk, type Terminal } from './prompts.ts';
import { createScenarioAsk } from '../../rehearsal/scenario-answers.ts';

/** Who answers the questions of this run: its scenario, `--yes`, or the operator. Secret answers are hidden from then on. */
export function createRunAsk(
  { rehearsal, scenario }: PreparedRun,
  flags: RunFlags,
  environment: Environment,
  terminal: Terminal,
  mask: Pick<Mask, 'add'>,
  onInterrupt: () => void,
): Ask {
  const yes = flags.yes === true;
  const operator = createAsk(environment, terminal, yes, onInterrupt);
  const ask = rehearsal ? createScenarioAsk(scenario?.answers ?? [], createUnattendedAsk(yes)) : operator;
  return async (question, signal) => {
    // What the runner itself asks is no part of the procedure that is rehearsed.
    const answer = await (question.kind === 'choice' ? operator : ask)(question, signal);
    if (answer.kind === 'text' && !question.echo) mask.add(answer.text);
    return answer;
  };
}
