import { expect } from 'chai';
import { durationText, stopwatchText } from '../../src/time/duration-text.ts';

describe('durations in words', () => {
  const durations: [number, string][] = [
    [-5, '0 ms'],
    [0, '0 ms'],
    [99.4, '99 ms'],
    [812, '0.8 s'],
    [5_000, '5 s'],
    [9_949, '9.9 s'],
    [9_950, '10 s'],
    [59_499, '59 s'],
    [59_500, '1 min'],
    [252_000, '4 min 12 s'],
    [3_599_499, '59 min 59 s'],
    [3_599_500, '1 h'],
    [7_440_000, '2 h 04 min'],
  ];
  for (const [milliseconds, text] of durations) {
    it(`reads ${milliseconds} ms as ${text}`, () => expect(durationText(milliseconds)).to.equal(text));
  }

  it('shows a stopwatch with whole seconds, and hours only where there are any', () => {
    expect([0, 999, 252_999, 3_600_000].map(stopwatchText)).to.deep.equal([
      '00:00',
      '00:00',
      '04:12',
      '1:00:00',
    ]);
  });
});
