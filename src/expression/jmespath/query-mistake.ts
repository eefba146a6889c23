import type { SyntaxFault } from '../syntax-fault.ts';

/** What is wrong with a query, and where in it. */
export function queryMistake(source: string, { message, start }: SyntaxFault): string {
  const shown = source.length > 60 ? `${source.slice(0, 60)}…` : source;
  return `"${shown}" is no JMESPath query: ${message} (at character ${start + 1})`;
}
