import { expect } from 'chai';
import { leavesAsIs } from '../../src/session/leaves-as-is.ts';
import { readsOnly } from '../../src/values/read-only-verbs.ts';
import type { Value } from '../../src/values/value.ts';

const leaves = (name: string, parameters: Readonly<Record<string, Value | undefined>> = {}): boolean =>
  leavesAsIs(name, new Map(Object.entries(parameters)));

describe('a call that leaves the system as it is', () => {
  it('reads by its verb or name, waits, or speaks', () => {
    const names = [
      ...['Get-Service', 'test-path', 'ConvertTo-Json', 'ConvertFrom-Csv', 'Select-Object', 'Where-Object'],
      ...['Format-Table', 'Join-Path', 'Split-Path', 'Import-Csv', 'Import-Clixml', 'Start-Sleep'],
      ...['Wait-Process', 'Wait-Job', 'Write-Host', 'Write-Warning', 'Write-Output'],
    ];
    expect(names.filter((name) => !leaves(name))).to.deep.equal([]);
  });

  it('is none of what writes, whatever its verb', () => {
    const names = [
      ...['Set-Content', 'Out-File', 'Export-Csv', 'Import-Module', 'Start-Service', 'Invoke-Command'],
      ...['Format-Volume', 'Split-WindowsImage', 'Write-EventLog', 'Write-VolumeCache', 'ForEach-Object'],
      ...['Resolve-SCOMAlert', 'Getaway'],
    ];
    expect(names.filter((name) => leaves(name))).to.deep.equal([]);
  });

  it('is a web request with a safe method that keeps no file', () => {
    for (const name of ['Invoke-RestMethod', 'Invoke-WebRequest']) {
      expect(leaves(name)).to.equal(true);
      for (const method of ['Get', 'HEAD', 'Default', 'options'])
        expect(leaves(name, { Uri: 'x', Method: method })).to.equal(true);
      for (const method of ['Post', 'PUT', 'Delete', 'Patch', 'Merge', '', undefined, 5n])
        expect(leaves(name, { Method: method }), String(method)).to.equal(false);
      expect(leaves(name, { method: 'post' })).to.equal(false);
      expect(leaves(name, { Meth: 'Post' }), 'as PowerShell abbreviates it').to.equal(false);
      expect(leaves(name, { CustomMethod: 'PURGE' })).to.equal(false);
      expect(leaves(name, { CustomMethod: 'GET' })).to.equal(true);
      expect(leaves(name, { OutFile: 'a.zip' })).to.equal(false);
    }
  });

  it('is a reading command only without the parameter that makes it write', () => {
    expect(leaves('Get-WindowsUpdate')).to.equal(true);
    expect(leaves('Get-WindowsUpdate', { Install: true })).to.equal(false);
    expect(leaves('Search-Mailbox', { DeleteContent: true })).to.equal(false);
  });

  it('is not for that reason run in check mode', () => {
    for (const name of ['Invoke-RestMethod', 'Import-Csv', 'Start-Sleep', 'Write-Host', 'Wait-Process'])
      expect(readsOnly(name), name).to.equal(false);
    for (const name of ['Get-Service', 'Format-List', 'Split-Path', 'Where-Object'])
      expect(readsOnly(name), name).to.equal(true);
  });
});
