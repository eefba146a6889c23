import { durationText } from '../time/duration-text.ts';
import type { WindowAtRisk, WindowOpened, WindowTakes } from './run-event.ts';

/** How long a window's tasks take, as far as that is known: `it usually takes 24 min, up to 28 min (3 earlier runs)`; empty where nothing is known. */
export function usualText({ takes, earlierRuns = 0 }: Pick<WindowOpened, 'takes' | 'earlierRuns'>): string {
  if (!takes || takes.usual + takes.most === 0) return '';
  const { usual, most, unknown } = takes;
  const verb = earlierRuns > 0 ? 'usually takes' : 'is expected to take';
  const upTo = most > usual ? `, up to ${durationText(most)}` : '';
  const runs = earlierRuns > 0 ? [`${earlierRuns} earlier ${earlierRuns === 1 ? 'run' : 'runs'}`] : [];
  const without = unknown > 0 ? [unknownText(unknown)] : [];
  const of = [...runs, ...without].join('; ');
  return `it ${verb} ${durationText(usual)}${upTo}${of === '' ? '' : ` (${of})`}`;
}

/** `without 2 tasks of which nothing is known` */
export function unknownText(unknown: number): string {
  return `without ${unknown === 1 ? '1 task' : `${unknown} tasks`} of which nothing is known`;
}

/** That a window will not be kept: `from "Copy" on it takes 20 min as a rule, and 18 min of 30 min are left: it will not be kept`. */
export function atRiskText({ elapsed, limit, task, rest }: WindowAtRisk): string {
  return `${restText(rest, task)}, and ${durationText(Math.max(0, limit - elapsed))} of ${durationText(limit)} are left: it will not be kept`;
}

function restText({ usual, unknown }: WindowTakes, task: string): string {
  const more = unknown > 0 ? ' and more' : '';
  return `from "${task}" on it takes ${durationText(usual)}${more} as a rule`;
}
