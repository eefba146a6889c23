import { expect } from 'chai';
import { runProgram, type RunOutcome } from '../../src/engine/run-program.ts';
import type { RunTools } from '../../src/engine/run.ts';
import type { RunEvent } from '../../src/events/run-event.ts';
import { createTally } from '../../src/events/tally.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { createMask } from '../../src/secrets/mask.ts';
import { reading } from './reading.ts';
import { secretsIn } from '../../src/values/secrets-in.ts';
import { journalIn, replayEffects } from './recorded-effects.ts';

/**
 * Plays a run again from its journal, without a world, and holds it to the same events, times included, and to the same end. What the journal must not have is not there
 * to go by: such runs are left out.
 */
export async function expectReplayed(
  plan: Plan,
  directory: string,
  events: readonly RunEvent[],
  outcome: RunOutcome,
  { openFirst = false, windowsLeft }: Pick<RunTools, 'windowsLeft'> & { readonly openFirst?: boolean } = {},
): Promise<void> {
  if (journalIn(directory).entries.some((entry) => entry.type === 'ended' && entry.lost)) return;
  const replay = replayEffects(directory, [...secretsIn(plan.parameters.values.values())]);
  const again: RunEvent[] = [];
  const emit = (event: RunEvent) => void again.push(event);
  const mask = createMask();
  const learning = {
    mask: (text: string) => mask.mask(text),
    add(secret: string) {
      mask.add(secret);
      replay.book.add(secret);
    },
  };
  const tools = {
    effects: replay.port,
    emit,
    mask: learning,
    tally: createTally(),
    reading,
    openFirst,
    ...(windowsLeft ? { windowsLeft } : {}),
  };
  expect(await runProgram(plan, tools)).to.deep.equal(outcome);
  // How far something has come is shown, and not on record.
  expect(again).to.deep.equal(events.filter(({ type }) => type !== 'task-progressed'));
  expect(replay.isOver(), 'all that is in the journal was asked for').to.equal(true);
}
