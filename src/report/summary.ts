import type { RunEvent } from '../events/run-event.ts';
import { oneLine, withoutCommands } from '../text/printable.ts';
import { wrapToWidth } from '../text/text-width.ts';
import { createRunRecord, recordEvent, type RunRecord } from './run-record.ts';
import { factsOf, type Fact, type SummaryOptions } from './summary-facts.ts';
import { sectionsOf, type Section } from './summary-sections.ts';

/** Collects a run's events and says at its end what an operator wants to read, and to paste into a ticket. */
export interface Summary {
  handle(event: RunEvent): void;
  /** Plain lines, each ended by `\n`. Short when all went well. Can be asked for at any time, also when the run never finished. */
  text(options: SummaryOptions): string;
}

/** What a summary says, before it is laid out. All texts are printable. */
export interface SummaryContent {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly sections: readonly Section[];
}

export function createSummary(): Summary {
  const record = createRunRecord();
  return {
    handle: (event) => {
      recordEvent(record, event);
    },
    text: (options) => {
      const columns = Math.max(50, options.columns ?? 100);
      const { title, facts, sections } = summaryContent(record, options);
      const labels = facts.flatMap(([label, text]) => labelled(label, text, columns));
      const lists = sections.flatMap((section) => sectionLines(section, columns));
      // A long line can be cut where a command would begin.
      return [...wrapToWidth(title, columns), ...labels, ...lists]
        .map((line) => `${withoutCommands(line)}\n`)
        .join('');
    },
  };
}

export function summaryContent(record: RunRecord, options: SummaryOptions): SummaryContent {
  return {
    title: oneLine(record.started?.name ?? 'Run'),
    facts: factsOf(record, options).map(([label, text]) => [label, oneLine(text)]),
    sections: sectionsOf(record).map((section) => ({
      ...section,
      items: section.items.map((item) => ({ ...item, head: oneLine(item.head) })),
    })),
  };
}

function labelled(label: string, text: string, columns: number): string[] {
  const width = 'PowerShell'.length + 2;
  return wrapToWidth(text, columns - width).map(
    (line, index) => (index === 0 ? label : '').padEnd(width) + line,
  );
}

function sectionLines({ title, items }: Section, columns: number): string[] {
  const indented = (text: string, first: string, rest: string): string[] => {
    // Of a diff, or of code, it says something.
    const blanks = /^ */.exec(text)?.[0] ?? '';
    const lines = wrapToWidth(text.slice(blanks.length), columns - rest.length - blanks.length);
    return lines.map((line, index) => (index === 0 ? first : rest) + blanks + line);
  };
  return [
    '',
    title,
    ...items.flatMap(({ head, details }) => [
      ...indented(head, '- ', '  '),
      ...details.flatMap((detail) =>
        typeof detail === 'string'
          ? indented(detail, '    ', '    ')
          : detail.flatMap((line, index) => indented(line, index === 0 ? '    ' : '      ', '      ')),
      ),
    ]),
  ];
}
