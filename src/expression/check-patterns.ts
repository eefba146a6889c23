import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { locate } from '../diagnostics/source.ts';
import type { Expression, Node } from './ast.ts';
import { Fault } from './fault.ts';
import { compileRegex } from './regex/regex.ts';

const WITH_PATTERN = {
  filter: new Set(['regex_search', 'regex_findall', 'regex_replace']),
  test: new Set(['search', 'match', 'regex']),
};

/** The mistake in a regular expression that is written out in a call, so that it is known before anything runs. */
export function checkPattern(expression: Expression, node: Node): Diagnostic | undefined {
  if ((node.kind !== 'filter' && node.kind !== 'test') || !WITH_PATTERN[node.kind].has(node.name))
    return undefined;
  const { positional, named } = node.arguments;
  const pattern = positional[0] ?? named.find(({ name }) => name === 'pattern' || name === 'regex')?.value;
  if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return undefined;
  try {
    compileRegex(pattern.value, false, false);
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const location = locate(expression.source, pattern.range.start, pattern.range.end);
    return { code: error.code, severity: 'error', message: error.message, location };
  }
}
