import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { filesIn } from '../harness/files-in.ts';
import { KEYS } from '../../src/model/convert/vocabulary.ts';

const text = read('runbook-format.md');

describe('docs/runbook-format.md', () => {
  const examples = checkExamples(text);

  it('has examples', () => {
    expect(examples).to.be.greaterThan(12);
  });

  it('names every key', () => {
    const keys = [...new Set(Object.values(KEYS).flat())];
    expect(
      keys.filter((key) => !text.includes(`\`${key}\``) && !text.includes(`\n### ${key}\n`)),
    ).to.deep.equal([]);
  });

  it('leads to sections that are there', () => {
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...text.matchAll(/\]\(#([^)]*)\)/g)].map(([, target]) => target);
    expect(headings).to.include.members(links);
  });
});

describe('docs/session.md', () => {
  checkExamples(read('session.md'));
});

describe('docs/files.md', () => {
  checkExamples(read('files.md'));
});

describe('docs/facts.md', () => {
  checkExamples(read('facts.md'));
});

function read(name: string): string {
  const path = fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
  return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
}

/** Has a test for each example of a runbook, or of a list of tasks; gives their number. */
function checkExamples(page: string): number {
  // A fence with a name is a file that the examples name.
  const files = Object.fromEntries(
    [...page.matchAll(/^```\w+ (\S+\.\w+)\n(.*?)^```$/gms)].map(([, name = '', text = '']) => [name, text]),
  );
  const examples = [...page.matchAll(/^```yaml( tasks)?\n(.*?)^```$/gms)];
  for (const [index, [, tasks, example = '']] of examples.entries()) {
    const line = page.slice(0, examples[index]!.index).split('\n').length;
    it(`has an example in line ${line} that is right`, () => {
      // A list of tasks is shown without the play around it.
      const runbook = tasks === undefined ? example : `tasks:\n${example.replace(/^/gm, '  ')}`;
      const { diagnostics } = loadRunbook(
        { path: 'example.yml', text: runbook },
        { fileSystem: filesIn(files) },
      );
      expect(diagnostics.map(printDiagnostic)).to.deep.equal([]);
    });
  }
  return examples.length;
}
