import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { readCases, type ConformanceCase } from '../conformance-case.ts';
import { playCase } from '../play-case.ts';
import { DIFFERENCES } from './differences.ts';
import { ansibleOutcomes, ourOutcomes, type Outcomes } from './outcomes.ts';
import { argumentsFor, isCommon, writePlaybook } from './to-playbook.ts';

/**
 * Runs the conformance cases that have only words of both through ansible-playbook and through the engine, and compares what became of each
 * task. Arguments: parts of the cases' names; without them all. Exit code 1: there is a difference that nobody has explained.
 */
const here = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv.slice(2);
const temporary = mkdtempSync(join(tmpdir(), 'conformance-'));
try {
  process.exitCode = await compareAll();
} finally {
  rmSync(temporary, { recursive: true });
}

async function compareAll(): Promise<number> {
  const cases = readCases().filter(
    (each) => isCommon(each) && (wanted.length === 0 || wanted.some((part) => each.name.includes(part))),
  );
  const codes = runPlaybooks(cases);
  let [documented, unexplained] = [0, 0];
  for (const [index, each] of cases.entries()) {
    const differences = await differencesOf(each, codes[index] ?? 1);
    const reason = DIFFERENCES[each.name];
    if (differences.length > 0 && reason !== undefined) documented++;
    if (differences.length > 0 === (reason !== undefined)) continue;
    unexplained++;
    console.log(`${each.name}: ${differences.join('\n    ') || 'is said to differ, and does not'}`);
  }
  console.log(`${cases.length} compared, ${documented} differ as documented, ${unexplained} unexplained`);
  return unexplained === 0 ? 0 : 1;
}

/** Their exit codes. */
function runPlaybooks(cases: readonly ConformanceCase[]): readonly number[] {
  const jobs = cases.map((each) => {
    const work = workOf(each);
    const path = writePlaybook(each, join(work, 'playbook'));
    mkdirSync(join(work, 'state'));
    return {
      folder: join(work, 'playbook'),
      log: join(work, 'log'),
      arguments: ['-i', 'localhost,', '-c', 'local', ...argumentsFor(each), path],
      environment: {
        CONFORMANCE_OUTCOMES: join(work, 'outcomes'),
        CONFORMANCE_STATE: join(work, 'state'),
        ANSIBLE_LOCAL_TEMP: join(work, 'local'),
        ANSIBLE_REMOTE_TEMP: join(work, 'remote'),
      },
    };
  });
  const configuration = join(temporary, 'ansible.cfg');
  writeFileSync(configuration, '');
  const environment = {
    ...process.env,
    PATH: [join(here, 'bin'), process.env['PATH']].join(delimiter),
    HOME: temporary,
    ANSIBLE_CALLBACK_PLUGINS: join(here, 'plugins'),
    ANSIBLE_STDOUT_CALLBACK: 'outcomes',
    ANSIBLE_PYTHON_INTERPRETER: 'auto_silent',
    // Not what is configured on this machine.
    ANSIBLE_CONFIG: configuration,
    LC_ALL: 'C.UTF-8',
  };
  const input = JSON.stringify(jobs);
  const [python, ...rest] = pythonOfAnsible();
  const codes = execFileSync(python, [...rest, join(here, 'run-playbooks.py')], {
    input,
    env: environment,
    encoding: 'utf8',
  });
  return JSON.parse(codes) as number[];
}

/** The Python that Ansible is installed for: it stands in the first line of its command. */
function pythonOfAnsible(): readonly [string, ...string[]] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const command = folders.map((folder) => join(folder, 'ansible-playbook')).find((path) => existsSync(path));
  if (command === undefined) throw new Error('there is no ansible-playbook: install ansible-core');
  const [python = 'python3', ...rest] = readFileSync(command, 'utf8')
    .split('\n')[0]!
    .replace('#!', '')
    .trim()
    .split(' ');
  return [python, ...rest];
}

function workOf({ name }: ConformanceCase): string {
  const work = join(temporary, name.replace('/', '-'));
  mkdirSync(work, { recursive: true });
  return work;
}

async function differencesOf(each: ConformanceCase, exitCode: number): Promise<readonly string[]> {
  const { played } = await playCase(each);
  if (!played) return exitCode === 0 ? ['refused here, went well there'] : [];
  try {
    return differences(ourOutcomes(played), ansibleOutcomes(join(workOf(each), 'outcomes'), exitCode));
  } catch (error) {
    return [`${String(error)}\n${readFileSync(join(workOf(each), 'log'), 'utf8')}`];
  }
}

function differences(ours: Outcomes, theirs: Outcomes): readonly string[] {
  const found: string[] = [];
  const compare = (what: string, mine: unknown, other: unknown) => {
    if (!isDeepStrictEqual(mine, other))
      found.push(`${what}: ${JSON.stringify(mine)} here, ${JSON.stringify(other)} in Ansible`);
  };
  for (let index = 0; index < Math.max(ours.tasks.length, theirs.tasks.length); index++)
    compare(`outcome ${index + 1}`, ours.tasks[index], theirs.tasks[index]);
  for (const count of ['wentWell', 'rescued', 'ignored', 'failed'] as const)
    compare(count, ours[count], theirs[count]);
  return found;
}
