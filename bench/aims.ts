import type { MemoryAt } from './long-run.ts';
import type { Results } from './results.ts';
import type { Aim } from './table.ts';

/** A task may cost so many times the bare call. */
const RATIO_LIMIT = 1.5;
/** Milliseconds that a task's entries may take besides being on the disk. */
const JOURNAL_LIMIT = 0.3;
/** Milliseconds until what 10,000 tasks had done has been gone through. */
const RESUME_LIMIT = 2000;
/** Milliseconds: the runner's own part of the way to the first task. Node starts meanwhile. */
const START_LIMIT = 150;
/** Milliseconds that reading and checking 1,000 tasks may keep the first of them waiting, PowerShell's start beside it. */
const MANY_LIMIT = 300;
/** Megabytes a second through one task. */
const LEAST_SPEED = 60;
/** A peak beyond this, for 100 MB from one task, would be memory that grows with the output. */
const FLOOD_LIMIT = 400;
/** What 9,000 more tasks may add to either process before it counts as growing: about 1 kB a task. */
const GROWTH_LIMIT = 10;

/** A call on a host may cost so many times PowerShell's own. */
const HOST_RATIO = 1.3;
/** Milliseconds: what opening a session on a host may take beyond PowerShell's own. Node starts meanwhile. */
const HOST_START = 200;

export function judge(results: Results): readonly Aim[] {
  const { apply, limit, starts, processEach, flood } = results;
  const ratio = apply.perTaskWithoutJournal / limit.perCall;
  const journal = apply.perTask - apply.perTaskWithoutJournal;
  const mostJournal = 2 * results.fsync + JOURNAL_LIMIT;
  const start = apply.toFirstTaskOfOne - starts.powershell;
  const many = apply.toFirstTask - apply.toFirstTaskOfOne;
  const faster = processEach / apply.perTask;
  const growth = growthOf(results.longRun);
  const speed = flood.megabytes / (flood.duration / 1000);
  const peaks = [flood.runnerPeak, flood.powershellPeak];
  return [
    {
      aim: `A without a journal at most ${RATIO_LIMIT} × B a task`,
      figure: `${ratio.toFixed(2)} ×`,
      met: ratio <= RATIO_LIMIT,
    },
    {
      aim: `the journal at most two fsyncs and ${JOURNAL_LIMIT} ms a task (${mostJournal.toFixed(2)} ms)`,
      figure: `${journal.toFixed(2)} ms, ${(apply.perTask / apply.perTaskWithoutJournal).toFixed(2)} ×`,
      met: journal <= mostJournal,
    },
    {
      aim: `a run of ${results.resume.tasks} tasks goes on after at most ${RESUME_LIMIT / 1000} s`,
      figure: `${(results.resume.toLive / 1000).toFixed(2)} s`,
      met: results.resume.toLive <= RESUME_LIMIT,
    },
    {
      aim: `the first task at most ${START_LIMIT} ms after a bare start of PowerShell`,
      figure: `${start.toFixed(0)} ms`,
      met: start <= START_LIMIT,
    },
    {
      aim: `the first task of ${apply.tasks} at most ${MANY_LIMIT} ms after that of 1`,
      figure: `${many.toFixed(0)} ms`,
      met: many <= MANY_LIMIT,
    },
    { aim: 'A at least 100 times faster than D', figure: `${faster.toFixed(0)} ×`, met: faster >= 100 },
    {
      aim: `memory flat over 10,000 tasks (less than ${GROWTH_LIMIT} MB more from 1,000 on)`,
      figure: growth ? `${growth.map((megabytes) => megabytes.toFixed(1)).join(' and ')} MB` : 'n/a',
      met: growth ? growth.every((megabytes) => megabytes < GROWTH_LIMIT) : null,
    },
    {
      aim: `${flood.megabytes} MB from one task at ${LEAST_SPEED} MB/s or more`,
      figure: `${speed.toFixed(0)} MB/s`,
      met: speed >= LEAST_SPEED,
    },
    {
      aim: `… in bounded memory (each process below ${FLOOD_LIMIT} MB)`,
      figure: peaks.map(megabytesText).join(' and '),
      met: peaks.includes(null) ? null : peaks.every((peak) => peak !== null && peak < FLOOD_LIMIT),
    },
    ...hostAims(results),
    ...startupAims(results),
  ];
}

/** Nothing is opened or called faster on a host from outside than PowerShell does it itself. */
function hostAims({ host }: Results): readonly Aim[] {
  if ('missing' in host) return [];
  const first = host.toFirstTask - host.bareOpen;
  return [
    {
      aim: `a call on a host at most ${HOST_RATIO} × Invoke-Command in an open PSSession`,
      figure: `${(host.call / host.bareCall).toFixed(2)} ×`,
      met: host.call <= HOST_RATIO * host.bareCall,
    },
    {
      aim: `the first task on a host at most ${HOST_START} ms after a bare New-PSSession`,
      figure: `${first.toFixed(0)} ms`,
      met: first <= HOST_START,
    },
  ];
}

/** What is asked often, by people and by an editor's tasks, must not feel like a start. */
function startupAims({ startup: { node, version, validate } }: Results): readonly Aim[] {
  return [
    {
      aim: '`runbook --version` at most 1.3 × `node -e 0`',
      figure: `${(version / node).toFixed(2)} ×`,
      met: version <= 1.3 * node,
    },
    {
      aim: '`runbook validate` of a small file at most 80 ms more than `node -e 0`',
      figure: `${(validate - node).toFixed(0)} ms`,
      met: validate - node <= 80,
    },
  ];
}

/** What was added between the first look and the last, in the runner and in PowerShell; undefined where that is not known. */
function growthOf(looks: readonly MemoryAt[]): readonly number[] | undefined {
  const first = looks.at(0);
  const last = looks.at(-1);
  if (!first || !last) return undefined;
  const growth = (['runner', 'powershell'] as const).map((process) =>
    difference(first[process], last[process]),
  );
  return growth.every((megabytes) => megabytes !== null) ? growth : undefined;
}

function difference(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : to - from;
}

export function megabytesText(megabytes: number | null): string {
  return megabytes === null ? 'n/a' : `${megabytes.toFixed(0)} MB`;
}
