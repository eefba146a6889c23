import type { Fixture } from './fixture.ts';
import { measuredRun, NotStarted } from './measured-run.ts';
import { median } from './statistics.ts';

/** Milliseconds a task; or why there is nothing to compare with here. */
export type Ansible = { readonly perTask: number } | { readonly missing: string };

/** A task of `ansible-playbook` with `command: /bin/true` on this machine. */
export async function measureAnsible(fixture: Fixture, tasks: number, times: number): Promise<Ansible> {
  const task = '    - ansible.builtin.command: /bin/true\n';
  const head = '- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n';
  const playbook = fixture.write('playbook.yml', head + task.repeat(tasks));
  const durations: number[] = [];
  try {
    for (let index = 0; index < times; index++) {
      const args = ['--inventory', 'localhost,', playbook];
      durations.push((await measuredRun('ansible-playbook', args)).duration);
    }
  } catch (error) {
    if (error instanceof NotStarted) return { missing: 'not installed' };
    // Somebody else's program, and a row of the table: nothing that the other rows have to wait for.
    console.error(error instanceof Error ? error.message : error);
    return { missing: 'it fails here, see above' };
  }
  return { perTask: median(durations) / tasks };
}
