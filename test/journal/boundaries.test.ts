import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { RunEvent } from '../../src/events/run-event.ts';
import { JOURNAL_NAME } from '../../src/journal/journal-file.ts';
import { inDoubt, tapeOf } from '../../src/journal/tape.ts';
import { readCases } from '../conformance/conformance-case.ts';
import { eventLine } from '../conformance/event-line.ts';
import { playCase } from '../conformance/play-case.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { WorldMark } from '../harness/play.ts';
import { journalIn } from '../harness/recorded-effects.ts';
import { emptyBoundaryScore, isHeld, isTold, resumeAtBoundaries } from '../harness/resume-at-boundaries.ts';

/**
 * Each conformance runbook is played once; then the run is broken off behind every entry of its journal, with the world as it was at that moment, and gone on with: it has to
 * come to the same events, and to have had each effect once.
 */
describe('A run that breaks off at an entry of its journal', function () {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-boundaries-'));
  after(() => rmSync(folder, { recursive: true }));

  for (const each of readCases()) {
    it(`goes on to the same end: ${each.name}`, async () => {
      const marks: WorldMark[] = [];
      let plan: Plan | undefined;
      /** What has begun, and has its own end in its own hands. */
      const underWay: number[] = [];
      /** Ended before a call that needs what a changing task had made. */
      const held: number[] = [];
      const kept = join(folder, 'kept');
      const whole = await playCase(each, {
        marks,
        onJournal(directory, planned) {
          cpSync(directory, kept, { recursive: true });
          plan = planned;
        },
      });
      const { played } = whole;
      if (!played || !plan) return;
      const lines = readFileSync(join(kept, JOURNAL_NAME), 'utf8').trimEnd().split('\n');
      expect(lines).to.have.length(marks.length);
      const { entries } = journalIn(kept);
      for (let count = 1; count <= lines.length; count++) {
        const before = entries.slice(0, count);
        // What is not on record cannot be gone on from.
        if (before.some((entry) => entry.type === 'ended' && entry.lost)) break;
        const doubtful = inDoubt(tapeOf(before));
        if (doubtful.some(({ intended }) => (intended.effect as { kind: string }).kind === 'begin')) {
          underWay.push(count);
          continue;
        }
        const last = before.at(-1);
        const isIntended = last?.type === 'intended' && last.acts === true;
        const isNoted = last?.type === 'note' && doubtful.length > 0;
        expect(doubtful, `in doubt after entry ${count}`).to.have.length(isIntended || isNoted ? 1 : 0);
        if (last?.type === 'note') {
          underWay.push(count);
          continue;
        }
        const directory = mkdtempSync(join(folder, 'cut-'));
        cpSync(kept, directory, { recursive: true });
        writeFileSync(join(directory, JOURNAL_NAME), `${lines.slice(0, count).join('\n')}\n`);
        const mark = marks[count - 1]!;
        const again = await playCase(each, { before: { ...mark, directory } });
        const where = `broken off after entry ${count} of ${lines.length}`;
        if (each.options.holds && again.played && isHeld(again.played)) {
          const lines = linesOf(again.played.events);
          const end = lines.findIndex((line) =>
            / stopped - .* needs an object that .* had returned/.test(line),
          );
          expect(lines.slice(0, end), where).to.deep.equal(linesOf(played.events).slice(0, end));
          expect(again.played.ran, where).to.deep.equal(played.ran.slice(0, again.played.ran.length));
          held.push(count);
          continue;
        }
        expect(linesOf(again.played?.events), where).to.deep.equal(linesOf(played.events));
        expect(again.played?.ran, where).to.deep.equal(played.ran);
        expect(again.played?.exitCode, where).to.equal(played.exitCode);
      }
      const score = emptyBoundaryScore();
      expect(held.length > 0, 'it stops somewhere for the lack of an object').to.equal(
        each.options.holds === true,
      );
      const { holds = false } = each.options;
      const run = { plan, directory: kept, events: played.events, outcome: played, openFirst: false, holds };
      await resumeAtBoundaries(run, score, each.name, underWay);
      expect(score.wrong).to.deep.equal([]);
      rmSync(kept, { recursive: true });
    });
  }
});

function linesOf(events: readonly RunEvent[] = []): string[] {
  return events.filter(isTold).map(eventLine);
}
