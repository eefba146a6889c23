import { oneLine } from '../../text/printable.ts';
import type { Plan, PlannedNode, PlannedWindow } from '../../plan/plan.ts';
import { CHECK_MODE, parameterRows, questionText, rowsOf, startText } from './plan-rows.ts';
import { plannedHostText, type PlannedHost } from './planned-host.ts';
import { windowTable } from './window-lines.ts';

/** A plan as people read it: the parameters, each task with what is known of it, windows and questions. */
export function planText(plan: Plan, file: string, where?: PlannedHost): string {
  const sections = [
    [
      plan.runbook.name ?? file,
      ...(plan.runbook.name === undefined ? [] : [file]),
      ...(where ? [plannedHostText(where)] : []),
    ],
    parameterLines(plan),
    plan.outline.flatMap((play) => playLines(play, plan)),
    factLines(plan),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${oneLine(line.trimEnd())}\n`).join(''))
    .join('\n');
}

function parameterLines(plan: Plan): string[] {
  const rows = parameterRows(plan);
  const [names, values] = [0, 1].map((column) => widest(rows.map((row) => row[column] ?? '')));
  const lines = rows.map(
    ([name, value, origin]) => `  ${name.padEnd(names ?? 0)}  ${value.padEnd(values ?? 0)}  ${origin}`,
  );
  return lines.length === 0 ? [] : ['Parameters', ...lines];
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

function factLines({ windows, questions, checkMode, start }: Plan): string[] {
  return [
    ...(start ? [`Start: ${startText(start)}`] : []),
    ...windows.flatMap(windowLines),
    ...questions.map((question) => `Question: ${questionText(question)}`),
    ...(checkMode ? [CHECK_MODE] : []),
  ];
}

function windowLines(window: PlannedWindow): string[] {
  const { terms, rows, notes } = windowTable(window);
  const head = ['from', 'takes', 'up to', ''];
  const table = rows.length === 0 ? [] : [head, ...rows];
  const widths = [0, 1, 2].map((column) => widest(table.map((row) => row[column] ?? '')));
  return [
    `Window "${window.name}": ${terms}`,
    ...table.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`),
    ...notes.map((note) => `  ${note}`),
  ];
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
