import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../../src/plan/plan.ts';
import { readCases } from '../conformance/conformance-case.ts';
import { playCase } from '../conformance/play-case.ts';
import { resumeAtBoundaries, type BoundaryScore } from '../harness/resume-at-boundaries.ts';
import { recordRehearsal } from '../rehearsal/recorded-rehearsal.ts';
import { scenarioNames } from './kill-at-random.ts';

/** Breaks each conformance runbook off at every entry of its journal. */
export async function resumeConformance(score: BoundaryScore): Promise<void> {
  for (const each of readCases()) {
    const directory = mkdtempSync(join(tmpdir(), 'runbook-whole-'));
    let plan: Plan | undefined;
    const { played } = await playCase(each, {
      onJournal(journal, planned) {
        cpSync(journal, directory, { recursive: true });
        plan = planned;
      },
    });
    if (plan && played) {
      const { holds = false } = each.options;
      const run = { plan, directory, events: played.events, outcome: played, openFirst: false, holds };
      await resumeAtBoundaries(run, score, each.name);
    }
    rmSync(directory, { recursive: true });
  }
}

/** Breaks each scenario of the reference runbook off at every entry of its journal. */
export async function resumeScenarios(score: BoundaryScore): Promise<void> {
  for (const name of scenarioNames()) {
    const run = await recordRehearsal('lync-backend.yml', name);
    await resumeAtBoundaries(run, score, name);
    rmSync(run.directory, { recursive: true });
  }
}
