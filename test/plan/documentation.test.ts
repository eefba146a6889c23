import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { planCommand } from '../../src/cli/plan/plan.ts';
import { validateCommand } from '../../src/cli/validate/validate.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';
import { runCommand } from '../cli/run-command.ts';

/** With `UPDATE_GOLDENS=1` the outputs are written anew: look at the difference before committing it. */
const update = process.env['UPDATE_GOLDENS'] === '1';

const COMMANDS = new Map([
  ['plan', planCommand],
  ['validate', validateCommand],
]);

for (const name of ['parameters.md', 'plan.md']) {
  describe(`docs/${name}`, () => {
    const path = join(packageDirectory, 'docs', name);
    const markdown = readFileSync(path, 'utf8');
    let directory: string;
    let written = markdown;

    before(() => {
      directory = mkdtempSync(join(tmpdir(), 'runbook-docs-'));
      for (const [, text = '', file = ''] of markdown.matchAll(/```yaml\n(# (\S+)\n[\s\S]*?)```/g)) {
        writeFileSync(join(directory, file), text);
      }
    });
    after(() => {
      rmSync(directory, { recursive: true });
      if (update) writeFileSync(path, written);
    });

    const transcripts = [...markdown.matchAll(/```console\n\$ (.*)\n([\s\S]*?)```/g)];
    for (const [block, line = '', output = ''] of transcripts) {
      it(`shows what "${line}" writes`, async () => {
        const words = Array.from(
          line.matchAll(/'([^']*)'|(\S+)/g),
          ([, quoted, plain]) => quoted ?? plain ?? '',
        );
        const command = words.indexOf('runbook');
        const variables = Object.fromEntries(
          words.slice(0, command).map((word) => word.split('=') as [string, string]),
        );
        const make = COMMANDS.get(words[command + 1] ?? '');
        if (!make) throw new Error(`"${line}" is no command of these pages`);
        const run = await runCommand(make, words.slice(command + 2), { directory, variables });
        const text = run.stderr + run.stdout;
        written = written.replace(block, () => `\`\`\`console\n$ ${line}\n${text}\`\`\``);
        if (!update) expect(text).to.equal(output);
        expect(run.exitCode).to.equal(/(?:^|: )error: /m.test(text) ? 4 : 0);
      });
    }

    it('has transcripts', () => expect(transcripts).not.to.deep.equal([]));
  });
}
