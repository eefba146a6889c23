import { expect } from 'chai';
import { applyFixes } from '../../src/diagnostics/apply-fixes.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Fix } from '../../src/diagnostics/fix.ts';

const file = { path: 'a.yml', text: 'one two three\r\nfour\r\n' };

function fix(...edits: readonly (readonly [start: number, end: number, text: string])[]): Fix {
  return {
    title: 'write it',
    edits: edits.map(([start, end, text]) => ({ location: { file, range: { start, end } }, text })),
  };
}

function mistake(message: string, mend?: Fix): Diagnostic {
  return { code: 'unknown-key', severity: 'error', message, ...(mend && { fix: mend }) };
}

describe('Applying fixes', () => {
  it('makes all edits of each, and keeps what is between them and the line ends', () => {
    const applied = applyFixes([
      mistake('a', fix([0, 3, 'ONE'], [8, 8, 'x\ny '])),
      mistake('b', fix([15, 19, 'FOUR'])),
    ]);
    expect(applied.texts.get('a.yml')).to.equal('ONE two x\r\ny three\r\nFOUR\r\n');
    expect(applied.fixed.map(({ message }) => message)).to.deep.equal(['a', 'b']);
  });

  it('leaves a fix out as a whole where one before touches it', () => {
    const applied = applyFixes([
      mistake('first', fix([4, 7, 'TWO'])),
      mistake('touching', fix([0, 3, 'ONE'], [7, 8, ''])),
      mistake('none'),
      mistake('free', fix([8, 13, 'THREE'])),
    ]);
    expect(applied.texts.get('a.yml')).to.equal('one TWO THREE\r\nfour\r\n');
    expect(applied.fixed.map(({ message }) => message)).to.deep.equal(['first', 'free']);
  });

  it('makes what several mistakes have in common once', () => {
    const common = fix([0, 0, '# '], [0, 0, '- ']);
    const applied = applyFixes([mistake('a', common), mistake('b', common)]);
    expect(applied.texts.get('a.yml')).to.equal('# - one two three\r\nfour\r\n');
    expect(applied.fixed).to.have.length(2);
  });

  it('has nothing to say of what cannot be mended', () => {
    expect(applyFixes([mistake('a')]).texts.size).to.equal(0);
  });
});
