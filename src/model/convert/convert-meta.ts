import type { MappingEntry } from '../../document/node.ts';
import { META_OPERATIONS, type MetaAction } from '../action.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { didYouMean, list, type Fields } from './fields.ts';
import { BUILTINS } from './vocabulary.ts';

/** Those of Ansible's that have no meaning here, with the nearest thing that has. */
const REFUSED: Readonly<Record<string, { readonly why: string; readonly help: string }>> = {
  clear_host_errors: {
    why: 'a runbook runs on one machine, and a failure on it ends the run unless it is rescued',
    help: 'use a block with "rescue"',
  },
  end_batch: {
    why: 'a runbook runs on one machine, and has no batches',
    help: 'write "meta: end_play"',
  },
  end_host: { why: 'a runbook runs on one machine', help: 'write "meta: end_play"' },
  end_role: { why: 'no role stands around it', help: 'write "meta: end_play", or put a "when" on a block' },
  refresh_inventory: { why: 'there is no inventory', help: 'leave it out' },
  reset_connection: {
    why: 'there is no connection, but a PowerShell session',
    help: 'write "session: restart"',
  },
};

/** `meta: flush_handlers` */
export function convertMeta(conversion: Conversion, { key, value }: MappingEntry): MetaAction | undefined {
  if (value.kind !== 'scalar' || typeof value.value !== 'string') {
    reportWrongType(conversion, 'meta', `one of ${list(META_OPERATIONS, 'or')}`, value);
    return undefined;
  }
  const text = value.value.trim();
  const operation = META_OPERATIONS.find((name) => name === text);
  if (operation) {
    return { kind: 'meta', operation, location: key.location };
  }
  const refused = Object.hasOwn(REFUSED, text) ? REFUSED[text] : undefined;
  if (refused) {
    report(conversion, 'unknown-action', `"meta: ${text}" is not offered: ${refused.why}`, value, {
      help: refused.help,
    });
  } else {
    const help = didYouMean(text, META_OPERATIONS) ?? `it is ${list(META_OPERATIONS, 'or')}`;
    report(conversion, 'unknown-action', `there is no "meta: ${text}"`, value, { help });
  }
  return undefined;
}

/** What makes sense on a task that speaks to the runner itself. */
const KEPT: ReadonlySet<string> = new Set([
  'meta',
  'name',
  'when',
  'vars',
  'tags',
  'no_log',
  'ignore_errors',
]);

/** Keys that a task with `meta` does not have: it returns nothing and changes nothing. A second action is reported as such. */
export function checkMetaKeys(conversion: Conversion, fields: Fields): void {
  if (!fields.has('meta')) return;
  for (const [name, { key }] of fields) {
    if (KEPT.has(name) || (BUILTINS as readonly string[]).includes(name)) continue;
    report(conversion, 'useless-key', `a task with "meta" has no "${name}": it runs nothing`, key, {
      help: 'leave it out',
    });
  }
}
