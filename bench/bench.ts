import { cpus, release, type } from 'node:os';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureAnsible } from './ansible.ts';
import { appliedRun, type AppliedRun } from './applied-run.ts';
import { createFixture, emptyTasks, type Fixture } from './fixture.ts';
import { measureFlood } from './flood.ts';
import { measureFsync } from './fsync.ts';
import { measureHost } from './host.ts';
import { measureLimit, type Limit } from './limit.ts';
import { measureLongRun } from './long-run.ts';
import { printResults } from './print-results.ts';
import { measureProcessEach } from './process-each.ts';
import type { Results } from './results.ts';
import { measureResume } from './resume.ts';
import { measureRoundTrips, type RoundTrips } from './session.ts';
import { measureStarts, type Starts } from './starts.ts';
import { measureStartup } from './startup.ts';
import { highest, median } from './statistics.ts';

/** How often what is compared is measured, in turn, so that a busy moment of the machine does not fall on one of them alone. */
const ROUNDS = 7;
const TASKS = 1000;
const LONG = 10_000;
const PROCESSES = 15;
const FLOOD = 100;
const FLOODS = 3;
/** Ansible takes some 0.3 s a task. */
const ANSIBLE_TASKS = 30;

async function measure(fixture: Fixture): Promise<Results> {
  const file = fixture.write('empty.yml', emptyTasks(fixture, TASKS));
  const single = fixture.write('single.yml', emptyTasks(fixture, 1));
  const apply: AppliedRun[] = [];
  const withoutJournal: AppliedRun[] = [];
  const fsync: number[] = [];
  const limit: Limit[] = [];
  const newThread: Limit[] = [];
  const command: Limit[] = [];
  const session: RoundTrips[] = [];
  const starts: Starts[] = [];
  const first: AppliedRun[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    say(`A, B, C and starts: round ${round} of ${ROUNDS}`);
    apply.push(await appliedRun(fixture, file));
    withoutJournal.push(await appliedRun(fixture, file, { journal: false }));
    fsync.push(measureFsync(fixture, TASKS));
    limit.push(await measureLimit(fixture, TASKS, 'script'));
    session.push(await measureRoundTrips(fixture, TASKS));
    newThread.push(await measureLimit(fixture, TASKS, 'new-thread'));
    command.push(await measureLimit(fixture, TASKS, 'command'));
    starts.push(await measureStarts(fixture, 1));
    first.push(await appliedRun(fixture, single));
  }
  say('startup');
  const startup = await measureStartup(fixture, 15);
  say(`D: ${PROCESSES} processes`);
  const processEach = await measureProcessEach(fixture, PROCESSES);
  say('E: ansible-playbook');
  const ansible = await measureAnsible(fixture, ANSIBLE_TASKS, 1);
  say('F: a host over SSH');
  const host = await measureHost(fixture, { calls: TASKS, megabytes: FLOOD, rounds: FLOODS });
  say(`resume after ${LONG} tasks`);
  const resume = await measureResume(fixture, LONG);
  say(`${LONG} tasks`);
  const longRun = await measureLongRun(fixture, LONG, [1000, 2000, 5000, LONG]);
  const floods: AppliedRun[] = [];
  for (let round = 1; round <= FLOODS; round++) {
    say(`${FLOOD} MB from one task: round ${round} of ${FLOODS}`);
    floods.push(await measureFlood(fixture, FLOOD));
  }
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
    starts: {
      node: median(starts.map(({ node }) => node)),
      powershell: median(starts.map(({ powershell }) => powershell)),
    },
    startup,
    apply: {
      tasks: TASKS,
      perTask: median(apply.map(({ tasks }) => tasks)) / TASKS,
      perTaskOfWhole: median(apply.map(({ duration }) => duration)) / TASKS,
      perTaskWithoutJournal: median(withoutJournal.map(({ tasks }) => tasks)) / TASKS,
      toFirstTask: median(apply.map(({ toFirstTask }) => toFirstTask)),
      toFirstTaskOfOne: median(first.map(({ toFirstTask }) => toFirstTask)),
      runnerPeak: highest(apply.map(({ runnerPeak }) => runnerPeak)),
      powershellPeak: highest(apply.map(({ powershellPeak }) => powershellPeak)),
    },
    limit: {
      perCall: median(limit.map(({ perCall }) => perCall)),
      perCallOfWhole: median(limit.map(({ perCallOfWhole }) => perCallOfWhole)),
      perCallOnNewThread: median(newThread.map(({ perCall }) => perCall)),
      perCallOfCommand: median(command.map(({ perCall }) => perCall)),
      peak: highest(limit.map(({ peak }) => peak)),
    },
    session: {
      call: median(session.map(({ call }) => call)),
      ping: median(session.map(({ ping }) => ping)),
    },
    host,
    processEach,
    ansible,
    fsync: median(fsync),
    resume,
    longRun,
    flood: {
      megabytes: FLOOD,
      duration: median(floods.map(({ tasks }) => tasks)),
      runnerPeak: highest(floods.map(({ runnerPeak }) => runnerPeak)),
      powershellPeak: highest(floods.map(({ powershellPeak }) => powershellPeak)),
    },
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
