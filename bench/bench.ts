import { cpus, release, type } from 'node:os';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureAnsible } from './ansible.ts';
import { appliedRun, type AppliedRun } from './applied-run.ts';
import { createFixture, emptyTasks, type Fixture } from './fixture.ts';
import { measureFlood } from './flood.ts';
import { measureLimit, type Limit } from './limit.ts';
import { measureLongRun } from './long-run.ts';
import { printResults } from './print-results.ts';
import { measureProcessEach } from './process-each.ts';
import type { Results } from './results.ts';
import { measureRoundTrips, type RoundTrips } from './session.ts';
import { measureStarts } from './starts.ts';
import { measureStartup } from './startup.ts';
import { highest, median } from './statistics.ts';

/** How often A, B and C are measured, in turn, so that a busy moment of the machine does not fall on one of them alone. */
const ROUNDS = 5;
const TASKS = 1000;
const LONG = 10_000;
const PROCESSES = 50;
const FLOOD = 100;

async function measure(fixture: Fixture): Promise<Results> {
  const file = fixture.write('empty.yml', emptyTasks(fixture, TASKS));
  const apply: AppliedRun[] = [];
  const limit: Limit[] = [];
  const session: RoundTrips[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    say(`A, B, C: round ${round} of ${ROUNDS}`);
    apply.push(await appliedRun(fixture, file));
    limit.push(await measureLimit(fixture, TASKS));
    session.push(await measureRoundTrips(fixture, TASKS));
  }
  say('starts');
  const starts = await measureStarts(fixture, 11);
  const startup = await measureStartup(fixture, 15);
  say(`D: ${PROCESSES} processes`);
  const processEach = await measureProcessEach(fixture, PROCESSES);
  say('E: ansible-playbook');
  const ansible = await measureAnsible(fixture, 100, 1);
  say(`${LONG} tasks`);
  const longRun = await measureLongRun(fixture, LONG, [1000, 2000, 5000, LONG]);
  say(`${FLOOD} MB from one task`);
  const { tasks: duration, runnerPeak, powershellPeak } = await measureFlood(fixture, FLOOD);
  const processors = cpus();
  return {
    machine: {
      cpu: processors[0]?.model.trim() ?? 'unknown',
      cpus: processors.length,
      system: `${type()} ${release()}`,
      node: process.versions.node,
      powershell: fixture.version,
    },
    when: new Date().toISOString(),
    starts,
    startup,
    apply: {
      tasks: TASKS,
      perTask: median(apply.map(({ tasks }) => tasks)) / TASKS,
      perTaskOfWhole: median(apply.map((run) => run.duration)) / TASKS,
      toFirstTask: median(apply.map(({ toFirstTask }) => toFirstTask)),
      runnerPeak: highest(apply.map((run) => run.runnerPeak)),
      powershellPeak: highest(apply.map((run) => run.powershellPeak)),
    },
    limit: {
      perCall: median(limit.map(({ perCall }) => perCall)),
      perCallOfWhole: median(limit.map(({ perCallOfWhole }) => perCallOfWhole)),
      peak: highest(limit.map(({ peak }) => peak)),
    },
    session: {
      call: median(session.map(({ call }) => call)),
      ping: median(session.map(({ ping }) => ping)),
    },
    processEach,
    ansible,
    longRun,
    flood: { megabytes: FLOOD, duration, runnerPeak, powershellPeak },
  };
}

function say(what: string): void {
  console.error(`… ${what}`);
}

const fixture = await createFixture();
try {
  const results = await measure(fixture);
  const path = fileURLToPath(new URL('results.json', import.meta.url));
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
  console.log(printResults(results));
} finally {
  fixture.dispose();
}
