import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runChecks } from '../../src/checks/run-checks.ts';
import { filesIn } from '../harness/files-in.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';
import { hasErrors, sortDiagnostics } from '../../src/diagnostics/diagnostic.ts';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import type { ScriptFacts } from '../../src/values/script-facts.ts';
import { parsedScriptsIn } from '../harness/parsed-scripts.ts';

const path = join(packageDirectory, 'docs', 'checks.md');
/** With `UPDATE_GOLDENS=1` the outputs are written anew: look at the difference before committing it. */
const update = process.env['UPDATE_GOLDENS'] === '1';

interface Example {
  /** The heading that it stands under: a code, or nothing. */
  readonly code: string | undefined;
  readonly severity: string | undefined;
  readonly hasRehearsal: boolean;
  readonly yaml: string;
  readonly output: string;
  /** Other files, by their names. */
  readonly files: Readonly<Record<string, string>>;
}

function examplesIn(markdown: string): Example[] {
  const sections = markdown.split(/^(?=#{2,3} )/m);
  return sections.flatMap((section) => {
    const code = /^### `([a-z-]+)`/.exec(section)?.[1];
    const severity = /\n(Error|Warning|Information)\. /.exec(section)?.[1]?.toLowerCase();
    const blocks = section.matchAll(/```yaml\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g);
    const files = Object.fromEntries(
      [...section.matchAll(/```yaml (\S+)\n([\s\S]*?)```/g)].map(([, name = '', text = '']) => [name, text]),
    );
    return [...blocks].map(([, yaml = '', output = '']) => ({
      code,
      severity,
      hasRehearsal: section.includes('<!-- a runbook with a rehearsal -->'),
      yaml,
      output,
      files,
    }));
  });
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

describe('docs/checks.md', () => {
  const markdown = readFileSync(path, 'utf8');
  const examples = examplesIn(markdown);
  const documented = [...markdown.matchAll(/^### `([a-z-]+)`$/gm)].map(([, code]) => code);

  let scripts: ReadonlyMap<string, ScriptFacts>;
  before(async () => {
    scripts = await parsedScriptsIn(
      examples.map(({ yaml, files }) => {
        const fileSystem = filesIn({ 'site.yml': yaml, ...files });
        return { path: 'site.yml', text: yaml, fileSystem };
      }),
    );
    if (!update) return;
    let written = markdown;
    for (const example of examples) {
      const head = `\`\`\`yaml\n${example.yaml}\`\`\`\n\n\`\`\`text\n`;
      const { text } = validate(example, scripts);
      written = written.replace(`${head}${example.output}`, () => `${head}${text}`);
    }
    writeFileSync(path, written);
  });

  for (const example of examples) {
    it(`shows what is said of ${example.code ?? 'an example of the introduction'}`, () => {
      const { codes, severities, text } = validate(example, scripts);
      if (!update) expect(text).to.equal(example.output);
      if (example.code === undefined) return;
      const at = codes.indexOf(example.code);
      expect(codes).to.include(example.code);
      expect(severities[at]).to.equal(example.severity);
      // One mistake gives one message.
      expect(codes.filter((code) => code !== example.code)).to.deep.equal([]);
    });
  }

  it('has an example for every code that it describes', () => {
    expect(documented).to.deep.equal(examples.flatMap(({ code }) => code ?? []));
    expect(documented).to.have.length(new Set(documented).size);
  });

  it('names every code that a runbook has been seen to give', () => {
    const folder = join(packageDirectory, 'test', 'model', 'golden');
    const goldens = readdirSync(folder).filter((name) => name.endsWith('.expected'));
    const texts = goldens.map((name) => readFileSync(join(folder, name), 'utf8'));
    const codes = new Set(
      texts.flatMap((text) => [...text.matchAll(/: .* \[([a-z-]+)\]$/gm)].map(([, code]) => code)),
    );
    for (const code of codes) expect(markdown, code).to.contain(`\`${code}\``);
  });
});
