import type { Run } from './run.ts';
import type { OpenWindow } from './window.ts';

/** What a node takes over from what happens around it: from what is written around it the program knows. */
export interface Around {
  /** Inside of an `always` section: it goes on through a polite stop, whenever that comes. */
  readonly shielded: boolean;
  /** Called when a task is about to act: it opens the windows around. */
  readonly onAct: () => void;
  /** Of the block that this was made for. */
  readonly window: OpenWindow | undefined;
}

export const outermost: Around = { shielded: false, onAct: () => undefined, window: undefined };

/** Whether nothing more may begin here. */
export function isStopped({ shielded }: Pick<Around, 'shielded'>, { stop }: Run): boolean {
  return stop.stage === 'at once' || (!shielded && stop.stage === 'polite');
}
