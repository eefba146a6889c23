import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { locate } from '../diagnostics/source.ts';
import type { Expression, Node } from './ast.ts';
import { parseQuery } from './jmespath/parse-query.ts';
import { queryMistake } from './jmespath/query-mistake.ts';
import { SyntaxFault } from './syntax-fault.ts';

/** The mistake in a JMESPath query that is written out, in `json_query` or `map('json_query', …)`, so that it is known before anything runs. */
export function checkQuery(expression: Expression, node: Node): Diagnostic | undefined {
  if (node.kind !== 'filter') return undefined;
  const { positional, named } = node.arguments;
  const [first, second] = positional;
  const isMapped = node.name === 'map' && first?.kind === 'literal' && first.value === 'json_query';
  if (!isMapped && node.name !== 'json_query') return undefined;
  const query = (isMapped ? second : first) ?? named.find(({ name }) => name === 'expr')?.value;
  if (query?.kind !== 'literal' || typeof query.value !== 'string') return undefined;
  try {
    parseQuery(query.value);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    const { code, help, start, end } = error;
    // Where nothing in it is escaped the query stands there as it is, behind its quote.
    const from = query.range.start + 1;
    const isPlain = expression.source.text.slice(from, query.range.end - 1) === query.value;
    const range = isPlain ? { start: from + start, end: from + Math.max(end, start + 1) } : query.range;
    return {
      code,
      severity: 'error',
      message: queryMistake(query.value, error),
      location: locate(expression.source, range.start, range.end),
      ...(help !== undefined && { help }),
    };
  }
}
