import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runChecks } from '../../src/checks/run-checks.ts';
import { codePages, filesOf, type CodePage } from '../harness/code-pages.ts';
import { filesIn } from '../harness/files-in.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';
import { hasErrors, sortDiagnostics } from '../../src/diagnostics/diagnostic.ts';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import type { ScriptFacts } from '../../src/values/script-facts.ts';
import { parsedScriptsIn } from '../harness/parsed-scripts.ts';

/** With `UPDATE_GOLDENS=1` the outputs are written anew: look at the difference before committing it. */
const update = process.env['UPDATE_GOLDENS'] === '1';

interface Example {
  /** The code whose page it stands on; nothing for one of the introduction, docs/checks.md. */
  readonly code: string | undefined;
  readonly severities: readonly string[];
  readonly path: string;
  readonly hasRehearsal: boolean;
  readonly yaml: string;
  readonly output: string;
  /** Other files, by their names. */
  readonly files: Readonly<Record<string, string>>;
}

const introduction = join(packageDirectory, 'docs', 'checks.md');

/** Each runbook without a name that is followed by what is said of it. */
function examplesIn(path: string, markdown: string, page?: CodePage): Example[] {
  const blocks = markdown.matchAll(/```yaml\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g);
  return Array.from(blocks, ([, yaml = '', output = '']) => ({
    code: page?.code,
    severities: page?.entry.severities ?? [],
    path,
    hasRehearsal: markdown.includes('<!-- a runbook with a rehearsal -->'),
    yaml,
    output,
    files: filesOf(markdown),
  }));
}

function validate(
  { yaml, hasRehearsal, files }: Example,
  scripts: ReadonlyMap<string, ScriptFacts>,
): {
  codes: string[];
  severities: string[];
  text: string;
} {
  const loaded = loadRunbook(
    { path: 'site.yml', text: yaml },
    { fileSystem: filesIn({ 'site.yml': yaml, ...files }) },
  );
  const checked = loaded.draft && runChecks({ program: lowerRunbook(loaded.draft), hasRehearsal, scripts });
  const diagnostics = sortDiagnostics([...loaded.diagnostics, ...(checked?.diagnostics ?? [])]);
  const proofs = hasErrors(diagnostics) ? [] : (checked?.proofs ?? []);
  const text = [...diagnostics.map(printDiagnostic), ...proofs.map((proof) => proof.text)].map(
    (line) => `${line}\n`,
  );
  return {
    codes: diagnostics.map(({ code }) => code),
    severities: diagnostics.map(({ severity }) => severity),
    text: text.join(''),
  };
}

describe('The examples of docs/checks.md and of the pages of codes', () => {
  const examples = [
    ...examplesIn(introduction, readFileSync(introduction, 'utf8')),
    ...codePages.flatMap((page) => examplesIn(page.path, page.markdown, page)),
  ];

  let scripts: ReadonlyMap<string, ScriptFacts>;
  before(async () => {
    scripts = await parsedScriptsIn(
      examples.map(({ yaml, files }) => {
        const fileSystem = filesIn({ 'site.yml': yaml, ...files });
        return { path: 'site.yml', text: yaml, fileSystem };
      }),
    );
    if (!update) return;
    for (const example of examples) {
      const head = `\`\`\`yaml\n${example.yaml}\`\`\`\n\n\`\`\`text\n`;
      const { text } = validate(example, scripts);
      const written = readFileSync(example.path, 'utf8');
      writeFileSync(
        example.path,
        written.replace(`${head}${example.output}`, () => `${head}${text}`),
      );
    }
  });

  for (const example of examples) {
    it(`show what is said of ${example.code ?? 'one of the introduction'}`, () => {
      const { codes, severities, text } = validate(example, scripts);
      if (!update) expect(text).to.equal(example.output);
      if (example.code === undefined) return;
      expect(codes).to.include(example.code);
      expect(example.severities).to.include(severities[codes.indexOf(example.code)]);
      // One mistake gives one message.
      expect(codes.filter((code) => code !== example.code)).to.deep.equal([]);
    });
  }
});
