import { expect } from 'chai';
import { evaluateKnown, type Known } from '../../src/expression/index.ts';
import { mistakeIn, parsed, scope } from './support.ts';

const known = scope({ yes: true, no: false, three: 3n });

function ask(text: string): Known {
  return evaluateKnown(parsed(text), known, (name) => name.startsWith('later'));
}

describe('evaluating what is known', () => {
  const decided: readonly (readonly [text: string, value: unknown])[] = [
    ['three == 3', true],
    ['no and later.rc == 0', false],
    ['later.rc == 0 and no', false],
    ['yes or later', true],
    ['later or yes', true],
    ['not (later and no)', true],
    ['later and later2 and no', false],
    ['(later or yes) and three == 3', true],
    ['yes or later.a.b[later2]', true],
    ['1 if yes else later', 1n],
    ['later if no else 2', 2n],
    ['no and missing', false],
  ];
  for (const [text, value] of decided) {
    it(`${text} is ${String(value)}`, () => {
      expect(ask(text)).to.deep.equal({ known: true, value });
    });
  }

  const waiting: readonly (readonly [text: string, dependsOn: readonly string[]])[] = [
    ['later', ['later']],
    ['later.rc == 0', ['later']],
    ['yes and later', ['later']],
    ['later and yes', ['later']],
    ['no or later == 1', ['later']],
    ['later and later2', ['later', 'later2']],
    ['not later', ['later']],
    ['1 if later else 2', ['later']],
    ['later | default(three)', ['later']],
    ['[three, later, later]', ['later']],
    ['later and missing.x', ['later']],
  ];
  for (const [text, dependsOn] of waiting) {
    it(`${text} depends on ${dependsOn.join(' and ')}`, () => {
      expect(ask(text)).to.deep.equal({ known: false, dependsOn });
    });
  }

  it('a mistake in what is known is one', () => {
    expect(mistakeIn(() => ask('missing and later')).message).to.equal('"missing" is undefined');
    expect(mistakeIn(() => ask("'a' + 1 == 2")).code).to.equal('expression-type');
  });
});
