import { harmlessJson } from '../../text/printable.ts';
import type { RunReport } from '../run-report.ts';

/** The version of the format, which `schemas/report.schema.json` describes. */
export const REPORT_FORMAT = 1;

/** A run as one JSON document. Times are ISO 8601, in UTC; durations are milliseconds. */
export function jsonReport(report: RunReport): string {
  const { summary, started, ended, resumed, windows, timeline, ...others } = report;
  const data = {
    format: REPORT_FORMAT,
    ...others,
    started: iso(started),
    ended: iso(ended),
    resumed: resumed.map(iso),
    summary: {
      facts: summary.facts.map(([label, text]) => ({ label, text })),
      sections: summary.sections.map(({ title, items }) => ({
        title,
        items: items.map(({ head, details }) => ({ head, details: details.flat() })),
      })),
    },
    windows: windows.map((window) => ({ ...window, opened: iso(window.opened) })),
    timeline: timeline.map((entry) => ({ ...entry, time: iso(entry.time) })),
  };
  return `${harmlessJson(JSON.stringify(data, undefined, 2))}\n`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
