import { expect } from 'chai';
import { differences, type Golden, goldens, ours, theirs } from './goldens/golden-cases.ts';

const deliberate = new Set(Object.values(differences).flat());

function mismatches(cases: readonly Golden[]): string[] {
  return cases
    .filter(({ expression }) => !deliberate.has(expression))
    .filter((golden) => ours(golden.expression) !== theirs(golden))
    .map(
      (golden) => `${golden.expression}\n  here:   ${ours(golden.expression)}\n  Jinja2: ${theirs(golden)}`,
    );
}

describe('expressions against Jinja2', () => {
  it('there are at least 200 written and 500 generated goldens that count', () => {
    const counting = (cases: readonly Golden[]) =>
      cases.filter(({ expression }) => !deliberate.has(expression)).length;
    expect(counting(goldens.written)).to.be.at.least(200);
    expect(counting(goldens.generated)).to.be.at.least(500);
  });

  it('the written expressions give what Jinja2 gives', () => {
    expect(mismatches(goldens.written).join('\n')).to.equal('');
  });

  it('the generated expressions give what Jinja2 gives', () => {
    expect(mismatches(goldens.generated).join('\n')).to.equal('');
  });

  it('every deliberate difference is one', () => {
    const known = new Map(
      [...goldens.written, ...goldens.generated].map((golden) => [golden.expression, golden]),
    );
    for (const expression of deliberate) {
      const golden = known.get(expression);
      expect(golden, `${expression} has a golden`).to.not.equal(undefined);
      if (golden) expect(ours(expression), expression).to.not.equal(theirs(golden));
    }
  });
});
