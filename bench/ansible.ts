import type { Fixture } from './fixture.ts';
import { measuredRun } from './measured-run.ts';
import { median } from './statistics.ts';

/** Milliseconds a task of `ansible-playbook` with `command: /bin/true` on this machine; null where it is not installed. */
export async function measureAnsible(fixture: Fixture, tasks: number, times: number): Promise<number | null> {
  const task = '    - ansible.builtin.command: /bin/true\n';
  const head = '- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n';
  const playbook = fixture.write('playbook.yml', head + task.repeat(tasks));
  try {
    await measuredRun('ansible-playbook', ['--version']);
  } catch {
    return null;
  }
  const durations: number[] = [];
  for (let index = 0; index < times; index++) {
    const args = ['--inventory', 'localhost,', playbook];
    durations.push((await measuredRun('ansible-playbook', args)).duration);
  }
  return median(durations) / tasks;
}
