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
  const ask = rehearsal
    ? createScenarioAsk(scenario?.answers ?? [], createUnattendedAsk(yes))
    : createAsk(environment, terminal, yes, onInterrupt);
  return async (question, signal) => {
    const answer = await ask(question, signal);
    if (answer.kind === 'text' && !question.echo) mask.add(answer.text);
    return answer;
  };
}
