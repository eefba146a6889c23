import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { runChecks } from '../../src/checks/run-checks.ts';
import { lineAndColumn, printDiagnostic } from '../../src/diagnostics/print.ts';
import { fileSystemIn } from '../../src/document/file-system.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import type { ScriptFacts } from '../../src/values/script-facts.ts';
import { parsedScriptsIn } from '../harness/parsed-scripts.ts';

const folder = fileURLToPath(new URL('golden/', import.meta.url));
/** With `UPDATE_GOLDENS=1` the expected files are written anew: look at the difference before committing it. */
const update = process.env['UPDATE_GOLDENS'] === '1';

describe('Checking a runbook', () => {
  const names = readdirSync(folder).filter((file) => file.endsWith('.yml'));
  const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
  let scripts: ReadonlyMap<string, ScriptFacts>;
  before(async () => {
    const fileSystem = fileSystemIn(folder);
    scripts = await parsedScriptsIn(names.map((name) => ({ path: name, text: textOf(name), fileSystem })));
  });

  for (const name of names) {
    it(`says what is written down about ${name}`, () => {
      const loaded = loadRunbook({ path: name, text: textOf(name) }, { fileSystem: fileSystemIn(folder) });
      expect(loaded.diagnostics.map(printDiagnostic)).to.deep.equal([]);
      const { diagnostics, proofs } = runChecks({
        program: lowerRunbook(loaded.runbook!),
        hasRehearsal: true,
        scripts,
      });
      const proved = proofs.map(({ location, text }) => {
        const { line } = lineAndColumn(location.file, location.range.start);
        return `${location.file.path}:${line}: proved: ${text}`;
      });
      const text = [...diagnostics.map(printDiagnostic), ...proved].map((line) => `${line}\n`).join('');
      const path = join(folder, name.replace(/\.yml$/, '.expected'));
      if (update) writeFileSync(path, text);
      expect(text).to.equal(existsSync(path) ? readFileSync(path, 'utf8') : '');
    });
  }
});
