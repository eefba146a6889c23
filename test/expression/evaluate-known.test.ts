import { expect } from 'chai';
import { evaluateKnown, type Certainty, type Known } from '../../src/expression/index.ts';
import { mistakeIn, parsed, scope } from './support.ts';

const known = scope({ yes: true, no: false, three: 3n });

/** `later` may be undefined, `flag` is a boolean, `thing` has a value, and `wrong` may be a mistake. */
const unknown: readonly (readonly [prefix: string, certainty: Certainty])[] = [
  ['later', 'perhaps'],
  ['flag', 'boolean'],
  ['thing', 'value'],
  ['wrong', 'nothing'],
];

function ask(text: string): Known {
  return evaluateKnown(
    parsed(text),
    known,
    (name) => unknown.find(([prefix]) => name.startsWith(prefix))?.[1],
  );
}

describe('evaluating what is known', () => {
  const decided: readonly (readonly [text: string, value: unknown])[] = [
    ['three == 3', true],
    ['no and later.rc == 0', false],
    ['flag and no', false],
    ['yes or later', true],
    ['flag or yes', true],
    ['not (thing and no)', true],
    ['not (thing or three)', false],
    ['flag and flag2 and no', false],
    ['(flag or yes) and three == 3', true],
    ['1 if thing or yes else 2', 1n],
    ['thing == 3 and no', false],
    ['thing is string and no', false],
    ['later is defined and no', false],
    ['later.a.b is not defined or yes', true],
    ['later.a | default(flag) == 1 or yes', true],
    ['not later.a | default(no) and no', false],
    ['(flag if thing == 1 else no) and no', false],
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
    // The left side may be a mistake, and then the whole is.
    ['later.rc == 0 and no', ['later']],
    ['later or yes', ['later']],
    ['not (later and no)', ['later']],
    ['later is failed and no', ['later']],
    ['thing < 3 or yes', ['thing']],
    ['thing.a or yes', ['thing']],
    ['wrong is defined and no', ['wrong']],
    ['(flag if thing == 1) and no', ['flag', 'thing']],
    // It is the left side's value, which may be no boolean.
    ['thing or yes', ['thing']],
    ['flag or three', ['flag']],
  ];
  for (const [text, dependsOn] of waiting) {
    it(`${text} depends on ${dependsOn.join(' and ')}`, () => {
      const found = ask(text);
      expect(found.known).to.equal(false);
      expect('dependsOn' in found && found.dependsOn).to.have.members(dependsOn);
    });
  }

  const certain: readonly (readonly [text: string, certainty: Certainty])[] = [
    ['flag', 'boolean'],
    ['thing', 'value'],
    ['later.rc', 'perhaps'],
    ['later.rc == 0', 'nothing'],
    ['later is defined and later.rc == 0', 'nothing'],
    ['later.rc | default(1) == 0', 'boolean'],
    ['later.rc | default(missing)', 'nothing'],
    ['wrong | default(1)', 'nothing'],
    ['not thing', 'boolean'],
    ['flag and thing == 3', 'boolean'],
    ['thing if flag else later', 'perhaps'],
  ];
  for (const [text, certainty] of certain) {
    it(`of ${text} is sure: ${certainty}`, () => {
      expect(ask(text)).to.include({ known: false, certainty });
    });
  }

  it('a mistake in what is known is one', () => {
    expect(mistakeIn(() => ask('missing and later')).message).to.equal('"missing" is undefined');
    expect(mistakeIn(() => ask("'a' + 1 == 2")).code).to.equal('expression-type');
  });
});
