import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CODE_GROUPS, type CodeEntry } from '../../src/diagnostics/codes.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';
import { codePages } from '../harness/code-pages.ts';

/** With `UPDATE_GOLDENS=1` the list in docs/checks.md is written anew. */
const update = process.env['UPDATE_GOLDENS'] === '1';
const index = join(packageDirectory, 'docs', 'checks.md');

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(packageDirectory, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('The codes of diagnostics', () => {
  it('stand in the table once', () => {
    const codes = codePages.map(({ code }) => code);
    expect(codes).to.deep.equal([...new Set(codes)]);
  });

  it('are each given somewhere', () => {
    const sources = filesBelow('src', '.ts').filter((path) => !path.endsWith('codes.ts'));
    const texts = sources.map((path) => readFileSync(path, 'utf8')).join('\n');
    // `no filter`, `no test` and the like come from one place, with what there is not.
    const given = (code: string) =>
      texts.includes(`'${code}'`) || /^unknown-(filter|test|function|method)$/.test(code);
    expect(codePages.filter(({ code }) => !given(code)).map(({ code }) => code)).to.deep.equal([]);
  });

  it('have a page each, and there is no page without a code', () => {
    const pages = readdirSync(join(packageDirectory, 'docs', 'checks'));
    expect(pages.toSorted()).to.deep.equal(codePages.map(({ code }) => `${code}.md`).toSorted());
  });

  for (const { code, entry, markdown } of codePages) {
    it(`have a page about ${code} that says what it is, and shows it`, () => {
      const [heading, , lead = ''] = markdown.split('\n');
      expect(heading).to.equal(`# \`${code}\``);
      expect(lead.split('.')[0]?.toLowerCase()).to.equal(entry.severities[0]);
      if (!update) expect(markdown).to.contain(`[${code}]`);
      // What a test cannot run says why.
      if (!/^```(yaml|console)\b/m.test(markdown)) expect(markdown).to.match(/^<!-- not run: .+ -->$/m);
    });
  }

  it('are listed in docs/checks.md, with what they mean', () => {
    const written = readFileSync(index, 'utf8');
    let listed = written;
    for (const { title, codes } of CODE_GROUPS) {
      const rows = Object.entries(codes as Readonly<Record<string, CodeEntry>>).map(
        ([code, { severities, summary }]) =>
          `| [\`${code}\`](checks/${code}.md) | ${severities.join(', ')} | ${summary.replaceAll('|', '\\|')} |`,
      );
      const table = ['| code | | what is wrong |', '| --- | --- | --- |', ...rows].join('\n');
      const section = new RegExp(`(^## ${title}\\n(?:(?!^## |^\\| ).*\\n)*)(?:^\\|.*\\n)*`, 'm');
      expect(listed).to.match(section);
      listed = listed.replace(section, (_, before: string) => `${before}${table}\n`);
    }
    if (update) writeFileSync(index, listed);
    else expect(written).to.equal(listed);
  });

  it('have in every golden a severity that the table names', () => {
    const goldens = filesBelow('test', '.expected').flatMap((path) =>
      Array.from(
        readFileSync(path, 'utf8').matchAll(/^\S+: (error|warning|information): .* \[([a-z-]+)\]$/gm),
        ([, severity = '', code = '']) => ({ severity, code }),
      ),
    );
    const known = new Map(codePages.map(({ code, entry }) => [code, entry.severities as readonly string[]]));
    expect(goldens).to.have.length.above(100);
    const others = goldens.filter(({ severity, code }) => !known.get(code)?.includes(severity));
    expect(others.map(({ severity, code }) => `${code}: ${severity}`)).to.deep.equal([]);
  });
});
