import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { differencesIn } from './jinja/compare-with-jinja.ts';
import { ADAPTED, ALIKE } from './jinja/explained.ts';
import { findPython, startPythonJinja } from './jinja/python-jinja.ts';
import { randomCase } from './jinja/random-case.ts';

/** Skipped, and said to be, where there is no Python with jinja2: then nothing was compared. */
describe('random expressions against python3-jinja2', () => {
  it('give the same in 1,500 cases, or differ as documented', async function () {
    this.timeout('10m');
    const python = findPython();
    if (python === undefined) this.skip();
    const jinja = await startPythonJinja(python);
    try {
      const differences = await differencesIn(
        jinja,
        fc.sample(randomCase(jinja.filters), { numRuns: 1500, seed: 20_130_730 }),
      );
      expect(differences.filter(({ reason }) => reason === undefined)).to.deep.equal([]);
      expect(differences).to.not.deep.equal([]);
    } finally {
      jinja.close();
    }
  });

  it('every reason has its place in docs/expressions.md', () => {
    const text = readFileSync(new URL('../../docs/expressions.md', import.meta.url), 'utf8');
    for (const heading of [...ADAPTED, ...ALIKE.map((each) => each.heading)])
      expect(text).to.contain(`\n### ${heading}\n`);
  });

  it('notice what differs', async function () {
    const python = findPython();
    if (python === undefined) this.skip();
    const jinja = await startPythonJinja(python);
    try {
      const variables = { map: [] };
      const [documented, alike] = ['missing is string', "'a' | upper"].map((source) => ({
        source,
        isTemplate: false,
        variables,
      }));
      const [found] = await differencesIn(jinja, [alike!, documented!]);
      expect(found).to.deep.include({
        case: documented,
        theirs: { value: 'false' },
        reason: 'Undefined',
      });
    } finally {
      jinja.close();
    }
  });
});
