import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { cases } from './cases/cmdlet-cases.ts';
import { engine, runEngine } from './engine.ts';

/** Runs every case in one process, each in a scope of its own, and writes what came out. */
const DRIVER = `
param($CasesFile, $ResultFile, $d)
Set-Location $d
$results = foreach ($case in Get-Content $CasesFile -Raw | ConvertFrom-Json) {
    $json = try {
        $output = @(& ([scriptblock]::Create($case.script)))
        if ($output.Count -eq 1) { ConvertTo-Json $output[0] -Compress -Depth 5 } else { ConvertTo-Json $output -Compress -Depth 5 }
    }
    catch { ConvertTo-Json "threw: $_" -Compress }
    [pscustomobject]@{ key = $case.key; json = "$json" }
}
[IO.File]::WriteAllText($ResultFile, (ConvertTo-Json @($results) -Compress))
`;

describe('the embedded engine’s base cmdlets', function () {
  this.timeout(240_000);
  const results = new Map<string, unknown>();
  let folder = '';

  before(async () => {
    await engine();
    folder = mkdtempSync(join(tmpdir(), 'runbook-cmdlets-'));
    const all = Object.entries(cases).flatMap(([cmdlet, list]) =>
      list.map(([title, script]) => ({ key: `${cmdlet} ${title}`, script })),
    );
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(all));
    writeFileSync(join(folder, 'driver.ps1'), DRIVER);
    const run = await runEngine([
      '-NonInteractive',
      '-File',
      join(folder, 'driver.ps1'),
      join(folder, 'cases.json'),
      join(folder, 'results.json'),
      folder,
    ]);
    expect(run.exitCode, run.stderr).to.equal(0);
    const read = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as {
      key: string;
      json: string;
    }[];
    for (const { key, json } of read) results.set(key, JSON.parse(json));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [cmdlet, list] of Object.entries(cases)) {
    describe(cmdlet, () => {
      for (const [title, , expected] of list) {
        it(title, () => {
          const result = results.get(`${cmdlet} ${title}`);
          // Nothing at all is an empty array here.
          expect(Array.isArray(result) && result.length === 0 ? null : result).to.deep.equal(expected);
        });
      }
    });
  }
});
