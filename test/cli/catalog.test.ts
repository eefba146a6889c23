import { expect } from 'chai';
import { readCatalogByLine } from '../../src/catalog/read-catalog.ts';
import { readCatalogFile } from '../../src/catalog/index.ts';
import { doctorCommand } from '../../src/cli/doctor/doctor.ts';
import { catalogCommand } from '../../src/cli/catalog/catalog.ts';
import { validateCommand } from '../../src/cli/validate/validate.ts';
import { testPowerShell } from '../session/test-session.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary-folder.ts';

const variables = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
);

describe('runbook catalog', function () {
  // An export installs nothing.
  before(() => testPowerShell());
  const folder = temporaryFolder({
    'contoso.psm1': `
      function Get-ContosoBackup { [CmdletBinding()] param([Parameter(Mandatory = $true)] [string] $Server, [ValidateSet('Full', 'Part')] $Kind) }
      Export-ModuleMember -Function Get-ContosoBackup
    `,
    'wrong.json': '{ "format": 2 }',
    'site/named.yml': 'catalogs: [contoso.json]\ntasks: [{ Get-ContosoBackup: { Sever: a } }]\n',
    'site/wrong.yml': 'catalogs: [missing.json, ../wrong.json]\ntasks: [{ debug: {} }]\n',
    'site/none.yml': 'catalogs: none.json\ntasks: [{ debug: {} }]\n',
    'site/none.json': '[]',
    'backup.yml': 'tasks: [{ Get-ContosoBackup: { Sever: a } }]\n',
  });
  const catalog = (...args: string[]) =>
    runCommand(catalogCommand, args, { directory: folder.path, variables });
  const validate = (...args: string[]) =>
    runCommand(validateCommand, args, { directory: folder.path, variables });

  it("shows a command's parameter sets", async () => {
    const { stdout, exitCode } = await catalog('show', 'install-csdatabase');
    expect(exitCode).to.equal(0);
    expect(stdout).to.match(
      /^Install-CsDatabase: a command of the module "Lync" \(catalog lync-server-2013, 2013\)\n/,
    );
    expect(stdout).to.match(/\nByConfigured\n {2}-ConfiguredDatabases -SqlServerFqdn <Fqdn> \[-Clean\]/);
    expect(stdout).to.match(/\nValues\n {2}-DatabaseType: Application, Archiving, /);
    expect(stdout).to.contain('\nAlso: -WhatIf and -Confirm; the common parameters\n');
  });

  it('shows what each catalog knows, for programs too', async () => {
    const { stdout } = await catalog('show', 'Stop-Service', '--json');
    const shown = JSON.parse(stdout) as { catalog: string; sets: Record<string, object> }[];
    expect(shown.map((each) => each.catalog)).to.deep.equal(['windows-powershell-5.1', 'powershell-7.6']);
    expect(shown[0]?.sets).to.have.property('DisplayName');
  });

  it('names the nearest command where no catalog has it', async () => {
    const { stderr, exitCode } = await catalog('show', 'Install-CsDatabse');
    expect(exitCode).to.equal(4);
    expect(stderr).to.contain('no catalog knows "Install-CsDatabse"').and.contain('"Install-CsDatabase"');
  });

  it('exports a module that keeps the schema, and that is read line by line', async () => {
    const { stdout, stderr, exitCode } = await catalog('export', '--module', 'Microsoft.PowerShell.Archive');
    expect(exitCode, stderr).to.equal(0);
    const read = readCatalogFile('archive.json', stdout);
    if (!('catalog' in read)) throw new Error(read.diagnostic.message);
    expect(read.catalog.names()).to.deep.equal(['Compress-Archive', 'Expand-Archive']);
    const facts = readCatalogByLine(Buffer.from(stdout)).command('compress-archive');
    expect(facts?.sets.get('Path')?.get('Path')).to.deep.include({ mandatory: true, position: 0 });
    expect(facts?.parameters.get('CompressionLevel')?.values).to.include('Optimal');
  });

  it('exports what --catalog of validate then knows', async () => {
    const before = await validate('backup.yml');
    expect(before.stdout).to.contain('[uncatalogued-command]');
    const exported = await catalog('export', '-m', './contoso.psm1', '-o', 'contoso.json');
    expect(exported.exitCode, exported.stderr).to.equal(0);
    const after = await validate('backup.yml', '--catalog', 'contoso.json');
    expect(after.stdout).to.contain('"Get-ContosoBackup" has no parameter "Sever"');
    expect(after.exitCode).to.equal(4);
    const doctored = await runCommand(doctorCommand, ['backup.yml', '--catalog', 'contoso.json'], {
      directory: folder.path,
      variables,
    });
    expect(doctored.stderr).to.contain('"Get-ContosoBackup" has no parameter "Sever"');
    expect([doctored.stdout, doctored.exitCode]).to.deep.equal(['', 4]);
  });

  it('knows the commands of a catalog that the runbook names, from whatever folder', async () => {
    const exported = await catalog('export', '-m', './contoso.psm1', '-o', 'site/contoso.json');
    expect(exported.exitCode, exported.stderr).to.equal(0);
    const { stdout } = await validate('site/named.yml');
    expect(stdout).to.contain('site/named.yml:2:32: error: "Get-ContosoBackup" has no parameter "Sever"');
  });

  it('says at its name which catalog of a runbook is none, is missing, or lies outside', async () => {
    const none = await validate('site/none.yml');
    expect(none.stdout).to.contain('site/none.yml:1:11: error: "site/none.json" is no catalog of commands');
    const { stdout } = await validate('site/wrong.yml');
    expect(stdout).to.contain('site/wrong.yml:1:12: error:').and.contain('missing.json');
    expect(stdout).to.contain(
      'site/wrong.yml:1:26: error: "wrong.json" lies outside of the runbook\'s folder',
    );
  });

  it('refuses what is no catalog, and a module that is not there', async () => {
    const wrong = await validate('backup.yml', '--catalog', 'wrong.json');
    expect(wrong.stdout).to.contain('"wrong.json" is no catalog of commands').and.contain('[catalog]');
    expect(wrong.exitCode).to.equal(4);
    const missing = await catalog('export', '-m', 'No-Such-Module');
    expect(missing.exitCode).to.equal(3);
    expect(missing.stderr).to.contain('No-Such-Module');
  });
});
