import type { CodeEntry } from '../../diagnostics/codes.ts';
import { SEVERITY_STYLES } from '../../diagnostics/print.ts';
import type { StyledLine } from '../../text/styled-line.ts';
import { wrapToWidth } from '../../text/text-width.ts';

interface Group {
  readonly title: string;
  readonly codes: Readonly<Record<string, CodeEntry>>;
}

/** Narrower than this, what a code means is not put beside it. */
const LEAST_BESIDE = 24;

/** All codes, group by group, with what they mean: one line each where the width is not known, as for `grep`. */
export function codeList(groups: readonly Group[], columns: number | undefined): StyledLine[] {
  const widest = Math.max(...groups.flatMap(({ codes }) => Object.keys(codes).map(({ length }) => length)));
  const beside = widest + 'information'.length + 6;
  const room = columns === undefined ? Infinity : Math.max(columns - beside, LEAST_BESIDE);
  return groups.flatMap(({ title, codes }, index) => [
    ...(index === 0 ? [] : [[]]),
    [{ text: title, style: 'bold' as const }],
    ...Object.entries(codes).flatMap(([code, { severities, summary }]) => {
      const [severity = 'error'] = severities;
      const [first = '', ...more] = wrapToWidth(summary, room);
      return [
        [
          { text: `  ${code.padEnd(widest)}  `, style: 'plain' as const },
          { text: severity.padEnd('information'.length), style: SEVERITY_STYLES[severity] },
          { text: `  ${first}`, style: 'plain' as const },
        ],
        ...more.map((text) => [{ text: ' '.repeat(beside) + text, style: 'plain' as const }]),
      ];
    }),
  ]);
}
