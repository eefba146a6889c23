import type { Expression, Template } from '../expression/index.ts';
import { argumentsBefore } from './action-arguments.ts';
import type { Argument } from './argument.ts';
import type { Keywords, TaskNode } from './runbook.ts';
import { templateOf } from './setting.ts';
import { windowSettings } from './window-settings.ts';

/** Something in a node that is evaluated at run time. */
export interface EvaluatedPart {
  readonly part: Expression | Template | Argument;
  /**
   * `loop`: the list that is looped over, which knows nothing of its items. `probe`: it sees what the probe gave. `after`: it sees what the
   * task itself registers.
   */
  readonly moment: 'loop' | 'before' | 'probe' | 'after';
}

/** Several checks ask the same of the same nodes, which never change. */
const known = new WeakMap<TaskNode, readonly EvaluatedPart[]>();

/** What of a node itself is evaluated, without its variables and without what is inside it. */
export function evaluatedParts(node: TaskNode): readonly EvaluatedPart[] {
  const before = known.get(node);
  if (before) return before;
  const found = findParts(node);
  known.set(node, found);
  return found;
}

function findParts(node: TaskNode): EvaluatedPart[] {
  const { loop } = node;
  const before = [node.name, ...node.when, ...keywordParts(node.keywords), loop?.label];
  const after: (Part | undefined)[] = [templateOf(node.keywords.ignoreErrors)];
  for (const each of (node.notify ?? []).map(templateOf)) before.push(each);
  if (node.kind === 'block')
    for (const each of [...windowSettings(node.window), node.expected]) before.push(templateOf(each));
  if (node.kind === 'include') before.push(node.path);
  if (node.kind === 'task') {
    for (const each of argumentsBefore(node)) before.push(each);
    before.push(templateOf(node.retries), templateOf(node.delay), templateOf(node.expected));
    before.push(templateOf(node.async?.limit), templateOf(node.async?.poll));
    for (const each of node.status.map(({ during }) => during)) before.push(each);
    for (const each of node.status.map(({ done }) => done)) after.push(each);
    for (const each of node.until ?? []) after.push(each);
    for (const each of node.failedWhen ?? []) after.push(each);
    for (const each of node.changedWhen ?? []) after.push(each);
  }
  for (const each of loop?.breakWhen ?? []) after.push(each);
  return [
    ...at('loop', [loop?.items, templateOf(loop?.pause)]),
    ...at('before', before),
    ...at('probe', probeConditions(node)),
    ...at('after', after),
  ];
}

function probeConditions(node: TaskNode): readonly Expression[] {
  if (node.kind !== 'task') return [];
  return node.probes.flatMap((probe) => (probe.kind === 'call' ? probe.that : []));
}

/** What the keywords that plays, blocks and tasks share evaluate, without `vars` and `ignore_errors`. */
export function keywordParts(keywords: Keywords): (Part | undefined)[] {
  const { environment, noLog, errorAction, checkMode, diff, timeout } = keywords;
  return [environment, ...[noLog, errorAction, checkMode, diff, timeout].map(templateOf)];
}

type Part = EvaluatedPart['part'];

function at(moment: EvaluatedPart['moment'], parts: readonly (Part | undefined)[]): EvaluatedPart[] {
  return parts.flatMap((part) => (part ? [{ part, moment }] : []));
}
