import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readCases } from '../conformance/conformance-case.ts';
import { root } from '../harness/paths.ts';
import { conformanceSubject, isKillable } from './conformance-subject.ts';
import { pointsOf, type KillScore } from './kill-score.ts';
import type { KillSubject } from './kill-subject.ts';
import { killUntilEnd, playUndisturbed, type Undisturbed, type Victim } from './kill-until-end.ts';
import { rehearsalSubject } from './rehearsal-subject.ts';

/** The scenarios of the reference runbook, by name. */
export function scenarioNames(): readonly string[] {
  const folder = join(root, 'runbooks', 'lync-backend', 'rehearsal', 'scenarios');
  return readdirSync(folder).map((file) => basename(file, '.yml'));
}

/** Kills applied conformance runbooks, one after the other, until there are so many points. */
export async function killConformance(points: number, random: () => number, score: KillScore): Promise<void> {
  const makers = readCases()
    .filter(isKillable)
    .map((each) => () => conformanceSubject(each));
  await killInTurn(makers, 'runner', points, random, score);
}

/** Kills the runners of rehearsals of the reference runbook, or their PowerShell, scenario by scenario, until there are so many points. */
export async function killRehearsals(
  victim: Victim,
  points: number,
  random: () => number,
  score: KillScore,
): Promise<void> {
  const makers = scenarioNames().map((name) => () => rehearsalSubject(name));
  await killInTurn(makers, victim, points, random, score);
}

/** Two at a time, since much of a run is waiting. */
async function killInTurn(
  makers: readonly (() => KillSubject)[],
  victim: Victim,
  points: number,
  random: () => number,
  score: KillScore,
): Promise<void> {
  const until = pointsOf(score) + points;
  const known = new Map<() => KillSubject, Undisturbed | undefined>();
  let turn = Math.floor(random() * makers.length);
  const work = async () => {
    while (pointsOf(score) < until) {
      const make = makers[turn++ % makers.length]!;
      if (!known.has(make)) known.set(make, await withSubject(make, playUndisturbed, score));
      const undisturbed = known.get(make);
      if (undisturbed)
        await withSubject(
          make,
          (subject) => killUntilEnd(subject, undisturbed, victim, random, score),
          score,
        );
    }
  };
  await Promise.all([work(), work()]);
}

async function withSubject<T>(
  make: () => KillSubject,
  act: (subject: KillSubject) => Promise<T>,
  { wrong }: KillScore,
): Promise<T | undefined> {
  const subject = make();
  try {
    return await act(subject);
  } catch (error) {
    wrong.push(`${subject.name}: ${String(error)}`);
    return undefined;
  } finally {
    subject.sandbox.dispose();
  }
}
