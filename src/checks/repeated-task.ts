import type { Node } from '../expression/index.ts';
import type { Task } from '../model/runbook.ts';
import { nodesOf } from '../program/nodes-of.ts';
import { readsOnly } from '../values/read-only-verbs.ts';
import type { Check, CheckSubject, Findings } from './check.ts';

/** What is done again by `until` and `retries` and changes something each time, and what is not done again in spite of them. */
export const repeatedTask: Check = {
  name: 'repeated-task',
  sees: 'way',
  description: 'What is repeated only reads, and `retries` has something to wait for',
  run(subject, { report }) {
    for (const { source } of nodesOf(subject.program)) {
      if (source.kind !== 'task') continue;
      const { until, retries, failedWhen, keywords, register, action } = source;
      if (until && changes(source, subject))
        report(
          repeatedChange(
            source,
            until.every((each) => asksForSuccess(each.root)),
          ),
        );
      if (
        retries &&
        !until &&
        (neverFails(source) || failedWhen?.every(({ root }) => isLiteral(root, false)))
      ) {
        report({
          code: 'useless-key',
          severity: 'warning',
          message: '"retries" repeats a task that has failed, and this one never fails',
          location: retries.location,
          help: 'add "until", or leave it out',
        });
      }
      const { ignoreErrors } = keywords;
      if (ignoreErrors?.kind === 'literal' && ignoreErrors.value && register === undefined) {
        report({
          code: 'ignored-failure',
          severity: 'information',
          message: 'a failure of this task is noted in the summary, and nothing looks at it',
          location: ignoreErrors.location,
          help: `say with "failed_when" which failures do not count${action.kind === 'command' ? ', or with "success_exit_codes"' : ''}, or register the result and look at it`,
        });
      }
    }
  },
};

function neverFails({ action }: Task): boolean {
  return action.kind === 'debug' || action.kind === 'set_fact' || action.kind === 'meta';
}

/** Whether the task changes something, as far as its text tells: of a program only that. */
function changes({ action, changedWhen }: Task, { scripts }: CheckSubject): boolean {
  if (changedWhen?.some(({ root }) => isLiteral(root, false))) return false;
  if (action.kind === 'cmdlet') return changesByName(action.name);
  if (action.kind !== 'powershell') return false;
  const { calls = [], functions = [] } = scripts?.get(action.script) ?? {};
  const own = new Set(functions.map((name) => name.toLowerCase()));
  return calls.some(({ name }) => CHANGING.test(name) && !own.has(name.toLowerCase()));
}

/** Verbs that say that something is other afterwards. */
const CHANGING =
  /^(?:\w+\\)?(?:Add|Clear|Copy|Disable|Dismount|Enable|Grant|Install|Mount|Move|New|Publish|Remove|Rename|Repair|Reset|Restart|Resume|Revoke|Set|Start|Stop|Suspend|Uninstall|Unregister|Register|Update)-(?!Sleep$|Variable$|Object$|TimeSpan$|Location$|Guid$|StrictMode$|Alias$)\w+/i;

function changesByName(command: string): boolean {
  return !readsOnly(command) && CHANGING.test(command);
}

/** Then it is done again only where it has failed. */
function asksForSuccess(node: Node): boolean {
  if (node.kind === 'test') return ['succeeded', 'success', 'successful'].includes(node.name);
  if (node.kind !== 'not') return false;
  const { operand } = node;
  if (operand.kind === 'test') return ['failed', 'failure'].includes(operand.name);
  return operand.kind === 'attribute' && operand.name === 'failed';
}

function repeatedChange({ action, until }: Task, onlyFailures: boolean): Parameters<Findings['report']>[0] {
  return {
    code: 'repeated-change',
    severity: onlyFailures ? 'information' : 'warning',
    message: onlyFailures
      ? 'this changes something, and is done again after a failure: what the failed attempt has done is still there'
      : 'this changes something, and is done again until the condition holds',
    location: action.location,
    related: (until ?? []).map((condition) => ({
      message: 'this is waited for',
      location: {
        file: condition.source.file,
        range: {
          start: condition.source.offsetOf(0),
          end: condition.source.offsetOf(condition.source.text.length),
        },
      },
    })),
    help: 'change it once, and wait with a task behind it that only reads',
  };
}

function isLiteral(node: Node, value: boolean): boolean {
  return node.kind === 'literal' && node.value === value;
}
