import { durationText } from '../../time/duration-text.ts';
import { createLocalTime } from '../../time/local-time.ts';
import type { RunReport, WindowReport } from '../run-report.ts';
import type { Section } from '../summary-sections.ts';
import { HTML_STYLE } from './html-style.ts';
import { htmlTimeline } from './html-timeline.ts';
import { markup, type Markup } from '../../text/markup.ts';

export interface HtmlOptions {
  /** Missing: the system's. */
  readonly timeZone?: string;
  /** What stands at the very end: which program has written it, and from what. */
  readonly origin: string;
}

/**
 * A run as one HTML file (HTML Living Standard) that needs nothing else: no script, no font, no picture, and a policy by which a browser would load none. All texts of the run are
 * escaped.
 */
export function htmlReport(report: RunReport, { timeZone, origin }: HtmlOptions): string {
  const { summary, board, windows, decisions, parameters, finished } = report;
  const time = createLocalTime(timeZone);
  const [, ...facts] = summary.facts;
  const outcome = summary.facts[0]?.[1] ?? '';
  const found = summary.sections.filter(({ title }) => title !== 'Status');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
<meta name="referrer" content="no-referrer" />
<title>${summary.title}: ${outcome}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<main>
<h1>${summary.title}</h1>
<p class="outcome ${finished ? (stateOf[finished.exitCode] ?? 'bad') : 'bad'}">${outcome}</p>
<dl>${facts.map(([label, text]) => markup`<dt>${label}</dt><dd>${text}</dd>`)}</dl>
${titled('Status', board, markup`<ul class="board">${board.map(({ name, value }) => boardLine(name, value))}</ul>`)}
${found.map(foundSection)}
${titled('Windows', windows, windows.map(windowBar))}
${titled('Decisions', decisions, markup`<dl>${decisions.map(({ name, branch }) => markup`<dt>${name}</dt><dd>${branch}</dd>`)}</dl>`)}
${titled('Parameters', parameters, markup`<dl>${parameters.map(({ name, value, origin: from }) => markup`<dt>${name}</dt><dd>${value} <span class="time">${from}</span></dd>`)}</dl>`)}
<h2>Timeline</h2>
${htmlTimeline(report, time)}
<footer>${origin}</footer>
</main>
</body>
</html>
`.text;
}

/** Of an exit code: see `runbook apply --help`. */
const stateOf: Readonly<Record<number, State>> = { 0: 'good', 5: 'warn' };

type State = 'good' | 'bad' | 'warn' | 'calm' | 'dim';

function titled(
  title: string,
  among: readonly unknown[],
  content: Markup | readonly Markup[],
): Markup | undefined {
  return among.length === 0 ? undefined : markup`<h2>${title}</h2>${content}`;
}

function boardLine(name: string, value: string): Markup {
  return markup`<li><span>${name.replaceAll('_', ' ')}</span>${value}</li>`;
}

/** What of the summary's sections is no bad news. */
const calm: ReadonlySet<string> = new Set([
  'Undone',
  'Retried',
  'Would change',
  'Left out before the start',
  'Typed at a failure',
]);
const bad: ReadonlySet<string> = new Set([
  'Errors',
  'Failed',
  'NOT UNDONE',
  'In doubt: cut off, may be half done',
]);

function foundSection({ title, items }: Section): Markup {
  const state: State = bad.has(title) ? 'bad' : calm.has(title) ? 'calm' : 'warn';
  return markup`<section class="found ${state}"><h2>${title}</h2><ul>${items.map(
    ({ head, details }) =>
      markup`<li>${head}${details.length === 0 ? undefined : markup`<ul>${details.flat().map((line) => markup`<li>${line}</li>`)}</ul>`}</li>`,
  )}</ul></section>`;
}

function windowBar({ name, limit, elapsed, state }: WindowReport): Markup {
  const over = elapsed > limit ? `, OVERRUN by ${durationText(elapsed - limit)}` : '';
  const kind: State = over !== '' || state === 'left open' ? 'bad' : state === 'closed' ? 'good' : 'warn';
  const share = Math.min(100, Math.round((elapsed / Math.max(1, limit)) * 100));
  return markup`<div class="window ${kind}"><strong>${name}</strong>: ${durationText(elapsed)} of ${durationText(limit)}${over}, ${state}<div class="bar" role="img" aria-label="${share} %"><i style="width: ${share}%"></i></div></div>`;
}
