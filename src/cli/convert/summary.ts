import { lineAndColumn } from '../../diagnostics/print.ts';
import { countNotes } from '../../playbook/header.ts';
import type { TaskNote } from '../../playbook/converting.ts';
import { oneLine } from '../../text/printable.ts';

/** What is to be looked at, task by task with its line, and how many tasks were converted. */
export function summaryLines(playbook: string, notes: readonly TaskNote[]): readonly string[] {
  const { all, remarked, unconverted } = countNotes(notes);
  const told = notes
    .filter(({ outcome }) => outcome !== 'converted')
    .map(({ outcome, location: { file, range }, module, reasons }) => {
      const what = outcome === 'unconverted' ? 'not converted' : 'look at this';
      return oneLine(
        `${file.path}:${lineAndColumn(file, range.start).line}: ${what}: ${module}: ${reasons.join('; ')}`,
      );
    });
  const remarks = remarked === 0 ? '' : `, ${remarked} of them with remarks`;
  const rest = unconverted === 0 ? '' : `; ${unconverted} not converted`;
  return [
    ...told,
    oneLine(
      `${playbook}: ${all - unconverted} of ${all} task${all === 1 ? '' : 's'} converted${remarks}${rest}`,
    ),
  ];
}
