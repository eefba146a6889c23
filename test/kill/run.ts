import '../harness/own-state.ts';
import { emptyBoundaryScore, type BoundaryScore } from '../harness/resume-at-boundaries.ts';
import { resumeConformance, resumeScenarios } from './all-boundaries.ts';
import { killConformance, killRehearsals } from './kill-at-random.ts';
import { emptyKillScore, pointsOf, type KillScore } from './kill-score.ts';
import { randomFrom } from './random-from.ts';

/**
 * `npm run kill-test [-- --points N] [--seed N]`: breaks runs off at every entry of their journals, and kills N real ones with SIGKILL at random moments, half of them rehearsals of the
 * reference runbook; goes on with each. Default: 200, and a seed that is told. Exit code 1 where anything is not as in the run that nobody disturbed.
 */
const points = numberAfter('--points') ?? 200;
const seed = numberAfter('--seed') ?? Date.now() % 2 ** 31;
const random = randomFrom(seed);
const shown = 10;
const wrong: string[] = [];
console.log(`seed ${seed}`);

for (const [name, resume] of [
  ['conformance runbooks', resumeConformance],
  ['scenarios of the reference runbook', resumeScenarios],
] as const) {
  const score: BoundaryScore = emptyBoundaryScore();
  await resume(score);
  const { exact, asked, held } = score;
  const tried = exact + asked + held + score.wrong.length;
  const stopped = `${held} stopped before a call for an object that had gone with its session`;
  console.log(`${name}, broken off at every entry of their journals: ${figures(tried, score)}, ${stopped}`);
  wrong.push(...score.wrong);
}
for (const [name, kill, share] of [
  ['conformance runbooks', killRuns, points / 2],
  ['scenarios of the reference runbook', killRunners, (points * 3) / 8],
  ['scenarios of the reference runbook', killSessions, points / 8],
] as const) {
  const score: KillScore = emptyKillScore();
  await kill(Math.round(share), score);
  const { runners, sessions } = score;
  console.log(
    `${name}, ${runners} runners and ${sessions} sessions killed at random: ${figures(pointsOf(score), score)}`,
  );
  wrong.push(...score.wrong);
}
for (const each of wrong.slice(0, shown)) console.log(`\n${each}`);
process.exitCode = wrong.length === 0 ? 0 : 1;

function figures(tried: number, score: { exact: number; asked: number; wrong: readonly string[] }): string {
  return `${tried} points, ${score.exact} exact, ${score.asked} in doubt and asked, ${score.wrong.length} wrong`;
}

function killRuns(share: number, score: KillScore): Promise<void> {
  return killConformance(share, random, score);
}

function killRunners(share: number, score: KillScore): Promise<void> {
  return killRehearsals('runner', share, random, score);
}

function killSessions(share: number, score: KillScore): Promise<void> {
  return killRehearsals('session', share, random, score);
}

function numberAfter(flag: string): number | undefined {
  const at = process.argv.indexOf(flag);
  const number = Number(process.argv[at + 1]);
  return at === -1 || !Number.isInteger(number) ? undefined : number;
}
