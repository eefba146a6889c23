import type { Value } from '../../values/value.ts';
import { text } from '../call-arguments.ts';
import { type Call, define } from '../definition.ts';
import { Fault } from '../fault.ts';
import { queryMistake } from '../jmespath/query-mistake.ts';
import { parseQuery } from '../jmespath/parse-query.ts';
import { search } from '../jmespath/search.ts';
import { SyntaxFault } from '../syntax-fault.ts';

/** Ansible's filter for JMESPath. */
export const queryFilters = [define('json_query', 'expr', jsonQuery)];

function jsonQuery(call: Call): Value {
  const source = text(call, 0);
  call.context.budget.spend(source.length);
  try {
    return search(call.context, parseQuery(source), call.input);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    throw new Fault(queryMistake(source, error), error.help, error.code);
  }
}
