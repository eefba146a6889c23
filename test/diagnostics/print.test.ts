import { expect } from 'chai';
import { lineAndColumn, printDiagnostic } from '../../src/diagnostics/print.ts';

describe('lines and columns', () => {
  it('counts from 1, characters and not code units, at every offset of a text', () => {
    const text = '\n\nab\r\n𝄞c\n\n';
    const file = { path: 'a.yml', text };
    const found = Array.from({ length: text.length + 1 }, (_, offset) => lineAndColumn(file, offset));
    expect(found.map(({ line, column }) => `${line}:${column}`)).to.deep.equal(
      '1:1 2:1 3:1 3:2 3:3 3:4 4:1 4:2 4:2 4:3 5:1 6:1'.split(' '),
    );
  });

  it('keeps files apart that have the same name', () => {
    const one = { path: 'a.yml', text: 'a\nb\nc' };
    const other = { path: 'a.yml', text: 'abc\nd' };
    expect([one, other, one].map((file) => lineAndColumn(file, 4).line)).to.deep.equal([3, 2, 3]);
  });

  it('shows the line that is meant also where the text begins with an empty one', () => {
    const location = { file: { path: 'a.yml', text: '\nx: 1\n' }, range: { start: 0, end: 1 } };
    expect(printDiagnostic({ code: 'unknown-key', severity: 'error', message: 'm', location })).to.equal(
      'a.yml:1:1: error: m [unknown-key]\n  1 | \n    | ^',
    );
  });
});

describe('a diagnostic about hostile text', () => {
  const text = 'ok: 1\n"\u001b[2Jx\u202e": "\u0007"\n';
  const location = { file: { path: '::error::a.yml', text }, range: { start: 7, end: 13 } };
  const printed = printDiagnostic({
    code: 'unknown-key',
    severity: 'error',
    message: 'unknown key "x\n::error::planted\u001b[2J"',
    location,
    help: 'did you mean "a\r##[error]b\n::error::c"?',
    related: [{ message: 'it is "\u0085"', location }],
  });

  it('shows its control characters as escapes, with the caret where it belongs', () => {
    expect(printed.split('\n')).to.deep.equal([
      String.raw`\x3a:error::a.yml:2:2: error: unknown key "x\n::error::planted\x1b[2J" [unknown-key]`,
      String.raw`  2 | "\x1b[2Jx\u202e": "\x07"`,
      '    |  ^^^^^^^^^^^^^^',
      String.raw`  ::error::a.yml:2:2: it is "\x85"`.replace('::', String.raw`\x3a:`),
      String.raw`  = did you mean "a\r\x23#[error]b`,
      String.raw`    \x3a:error::c"?`,
    ]);
  });

  it('is no longer for a key of a megabyte', () => {
    const message = `unknown key "${'k'.repeat(1e6)}"`;
    expect(printDiagnostic({ code: 'unknown-key', severity: 'error', message })).to.have.length.below(2100);
  });
});
