import { expect } from 'chai';
import { isSelected } from '../../src/plan/select-tags.ts';

// Every row was checked against ansible-core 2.14 with `ansible-playbook --tags … --skip-tags … --list-tasks`.
const rows: [own: string, tags: string, skipTags: string, runs: boolean][] = [
  ['', '', '', true],
  ['a', '', '', true],
  ['never', '', '', false],
  ['always', '', '', true],
  ['always never', '', '', true],
  ['a', 'a', '', true],
  ['a', 'b', '', false],
  ['a b', 'b', '', true],
  ['', 'a', '', false],
  ['always', 'a', '', true],
  ['a never', 'a', '', true],
  ['a never', 'never', '', true],
  ['a never', 'b', '', false],
  ['a', 'all', '', true],
  ['', 'all', '', true],
  ['a never', 'all', '', false],
  ['a', 'tagged', '', true],
  ['', 'tagged', '', false],
  ['a never', 'tagged', '', false],
  ['', 'untagged', '', true],
  ['a', 'untagged', '', false],
  ['always', 'untagged', '', true],
  ['a', '', 'a', false],
  ['b', '', 'a', true],
  ['', '', 'a', true],
  ['always', '', 'always', false],
  ['a always', '', 'a', false],
  ['a', 'a', 'a', false],
  ['a b', 'a', 'b', false],
  ['a', '', 'tagged', false],
  ['', '', 'tagged', true],
  ['', '', 'untagged', false],
  ['a', '', 'untagged', true],
  ['a', '', 'all', false],
  ['always', '', 'all', true],
  ['always', '', 'all always', false],
];

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

describe('tags', () => {
  for (const [own, tags, skipTags, runs] of rows) {
    it(`[${own}] ${runs ? 'runs' : 'does not run'} with --tags "${tags}" --skip-tags "${skipTags}"`, () => {
      const choice = { tags: words(tags), skipTags: words(skipTags) };
      expect(isSelected(new Set(words(own)), choice)).to.equal(runs);
    });
  }
});
