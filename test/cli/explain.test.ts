import { expect } from 'chai';
import { explainCommand } from '../../src/cli/explain/explain.ts';
import { pageLines } from '../../src/cli/explain/page-lines.ts';
import { renderLine } from '../../src/text/styled-line.ts';
import { codePages } from '../harness/code-pages.ts';
import { runCommand } from './run-command.ts';

const explain = (...args: string[]) => runCommand(explainCommand, args);
const shown = (markdown: string, columns: number) =>
  pageLines(markdown, columns).map((line) => renderLine(line, false));

describe('runbook explain', () => {
  it('prints the page of a code, as it stands in a message or without its brackets', async () => {
    const { stdout, exitCode } = await explain('unknown-variable');
    expect(stdout).to.match(/^unknown-variable\n\nError\. Nobody gives it a value/);
    expect(stdout).to.contain('\n    tasks:\n');
    expect(stdout).to.contain('error: unknown variable "stoped" [unknown-variable]\n');
    expect(exitCode).to.equal(0);
    expect((await explain('[Unknown-Variable]')).stdout).to.equal(stdout);
  });

  it('lists all codes with what they mean, one a line where the output is no terminal', async () => {
    const lines = (await explain()).stdout.split('\n');
    for (const { code, entry } of codePages) {
      const line = lines.find((each) => each.startsWith(`  ${code} `));
      expect(line).to.match(new RegExp(`^  ${code} +${entry.severities[0]!} +`));
      expect(line?.endsWith(`  ${entry.summary}`), line).to.equal(true);
    }
  });

  it('names the nearest code for a misspelt one, or those with a word of it, with exit code 4', async () => {
    const near = await explain('unkown-variable');
    expect(near.stderr).to.contain('did you mean "unknown-variable"?');
    expect(near.exitCode).to.equal(4);
    expect((await explain('edition')).stderr).to.contain('there are "other-edition", "wrong-edition"; ');
    expect((await explain('x')).stderr).to.contain('`runbook explain` lists all codes');
  });

  it('keeps every page within the width of the terminal, but for what is not prose', () => {
    for (const { markdown, code } of codePages) {
      for (const line of shown(markdown, 60)) {
        if (!line.startsWith(' ') && line.includes(' '))
          expect(line.length, `${code}: ${line}`).to.be.most(60);
      }
    }
  });

  it('shows all that a page says', () => {
    for (const { markdown, code } of codePages) {
      const words = (text: string) =>
        text.match(/[\w-]+/g)?.filter((word) => !/^(yaml|text|console|json)$/.test(word));
      const said = markdown.replace(/^<!--.*-->$/gm, '').replaceAll(/\]\((?:\.\.\/)?([^)#]*)[^)]*\)/g, ']');
      const lines = shown(markdown, 80)
        .join('\n')
        .replaceAll(/\s\(docs\/[a-z-]+\.md\)/g, '');
      expect(words(lines), code).to.deep.equal(words(said));
    }
  });
});
