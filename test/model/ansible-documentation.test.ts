import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
    const links = [...text.matchAll(/\[([^\]]+)\]\((\.\.\/test\/[^)]+)\)/g)];
    expect(links.length).to.be.above(100);
    for (const [, title = '', path = ''] of links) {
      const file = resolve(root, 'docs', path);
      expect(existsSync(file), path).to.equal(true);
      const calls = ['it', 'describe'].map((call) => `${call}('${title.replaceAll("'", "\\'")}'`);
      const source = readFileSync(file, 'utf8');
      expect(
        calls.some((call) => source.includes(call)),
        `"${title}" in ${path}`,
      ).to.equal(true);
    }
  });
});
