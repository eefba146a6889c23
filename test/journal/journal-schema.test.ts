import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import type { Entry } from '../../src/journal/entry.ts';
import { createSandbox, said } from '../harness/sandbox.ts';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

describe('schemas/journal.schema.json', function () {
  it('describes every line of a journal', async () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../schemas/journal.schema.json', import.meta.url), 'utf8'),
    ) as object;
    const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
    const sandbox = createSandbox();
    try {
      sandbox.file(
        'runbook.yml',
        `params: { pw: { type: string, secret: true, required: true } }
tasks:
  - { name: output, powershell: "[pscustomobject]@{ A = 1.5; B = [datetime]'2026-01-05'; C = 1, 2 }", register: r }
  - { name: hidden, no_log: true, powershell: { script: 'param($p) $p', parameters: { p: '{{ pw }}' } } }
  - { name: read, Get-Item: { Path: '{{ playbook_dir }}' }, register: i }
  - window: { limit: 1 hour }
    block:
      - { name: waits, pause: { seconds: 0 } }
      - { name: fails, powershell: { script: 'param([IO.DirectoryInfo] $d) throw "no"', parameters: { d: '{{ i.output[0] }}' } } }
`,
      );
      const run = await sandbox.run(['apply', 'runbook.yml'], { env: { RUNBOOK_PARAM_PW: 'Hunter2222' } });
      expect(run.exitCode, said(run)).to.equal(2);
      await sandbox.run(['resume'], { env: { RUNBOOK_PARAM_PW: 'Hunter2222' } });
      await sandbox.run(['apply', 'runbook.yml'], { env: { RUNBOOK_PARAM_PW: 'Hunter2222' } });
      const runs = join(sandbox.directory, '.state', 'runs');
      const lines = readdirSync(runs).flatMap((id) =>
        readFileSync(join(runs, id, 'journal.jsonl'), 'utf8')
          .trimEnd()
          .split('\n'),
      );
      for (const member of ['"earlier":{', '"windows":[{"id"', '"windows":[{"', '"neededBy":"'])
        expect(lines.some((line) => line.includes(member))).to.equal(true);
      const types = new Set<Entry['type']>();
      for (const line of lines) {
        const entry = JSON.parse(line) as Entry;
        types.add(entry.type);
        expect(validate(entry), `${line}\n${JSON.stringify(validate.errors)}`).to.equal(true);
      }
      expect([...types]).to.have.members(['run', 'intended', 'note', 'ended', 'finished', 'resumed']);
    } finally {
      sandbox.dispose();
    }
  });
});
