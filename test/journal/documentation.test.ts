import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { linkedTests } from '../harness/linked-tests.ts';
import { root } from '../harness/paths.ts';

describe('docs/resume.md', () => {
  it('has a test for every fault that it says is survived', () => {
    const page = readFileSync(join(root, 'docs', 'resume.md'), 'utf8').replaceAll('\r\n', '\n');
    const [, section = ''] = /\n## What is survived\n([^]*?)\n## /.exec(page) ?? [];
    const rows = section
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2);
    expect(rows.length).to.be.above(12);
    for (const row of rows) expect(linkedTests(row).count, row).to.be.above(0);
    expect(linkedTests(page).dead).to.deep.equal([]);
  });
});
