import { sameConnection } from '../model/connection.ts';
import { runbookConnection } from '../model/runbook-connection.ts';
import type { Check } from './check.ts';

/** A run has one host and one way to it, so plays that say something of the way have to say the same. */
export const oneConnection: Check = {
  name: 'connection-differs',
  sees: 'itself',
  description: 'All plays reach the host in the same way',
  run({ program: { runbook } }, { report }) {
    const first = runbookConnection(runbook);
    if (!first) return;
    for (const { connection } of runbook.plays) {
      if (!connection || sameConnection(first, connection)) continue;
      report({
        code: 'connection-differs',
        severity: 'error',
        message: 'a run reaches its host in one way, and this play names another one than a play before',
        location: connection.location,
        related: [{ message: 'that one is here', location: first.location }],
        help: 'let both say the same, or leave it to one of them; what has another host is a run of its own',
      });
    }
  },
};
