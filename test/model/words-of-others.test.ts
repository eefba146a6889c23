import { expect } from 'chai';
import { loadRunbook } from '../../src/model/load-runbook.ts';

describe("A word of another tool's", () => {
  const helpOf = (text: string): readonly string[] =>
    loadRunbook({ path: 'a.yml', text }).diagnostics.map(({ help = '' }) => help);
  const tasks = 'tasks:\n  - meta: noop\n';

  for (const [word, meant] of [
    ['parameters', 'params'],
    ['inputs', 'params'],
    ['Variables', 'vars'],
    ['steps', 'tasks'],
    ['jobs', 'tasks'],
    ['stages', 'tasks'],
    ['env', 'environment'],
  ])
    it(`is answered with the one that is meant, at the top: ${word}`, () => {
      expect(helpOf(`${word}: {}\n${tasks}`)).to.deep.equal([`did you mean "${meant}"?`]);
    });

  it('is answered with it on a task, where a task has it', () => {
    expect(helpOf('tasks:\n  - meta: noop\n    if: true\n')).to.deep.equal(['did you mean "when"?']);
    expect(helpOf('tasks:\n  - meta: noop\n    jobs: 1\n').join()).not.to.include('tasks"?');
  });
});
