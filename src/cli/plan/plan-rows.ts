import { skippedBecause } from '../../plan/decision.ts';
import { originText } from '../../parameters/given-value.ts';
import type { Plan, PlannedNode, PlannedQuestion, PlannedStart } from '../../plan/plan.ts';
import { oneLine } from '../../text/printable.ts';
import { Secret, type Value } from '../../values/value.ts';
import { toJson } from '../../values/json.ts';

/** Each parameter: its name, its value, and where that comes from. Secrets stay hidden. */
export function parameterRows({
  runbook,
  parameters,
}: Plan): readonly (readonly [name: string, value: string, origin: string])[] {
  return runbook.parameters.map(({ name, default: argument }): [string, string, string] => {
    const value = parameters.values.get(name);
    const origin = parameters.origins.get(name);
    if (value !== undefined && origin) return [name, valueText(value), originText(origin)];
    if (!parameters.open.has(name)) return [name, '', 'not given'];
    return [
      name,
      '',
      argument
        ? 'not given; its default is made of what is not given'
        : 'not given; it is, or may be, required',
    ];
  });
}

function valueText(value: Value): string {
  const text = value instanceof Secret ? value.toString() : JSON.stringify(toJson(value));
  return text.length > 50 ? `${text.slice(0, 49)}…` : text;
}

/** A node of the outline, indented by its depth. */
export interface Row {
  readonly status: string;
  readonly name: string;
  readonly reason: string;
}

/** A node and all that is in it. */
export function rowsOf(node: PlannedNode, depth: number, plan: Plan): Row[] {
  const indent = '  '.repeat(depth);
  const children = node.children.flatMap((child) => rowsOf(child, depth + 1, plan));
  if (node.kind === 'rescue')
    return [{ status: '', name: `${indent}rescue: if one of them fails`, reason: '' }, ...children];
  if (node.kind === 'undo')
    return [
      { status: '', name: `${indent}undo: if one of them fails, of what was done`, reason: '' },
      ...children,
    ];
  if (node.kind === 'always') return [{ status: '', name: `${indent}always`, reason: '' }, ...children];
  if (node.kind === 'handlers')
    return [
      { status: '', name: `${indent}handlers: if a task that changes something notifies them`, reason: '' },
      ...children,
    ];
  const kind = node.kind === 'choose' && node.name !== 'choose' ? 'choose: ' : '';
  return [{ name: `${indent}${kind}${oneLine(node.name)}`, ...decisionText(node, plan) }, ...children];
}

function decisionText({ id }: PlannedNode, plan: Plan): Pick<Row, 'status' | 'reason'> {
  const decision = plan.decision(id);
  switch (decision?.kind) {
    case 'skipped':
      return { status: 'skipped', reason: `because ${skippedBecause(decision)}` };
    case 'depends':
      return { status: 'depends', reason: decision.on.length === 0 ? '' : `on ${decision.on.join(', ')}` };
    case 'fails':
      return { status: 'fails', reason: decision.diagnostic.message };
    case 'runs':
      return { status: 'runs', reason: '' };
    case undefined:
      return { status: '', reason: '' };
  }
}

export const CHECK_MODE = 'With --check nothing is asked, and what is not safe is not run.';

export function questionText({ name, alwaysAsk, reached }: PlannedQuestion): string {
  const when = reached === 'surely' ? 'asks' : 'may ask';
  return `"${name}" ${when} the operator${alwaysAsk ? '; --yes does not answer it' : ''}`;
}

/** Where a run starts, and what that leaves out. */
export function startText(start: PlannedStart): string {
  return `at "${oneLine(start.name)}"; ${leftOutText(start)}`;
}

function leftOutText({ leftOut }: PlannedStart): string {
  if (leftOut.length === 0) return 'nothing before it is left out';
  return `left out before it: ${leftOut.map((name) => `"${name}"`).join(', ')}`;
}
