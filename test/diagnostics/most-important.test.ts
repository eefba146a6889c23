import { expect } from 'chai';
import type { Diagnostic, Severity } from '../../src/diagnostics/diagnostic.ts';
import { mostImportant } from '../../src/diagnostics/most-important.ts';

describe('diagnostics without end', () => {
  const one = (severity: Severity, message: string): Diagnostic => ({
    code: 'unknown-key',
    severity,
    message,
  });

  it('are cut, errors first, in their order', () => {
    const all = [
      one('warning', '1'),
      one('error', '2'),
      one('information', '3'),
      one('error', '4'),
      one('warning', '5'),
    ];
    const { shown, more } = mostImportant(all, 3);
    expect(shown.map(({ message }) => message)).to.deep.equal(['1', '2', '4']);
    expect(more).to.equal(2);
    expect(mostImportant(all, 5)).to.deep.equal({ shown: all, more: 0 });
  });
});
