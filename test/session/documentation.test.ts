import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { createSandbox, said } from '../harness/sandbox.ts';

const text = readFileSync(new URL('../../docs/session.md', import.meta.url), 'utf8').replaceAll('\r\n', '\n');

describe('docs/session.md', () => {
  const examples = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, example = '']) => example);

  it('has an example that ends well', async () => {
    expect(examples).to.have.length(1);
    const sandbox = createSandbox();
    const run = await sandbox.apply(examples[0]!);
    expect(run.exitCode, said(run)).to.equal(0);
    sandbox.dispose();
  });

  it('names everything that a task can keep', () => {
    const schema = readFileSync(new URL('../../schemas/runbook.schema.json', import.meta.url), 'utf8');
    const { $defs } = JSON.parse(schema) as {
      readonly $defs: { readonly keepable: { readonly enum: string[] } };
    };
    const rows = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, word]) => word);
    expect(rows).to.include.members($defs.keepable.enum);
  });
});
