import type { DecisionRow, DecisionTable } from '../../plan/decision-tables.ts';
import { oneLine } from '../../text/printable.ts';
import { locationToJson } from '../validate/diagnostic-to-json.ts';

/** Decisions as Markdown: a table for each. */
export function decisionsText(tables: readonly DecisionTable[], file: string): string {
  if (tables.length === 0) return `${oneLine(file)}: nothing is decided by parameters\n`;
  return tables.map(tableText).join('\n');
}

function tableText({ name, columns, rows }: DecisionTable): string {
  const lines = [
    [...columns.map(codeText), 'what runs'],
    [...columns, ''].map(() => '---'),
    ...rows.map((row) => [...columns.map((column) => row.when.get(column) ?? 'any'), whatRuns(row)]),
  ];
  const text = lines.map((cells) => `| ${cells.map(cellText).join(' | ')} |\n`).join('');
  return `## ${oneLine(name)}\n\n${text}`;
}

function whatRuns({ tasks, mistake }: DecisionRow): string {
  if (mistake !== undefined) return `an error: ${oneLine(mistake)}`;
  if (tasks.length === 0) return 'nothing';
  return tasks
    .map(({ call, conditions }) => {
      const when = conditions.length === 0 ? '' : ` if ${conditions.map(codeText).join(' and ')}`;
      return `${codeText(call)}${when}`;
    })
    .join('<br>');
}

function codeText(text: string): string {
  return `\`${oneLine(text)}\``;
}

function cellText(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** The same as `--format json` writes it. */
export function decisionsToJson(tables: readonly DecisionTable[], file: string): object {
  return {
    file,
    decisions: tables.map(({ id, name, location, columns, rows }) => ({
      id,
      name,
      ...locationToJson(location),
      columns,
      rows: rows.map(({ when, tasks, mistake }) => ({
        when: Object.fromEntries(when),
        tasks,
        ...(mistake === undefined ? {} : { mistake }),
      })),
    })),
  };
}
