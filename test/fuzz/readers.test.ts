import fc from 'fast-check';
import { READERS } from './readers/properties.ts';

describe('what others send', () => {
  for (const { name, property } of READERS) {
    it(`is read without a fault, wherever it is cut, in 300 cases: ${name}`, function () {
      this.timeout('5m');
      fc.assert(property, { numRuns: 300, seed: 20_130_730 });
    });
  }
});
