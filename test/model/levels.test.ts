import { expect } from 'chai';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { filesIn } from '../harness/files-in.ts';

function mistakes(text: string): readonly string[] {
  const { diagnostics } = loadRunbook({ path: 'test.yml', text }, { fileSystem: filesIn({}) });
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

/** Where a keyword may stand. */
describe('a keyword of Ansible', () => {
  const task = (key: string): string => `tasks: [{ Get-Date: {}, ${key} }]`;
  const block = (key: string): string => `tasks: [{ block: [{ Get-Date: {} }], ${key} }]`;
  const play = (key: string): string => `${key}\ntasks: [{ Get-Date: {} }]`;

  it('that only a task has is refused on a block and on a play', () => {
    const keys = [
      'register: r',
      'until: true',
      'retries: 1',
      'delay: 1',
      'changed_when: false',
      'failed_when: false',
    ];
    for (const key of keys) {
      expect(mistakes(task(key)), key).to.deep.equal([]);
      expect(mistakes(block(key)), key).to.have.length(1);
      expect(mistakes(play(key)), key).to.have.length(1);
    }
  });

  it('that only a play has is refused on a block and on a task', () => {
    for (const key of ['handlers: []', 'force_handlers: true', 'vars_files: []', 'roles: []']) {
      expect(mistakes(task(key)), key).to.not.deep.equal([]);
      expect(mistakes(block(key)), key).to.not.deep.equal([]);
    }
  });

  it('that only a block has is refused on a play', () => {
    for (const key of ['block: []', 'rescue: []', 'always: []', 'when: true'])
      expect(mistakes(play(key)), key).to.not.deep.equal([]);
  });

  it('that all levels have is taken on each', () => {
    const keys = [
      'name: n',
      'vars: {}',
      'tags: t',
      'environment: {}',
      'no_log: true',
      'ignore_errors: true',
      'check_mode: true',
      'timeout: 1',
    ];
    for (const key of keys)
      for (const text of [task(key), block(key), play(key)]) expect(mistakes(text), text).to.deep.equal([]);
  });
});
