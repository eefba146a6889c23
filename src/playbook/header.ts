import { count } from './count.ts';
import type { Shared, TaskNote } from './converting.ts';

/** What the runbook says of itself at its beginning. */
export function headerOf(
  path: string,
  { notes, leftOut }: Pick<Shared, 'notes' | 'leftOut'>,
): readonly string[] {
  const { all, remarked, unconverted } = countNotes(notes);
  const lines = [
    ` Converted from ${path} by \`runbook convert\`: ${all - unconverted} of ${count(all, 'task')}.`,
  ];
  if (remarked > 0)
    lines.push(` Of these, ${remarked} ${remarked === 1 ? 'has' : 'have'} a remark above: "Look at this".`);
  if (unconverted > 0)
    lines.push(
      ` ${unconverted === 1 ? 'The other one stands' : `The other ${unconverted} stand`} as "Not converted", and the run fails there.`,
    );
  if (leftOut.size > 0) {
    const names = Array.from(leftOut, ([name, times]) => (times === 1 ? name : `${name} (${times} times)`));
    lines.push(` Left out, for the reasons in docs/ansible.md: ${names.join(', ')}.`);
  }
  return lines;
}

export interface Counted {
  readonly all: number;
  /** With remarks; they count as converted. */
  readonly remarked: number;
  readonly unconverted: number;
}

export function countNotes(notes: readonly TaskNote[]): Counted {
  const of = (outcome: TaskNote['outcome']): number =>
    notes.filter((note) => note.outcome === outcome).length;
  return { all: notes.length, remarked: of('remarked'), unconverted: of('unconverted') };
}
