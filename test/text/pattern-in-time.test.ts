import { expect } from 'chai';
import { hasPatternInTime } from '../../src/text/pattern-in-time.ts';

describe('a pattern of JavaScript', () => {
  it('is searched for as ever', () => {
    expect(hasPatternInTime('^[a-z]+$', 'abc')).to.equal(true);
    expect(hasPatternInTime('^[a-z]+$', 'ABC')).to.equal(false);
    expect(hasPatternInTime('ok\\?', 'is it ok?', '')).to.equal(true);
    expect(hasPatternInTime('^.$', '\u{1f600}')).to.equal(true);
  });

  it('is given up where it would never end, and what comes after it is not affected', () => {
    expect(hasPatternInTime('^(a+)+$', `${'a'.repeat(60)}!`)).to.equal(undefined);
    expect(hasPatternInTime('(((a{1,1000}){1,1000}){1,1000})b', 'a'.repeat(60))).to.equal(undefined);
    expect(hasPatternInTime('a', 'a')).to.equal(true);
  });
});
