import { posix } from 'node:path';
import { expect } from 'chai';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { githubAnnotations } from '../../../src/diagnostics/formats/github-annotations.ts';

const TEXT = 'tasks:\n  - one: 1\n    two: 2\n';
const root = { root: '/repo', currentDirectory: '/repo', paths: posix };

function annotated(path: string, from: string, to: string, others: Partial<Diagnostic> = {}): string {
  const range = { start: TEXT.indexOf(from), end: TEXT.indexOf(to) + to.length };
  const diagnostic: Diagnostic = {
    code: 'unknown-key',
    severity: 'information',
    message: '100% sure: a, b',
    location: { file: { path, text: TEXT }, range },
    ...others,
  };
  const findings = { files: [{ file: path, diagnostics: [diagnostic], more: 0, ignored: [], facts: [] }] };
  return githubAnnotations({ ...findings, general: [] }, root);
}

describe("GitHub's annotations", () => {
  it('have columns of places on one line', () => {
    expect(annotated('a.yml', 'one', 'one')).to.equal(
      '::notice file=a.yml,line=2,endLine=2,col=5,endColumn=8,title=unknown-key::100%25 sure: a, b\n',
    );
  });

  it('have no columns of places on several lines, which GitHub refuses', () => {
    expect(annotated('a.yml', 'one', 'two')).to.match(
      /^::notice file=a\.yml,line=2,endLine=3,title=unknown-key::/,
    );
  });

  it('have a file whose name GitHub reads as it is', () => {
    expect(annotated('a:b, 50%.yml', 'one', 'one')).to.match(/^::notice file=a%3Ab%2C 50%25\.yml,line=2,/);
  });

  it('are one line, with every line of the help', () => {
    const text = annotated('a.yml', 'one', 'one', {
      help: 'first\nsecond\r\u001b[2J',
      message: 'a\n::error::b',
    });
    expect(text.endsWith(String.raw`::a\n::error::b%0Afirst%0Asecond\r\x1b[2J` + '\n')).to.equal(true);
    expect(text.match(/\n/g)).to.have.length(1);
  });
});
