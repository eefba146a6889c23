import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { mostImportant } from '../diagnostics/most-important.ts';
import { renderDiagnostic } from '../diagnostics/print.ts';
import { renderLine } from '../text/styled-line.ts';
import { terminalAbilities } from '../text/terminal-abilities.ts';
import type { Environment } from './environment.ts';

/** Nobody reads more of them, and a file of megabytes can have megabytes of mistakes. */
const MOST = 100;

type Streams = Pick<Environment, 'stdout' | 'stderr' | 'variables' | 'colours'>;

/** Diagnostics as people read them, one paragraph each; of more than 100, errors first, and how many more there are. */
export function writeDiagnostics(
  diagnostics: readonly Diagnostic[],
  environment: Streams,
  to: 'stdout' | 'stderr' = 'stderr',
): void {
  const text = diagnosticsText(diagnostics, coloursOf(environment, to));
  if (text !== '') environment[to].write(text);
  // What goes to standard output has an end of its own.
  if (to === 'stderr') pointToPages(diagnostics, environment, to);
}

/** The text of the same. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], colours: boolean): string {
  const { shown, more } = mostImportant(diagnostics, MOST);
  const paragraphs = shown.map((diagnostic) => `${renderDiagnostic(diagnostic, colours)}\n`);
  return paragraphs.join('') + (more > 0 ? `… and ${more} more\n` : '');
}

/** Whether what is written there has colours. */
export function coloursOf(environment: Streams, to: 'stdout' | 'stderr'): boolean {
  return terminalAbilities(environment[to], environment.variables, environment.colours).colours;
}

/** Where more is said of what is an error: on a terminal, where somebody can ask. */
export function pointToPages(
  diagnostics: readonly Diagnostic[],
  environment: Streams,
  to: 'stdout' | 'stderr',
): void {
  const codes = new Set(diagnostics.flatMap(({ code, severity }) => (severity === 'error' ? code : [])));
  const [first] = codes;
  // Who asks for a page knows where pages are.
  if (first === undefined || first === 'unknown-code' || environment[to].isTTY !== true) return;
  const text =
    codes.size === 1
      ? `\`runbook explain ${first}\` says more`
      : `\`runbook explain CODE\` says more, such as \`runbook explain ${first}\``;
  environment[to].write(`${renderLine([{ text, style: 'dim' }], coloursOf(environment, to))}\n`);
}
