import { expect } from 'chai';
import { runProgram, type RunOutcome } from '../../src/engine/run-program.ts';
import type { RunEvent } from '../../src/events/run-event.ts';
import { createTally } from '../../src/events/tally.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { createMask } from '../../src/secrets/mask.ts';
import { reading } from './reading.ts';
import { replayEffects } from './effect-tape.ts';

/** Plays a recorded run again without a world, and holds it to the same events, times included, and to the same end. */
export async function expectReplayed(
  plan: Plan,
  recorded: Uint8Array,
  events: readonly RunEvent[],
  outcome: RunOutcome,
  openFirst = false,
): Promise<void> {
  const replay = replayEffects(recorded);
  const again: RunEvent[] = [];
  const emit = (event: RunEvent) => void again.push(event);
  const tools = { effects: replay.port, emit, mask: createMask(), tally: createTally(), reading, openFirst };
  expect(await runProgram(plan, tools)).to.deep.equal(outcome);
  expect(again).to.deep.equal(events);
  expect(replay.left(), 'what was recorded and not asked for').to.equal(0);
}
