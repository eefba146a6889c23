import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { positionText } from '../../diagnostics/print.ts';
import { oneLine } from '../../text/printable.ts';
import { renderLine, type Style } from '../../text/styled-line.ts';
import { diagnosticsText } from '../write-diagnostics.ts';
import { proofLines, summaryOf, type Validated, type ValidatedRunbook } from './validated.ts';

/** What `validate` says to people. */
export function textReport({ runbooks, passedOver, general }: Validated, colours: boolean): string {
  return [
    ...runbooks.map((each) => runbookText(each, colours)),
    passedOverText(passedOver),
    diagnosticsText(general, colours),
  ].join('');
}

function runbookText(runbook: ValidatedRunbook, colours: boolean): string {
  const { diagnostics, mended } = runbook;
  const line = (text: string, style: Style = 'plain') =>
    `${renderLine([{ text: oneLine(text), style }], colours)}\n`;
  const fixed = (mended?.fixed ?? []).flatMap(({ location, code, fix }) =>
    location ? line(`${positionText(location)}: fixed: ${fix?.title ?? ''} [${code}]`) : [],
  );
  const isValid = !hasErrors(diagnostics);
  return [
    ...fixed,
    diagnosticsText(mended?.problems ?? [], colours),
    diagnosticsText(diagnostics, colours),
    ...(isValid ? proofLines(runbook).map((text) => line(text)) : []),
    line(summaryOf(runbook), isValid ? 'good' : 'bad'),
  ].join('');
}

/** Nobody reads more names of files that were not looked for. */
const MOST_PASSED_OVER = 10;

function passedOverText(files: Validated['passedOver']): string {
  const lines = files
    .slice(0, MOST_PASSED_OVER)
    .map(({ shown, why }) => `${oneLine(`${shown}: not checked: ${why}`)}\n`);
  const more = files.length - lines.length;
  return lines.join('') + (more > 0 ? `… and ${more} more files that are no runbooks\n` : '');
}
