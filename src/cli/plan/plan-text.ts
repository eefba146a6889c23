import { oneLine } from '../../text/printable.ts';
import { skippedBecause } from '../../plan/decision.ts';
import { durationText } from '../../time/duration-text.ts';
import { originText } from '../../parameters/given-value.ts';
import type { Plan, PlannedNode, PlannedStart } from '../../plan/plan.ts';
import { Secret, type Value } from '../../values/value.ts';
import { toJson } from '../../values/json.ts';

/** A plan as people read it: the parameters, each task with what is known of it, windows and questions. */
export function planText(plan: Plan, file: string): string {
  const sections = [
    [plan.runbook.name ?? file, ...(plan.runbook.name === undefined ? [] : [file])],
    parameterLines(plan),
    plan.outline.flatMap((play) => playLines(play, plan)),
    factLines(plan),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${oneLine(line.trimEnd())}\n`).join(''))
    .join('\n');
}

function parameterLines({ runbook, parameters }: Plan): string[] {
  const rows = runbook.parameters.map(({ name }): [string, string, string] => {
    const value = parameters.values.get(name);
    const origin = parameters.origins.get(name);
    if (value !== undefined && origin) return [name, valueText(value), originText(origin)];
    return [name, '', parameters.open.has(name) ? 'not given; it is, or may be, required' : 'not given'];
  });
  const [names, values] = [0, 1].map((column) => widest(rows.map((row) => row[column] ?? '')));
  const lines = rows.map(
    ([name, value, origin]) => `  ${name.padEnd(names ?? 0)}  ${value.padEnd(values ?? 0)}  ${origin}`,
  );
  return lines.length === 0 ? [] : ['Parameters', ...lines];
}

function valueText(value: Value): string {
  const text = value instanceof Secret ? value.toString() : JSON.stringify(toJson(value));
  return text.length > 50 ? `${text.slice(0, 49)}…` : text;
}

interface Row {
  readonly status: string;
  readonly name: string;
  readonly reason: string;
}

function playLines(play: PlannedNode, plan: Plan): string[] {
  const rows = play.children.flatMap((child) => rowsOf(child, 0, plan));
  const width = Math.min(60, widest(rows.map(({ name }) => name)));
  const title = plan.outline.length > 1 ? `Play ${play.name}` : 'Tasks';
  return [
    title,
    ...rows.map(({ status, name, reason }) => `  ${status.padEnd(8)} ${name.padEnd(width)}  ${reason}`),
  ];
}

function rowsOf(node: PlannedNode, depth: number, plan: Plan): Row[] {
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

function factLines({ windows, questions, checkMode, start }: Plan): string[] {
  return [
    ...(start ? [`Start: at "${oneLine(start.name)}"; ${leftOutText(start)}`] : []),
    ...windows.map(({ name, limit, warnAfter }) => {
      const text = (value: number | undefined) =>
        value === undefined ? 'is known at run time' : durationText(value);
      const warning = warnAfter === undefined ? '' : `, warning after ${durationText(warnAfter)}`;
      return `Window "${name}": limit ${text(limit)}${warning}`;
    }),
    ...questions.map(({ name, alwaysAsk, reached }) => {
      const when = reached === 'surely' ? 'asks' : 'may ask';
      return `Question: "${name}" ${when} the operator${alwaysAsk ? '; --yes does not answer it' : ''}`;
    }),
    ...(checkMode ? ['With --check nothing is asked, and what is not safe is not run.'] : []),
  ];
}

function leftOutText({ leftOut }: PlannedStart): string {
  if (leftOut.length === 0) return 'nothing before it is left out';
  return `left out before it: ${leftOut.map((name) => `"${name}"`).join(', ')}`;
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
