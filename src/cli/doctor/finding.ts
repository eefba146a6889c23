/** One line of `runbook doctor`. */
export interface Finding {
  /** `missing`: without it `apply` cannot run. `note`: good to know. */
  readonly status: 'ok' | 'missing' | 'note';
  readonly subject: string;
  readonly text: string;
  /** What to do. */
  readonly help?: string;
}

/** The findings as a table, what to do below its line. */
export function findingsText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const lines = findings.flatMap(({ status, subject, text, help }) => {
    const [first = '', ...more] = [...text.split('\n'), ...(help === undefined ? [] : [`= ${help}`])];
    const indent = ' '.repeat('missing  '.length + width + 2);
    return [`${status.padEnd(7)}  ${subject.padEnd(width)}  ${first}`, ...more.map((line) => indent + line)];
  });
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}
