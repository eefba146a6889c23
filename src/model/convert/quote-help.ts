import type { DocumentNode } from '../../document/node.ts';
import type { ParameterType } from '../runbook.ts';

/** What to do about a scalar that is no text, where one is taken. */
export function quoteHelp(type: ParameterType, node: DocumentNode): string | undefined {
  if (type !== 'string' || node.kind !== 'scalar') return undefined;
  return node.value === null
    ? 'leave it out: a parameter without a default is undefined'
    : `quote it: "${node.source.text}"`;
}
