import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linkedTests } from '../harness/linked-tests.ts';
import { root } from '../harness/paths.ts';

const text = readFileSync(join(root, 'docs', 'ansible.md'), 'utf8').replaceAll('\r\n', '\n');

/** `ansible-doc -t keyword -l` of ansible-core 2.14, without what it says of long ago (`accelerate`), and what it leaves out: `listen`. */
const KEYWORDS =
  `action always any_errors_fatal args async become become_exe become_flags become_method become_user block
  changed_when check_mode collections connection debugger delay delegate_facts delegate_to diff environment fact_path
  failed_when force_handlers gather_facts gather_subset gather_timeout handlers hosts ignore_errors ignore_unreachable listen
  local_action loop loop_control max_fail_percentage module_defaults name no_log notify order poll port post_tasks pre_tasks
  register remote_user rescue retries roles run_once serial strategy tags tasks throttle timeout until vars vars_files
  vars_prompt when`.split(/\s+/);

describe('docs/ansible.md', () => {
  it('has a row for each keyword of Ansible', () => {
    for (const keyword of KEYWORDS) expect(text, keyword).to.contain(`\n| \`${keyword}\` |`);
  });

  it('links to tests that are there, by their titles', () => {
    const { count, dead } = linkedTests(text);
    expect(count).to.be.above(100);
    expect(dead).to.deep.equal([]);
  });
});
