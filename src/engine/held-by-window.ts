import { heldBack, type Attempt } from './attempt.ts';
import type { Held } from './held.ts';
import type { Living } from './living.ts';

/** How a task ends that one of the windows around lets not begin; nothing where it begins. What is only checked takes nothing out of service. */
export function heldByWindow(living: Living): Attempt | undefined {
  const { task, around, name, checked } = living;
  if (checked) return undefined;
  for (const window of around.windows) {
    const held = window.holds(task, name);
    if (held) return ended(held, living);
  }
  return undefined;
}

/** The same of a task that has begun and is to be tried again. */
export function heldBetween(living: Living, before: Attempt): Attempt | undefined {
  const { around, checked } = living;
  if (checked) return undefined;
  for (const window of around.windows) {
    const held = window.holdsOn();
    if (held) return ended(held, living, before);
  }
  return undefined;
}

function ended(held: Held, { name, run }: Living, before?: Attempt): Attempt {
  if (held.policy === 'stop') run.windowStop ??= { window: held.window, task: name };
  return heldBack(held, before);
}
