import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { lateMistakes } from '../../src/cli/apply/late-mistakes.ts';
import type { Environment } from '../../src/cli/environment.ts';
import type { PreparedRun } from '../../src/cli/apply/prepare-run.ts';
import { checkRunbook } from '../../src/cli/validate/check-runbook.ts';
import { testPowerShell } from '../session/test-session.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('Scripts for which there was no PowerShell at first', function () {
  const folder = temporaryFolder({
    'site.yml': [
      'session: { edition: core }',
      'catalogs: [contoso.json]',
      'tasks:',
      '  - Get-Dte: {}',
      "  - powershell: 'if ($true {'",
      '',
    ].join('\n'),
  });

  it('are parsed by that of the run, and the catalogs of the runbook count as they did before', async () => {
    const shipped = new URL('../../catalogs/powershell-7.6.json', import.meta.url);
    const catalog = JSON.parse(readFileSync(shipped, 'utf8')) as { commands: Record<string, object> };
    writeFileSync(
      join(folder.path, 'contoso.json'),
      JSON.stringify({ ...catalog, aliases: {}, commands: { 'Get-Dte': catalog.commands['Get-Date'] } }),
    );
    const variables = { XDG_CACHE_HOME: folder.path };
    const environment = { currentDirectory: folder.path, variables } as unknown as Environment;
    const found = { path: join(folder.path, 'site.yml'), shown: 'site.yml', shipped: false };
    const first = await checkRunbook(found, environment, { parser: null });
    expect(first.diagnostics.map(({ code }) => code)).to.deep.equal(['scripts-not-parsed']);
    const prepared = { unparsed: first.unparsed } as PreparedRun;
    const late = await lateMistakes(prepared, await testPowerShell(), environment);
    expect([...new Set(late.map(({ code }) => code))]).to.deep.equal(['script-syntax']);
  });
});
