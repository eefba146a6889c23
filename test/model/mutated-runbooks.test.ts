import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { runChecks } from '../../src/checks/run-checks.ts';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { lowerRunbook } from '../../src/program/lower.ts';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

describe('Loading a runbook that was damaged', () => {
  it('gives a runbook or says what is wrong, inside of the file, and never disagrees with the schema', () => {
    const texts = ['valid-shapes', 'valid-aliases', 'parameters', 'commands', 'choose'].map((name) =>
      read(`golden/${name}.yml`),
    );
    const pieces = Array.from('{}[]: \n"\'>~5,\\%').concat(
      '- ',
      '{{',
      '}}',
      '&a ',
      '*a',
      '<<: ',
      '|\n',
      'true',
      'when: ',
      'block:\n',
    );
    let seed = 5;
    const random = (limit: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % limit;
    };
    let loaded = 0;
    for (let run = 0; run < 1000; run++) {
      let text = texts[random(texts.length)] ?? '';
      for (let change = random(3); change >= 0; change--) {
        const start = random(text.length + 1);
        const end = Math.min(text.length, start + random(8));
        text =
          text.slice(0, start) +
          (pieces[random(pieces.length)] ?? '') +
          text.slice(random(2) === 0 ? end : start);
      }
      const { runbook, draft, diagnostics } = loadRunbook({ path: 'damaged.yml', text });
      if (draft) runChecks({ program: lowerRunbook(draft), hasRehearsal: false });
      expect(runbook !== undefined || diagnostics.length > 0, text).to.equal(true);
      if (runbook) loaded++;
      for (const diagnostic of diagnostics) {
        const { range, file } = diagnostic.location!;
        if (range.start < 0 || range.end < range.start || range.end > file.text.length) {
          expect.fail(`${printDiagnostic(diagnostic)}\n${text}`);
        }
        // What the converters accept the schema has to accept.
        if (diagnostic.code === 'schema') expect.fail(`${printDiagnostic(diagnostic)}\n${text}`);
      }
    }
    expect(loaded).to.be.greaterThan(10);
  });
});
