import { expect } from 'chai';
import { costlyExpressions } from './costs/costly-expressions.ts';
import type { Cost } from './costs/cost-worker.ts';
import { mostSeconds } from '../hostile/run-measured.ts';
import { isTooCostly, measureCosts } from './costs/measure-costs.ts';

describe('expressions on values at the limits', () => {
  it('cost no more than three times what validating 5,000 tasks does, and 300 MB, in 40 cases', async function () {
    this.timeout('20m');
    const found: Cost[] = [];
    // The first have cost gigabytes: what they look at is written out, or matched, character by character.
    const before = [
      'bytes is urn',
      "'{!r}'.format(bytes)",
      'escaped % shared',
      'lines | urlsplit(plain)',
      "plain | regex_search('(a+)+b')",
      // And these, hundreds of megabytes: they were made of a list of all their characters, matches or rows.
      'lines | b64decode',
      'emoji | urlencode',
      "integers | product('a')",
      'escaped | urldecode',
      'emoji[-1]',
      "emoji.startswith('a', 2)",
      'plain.strip(emoji)',
      // These were refused only when each of their quotes had been doubled, and took their time to be put in order.
      'quotes | to_yaml',
      'quotes | to_nice_yaml',
      'mapping | to_nice_yaml',
    ];
    const most = await mostSeconds();
    await measureCosts([...before, ...costlyExpressions(25, 20_130_730)], most, (cost) => found.push(cost));
    expect(found).to.have.length(40);
    expect(found.filter((cost) => isTooCostly(cost, most))).to.deep.equal([]);
  });
});
