import { createLiveEffects } from '../../src/engine/live-effects.ts';
import { createStopControl } from '../../src/engine/stop-control.ts';
import { createMask } from '../../src/secrets/mask.ts';
import { noFiles } from './memory-files.ts';
import { createTestClock } from './test-clock.ts';

/** Effects that only compute are had; every other one has to be had elsewhere. */
export function createComputingEffects() {
  const nowhere = (): never => {
    throw new Error('this does not only compute');
  };
  return createLiveEffects({
    clock: createTestClock(),
    control: createStopControl(),
    openSession: nowhere,
    runProgram: nowhere,
    lookFor: nowhere,
    machine: { isHere: nowhere, boot: nowhere, pending: nowhere, facts: nowhere, restart: nowhere },
    ...noFiles,
    ask: nowhere,
    verbose: false,
    mask: createMask(),
  });
}
