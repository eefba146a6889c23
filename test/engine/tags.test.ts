import { expect } from 'chai';
import { statuses } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

const RUNBOOK = `
  tasks:
    - { name: plain, debug: {} }
    - { name: a, debug: {}, tags: a }
    - { name: ab, debug: {}, tags: [a, b] }
    - { name: always, debug: {}, tags: always }
    - { name: never, debug: {}, tags: [never, c] }
    - tags: b
      block:
        - { name: inner, debug: {} }
        - { name: inner never, debug: {}, tags: never }`;

const cases: readonly { tags?: string[]; skipTags?: string[]; runs: string[] }[] = [
  { runs: ['plain', 'a', 'ab', 'always', 'inner'] },
  { tags: ['a'], runs: ['a', 'ab', 'always'] },
  { tags: ['b'], runs: ['ab', 'always', 'inner', 'inner never'] },
  { tags: ['c'], runs: ['always', 'never'] },
  { tags: ['tagged'], runs: ['a', 'ab', 'always', 'inner'] },
  { tags: ['untagged'], runs: ['plain', 'always'] },
  { skipTags: ['a'], runs: ['plain', 'always', 'inner'] },
  { skipTags: ['always'], runs: ['plain', 'a', 'ab', 'inner'] },
  { tags: ['a'], skipTags: ['b'], runs: ['a', 'always'] },
];

describe('tags', () => {
  for (const { tags = [], skipTags = [], runs } of cases) {
    const flags = [...tags.map((tag) => `--tags ${tag}`), ...skipTags.map((tag) => `--skip-tags ${tag}`)];
    it(`run ${runs.join(', ')} for ${flags.join(' ') || 'no flag'}`, async () => {
      const run = await play(RUNBOOK, { tags, skipTags });
      expect(statuses(run)).to.deep.equal(runs.map((name) => `${name}: ok`));
    });
  }
});
