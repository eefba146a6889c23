import type { Plan, PlannedWindow } from '../../plan/plan.ts';
import { oneLine } from '../../text/printable.ts';
import { CHECK_MODE, parameterRows, questionText, rowsOf, startText } from './plan-rows.ts';
import { plannedHostText, type PlannedHost } from './planned-host.ts';
import { windowTable } from './window-lines.ts';

/** A plan as Markdown, to be laid beside a ticket. */
export function planMarkdown(plan: Plan, file: string, where?: PlannedHost): string {
  const { runbook, outline, windows, questions, checkMode, start } = plan;
  const parameters = parameterRows(plan);
  const sections = [
    [
      `# ${textOf(runbook.name ?? file)}`,
      '',
      textOf(file),
      ...(where ? ['', textOf(plannedHostText(where))] : []),
    ],
    parameters.length === 0
      ? []
      : ['## Parameters', '', ...tableOf(['name', 'value', 'from'], parameters.map(parameterCells))],
    ...outline.map((play) => [
      `## ${outline.length > 1 ? `Play ${textOf(play.name)}` : 'Tasks'}`,
      '',
      ...tableOf(
        ['', 'task', ''],
        play.children
          .flatMap((child) => rowsOf(child, 0, plan))
          .map(({ status, name, reason }) => [status, indented(name), textOf(reason)]),
      ),
    ]),
    factsOf(start ? [`Start: ${startText(start)}`] : []),
    ...windows.map(windowSection),
    questions.length === 0
      ? []
      : ['## Questions', '', ...questions.map((each) => `- ${textOf(questionText(each))}`)],
    factsOf(checkMode ? [CHECK_MODE] : []),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${oneLine(line)}\n`).join(''))
    .join('\n');
}

function parameterCells([name, value, origin]: readonly [string, string, string]): string[] {
  return [name, value, origin].map(textOf);
}

function windowSection(window: PlannedWindow): string[] {
  const { terms, rows, notes } = windowTable(window);
  const cells = rows.map((row) => row.map(textOf));
  return [
    `## Window: ${textOf(window.name)}`,
    '',
    textOf(terms),
    ...(cells.length === 0 ? [] : ['', ...tableOf(['from', 'takes', 'up to', ''], cells)]),
    ...notes.flatMap((note) => ['', note]),
  ];
}

function factsOf(facts: readonly string[]): string[] {
  return facts.map(textOf);
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** The depth of a task is in front of its name. */
function indented(name: string): string {
  const text = name.trimStart();
  return `${'&nbsp;'.repeat(name.length - text.length)}${textOf(text)}`;
}

/** What Markdown would take for its own is no part of a text. */
function textOf(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>|#~]/g, '\\$&');
}
