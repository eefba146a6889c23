import { oneLine } from '../../text/printable.ts';
import { renderLine, type Style, type StyledLine } from '../../text/styled-line.ts';

/** One line of `runbook doctor`. */
export interface Finding {
  /** `missing`: without it `apply` cannot run. `note`: good to know. */
  readonly status: 'ok' | 'missing' | 'note';
  readonly subject: string;
  readonly text: string;
  /** What to do. */
  readonly help?: string;
}

const STYLES: Readonly<Record<Finding['status'], Style>> = { ok: 'good', missing: 'bad', note: 'attention' };

/** The findings as a table, what to do below its line. */
export function findingsText(findings: readonly Finding[], colours: boolean): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const lines = findings.flatMap(({ status, subject, text, help }) => {
    const [first = '', ...more] = [...text.split('\n'), ...(help === undefined ? [] : [`= ${help}`])].map(
      oneLine,
    );
    const indent = ' '.repeat('missing  '.length + width + 2);
    const head: StyledLine = [
      { text: status, style: STYLES[status] },
      {
        text: `${' '.repeat(7 - status.length)}  ${subject.padEnd(width)}  ${first}`.trimEnd(),
        style: 'plain',
      },
    ];
    return [head, ...more.map((line): StyledLine => [{ text: (indent + line).trimEnd(), style: 'plain' }])];
  });
  return lines.map((line) => `${renderLine(line, colours)}\n`).join('');
}
