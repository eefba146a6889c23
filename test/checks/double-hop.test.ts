import { expect } from 'chai';
import { doubleHops, type HopOptions } from '../../src/checks/double-hop.ts';
import type { ConnectionSettings } from '../../src/model/connection.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { lowerRunbook } from '../../src/program/lower.ts';

const TEXT = `tasks:
  - Get-CimInstance: { ClassName: Win32_Service, ComputerName: sql01.contoso.com }
  - Get-ChildItem: { Path: '\\\\files\\updates' }
`;

function lines(connection: ConnectionSettings, options: HopOptions = {}, text = TEXT): number[] {
  const program = lowerRunbook(loadRunbook({ path: 'site.yml', text }).runbook!);
  return doubleHops(program, connection, options)
    .flatMap(({ location, related = [] }) => [location!, ...related.map((each) => each.location)])
    .map(({ file, range }) => file.text.slice(0, range.start).split('\n').length);
}

describe('A second hop', () => {
  it('is named over ssh, and over WinRM that does not hand the account on', () => {
    expect(lines({ type: 'ssh' })).to.deep.equal([2, 3]);
    for (const authentication of ['default', 'kerberos', 'negotiate', 'digest'] as const)
      expect(lines({ type: 'winrm', authentication }), authentication).to.deep.equal([2, 3]);
  });

  it('is not named where it goes well, where the host decides, and where nobody says how the host is reached', () => {
    expect(lines({ type: 'local' })).to.deep.equal([]);
    expect(lines({ user: 'admin' })).to.deep.equal([]);
    expect(lines({ type: 'winrm', authentication: 'credssp' })).to.deep.equal([]);
    expect(lines({ type: 'winrm', configurationName: 'Maintenance' })).to.deep.equal([]);
    expect(lines({ type: 'ssh', options: new Map([['GSSAPIDelegateCredentials', 'yes']]) })).to.deep.equal(
      [],
    );
  });

  it('is none to the host itself, nor of what does not run', () => {
    expect(lines({ type: 'ssh' }, { host: 'SQL01' })).to.deep.equal([3]);
    expect(lines({ type: 'ssh' }, { host: 'files.contoso.com' })).to.deep.equal([2]);
    expect(lines({ type: 'ssh' }, { selected: (id) => id !== 'tasks/0' })).to.deep.equal([3]);
  });

  it('is none where the call has an account of its own', () => {
    const text = `tasks:\n  - Get-CimInstance: { ClassName: X, ComputerName: sql01 }\n  - Get-Service: { ComputerName: sql01, Credential: x }\n`;
    expect(lines({ type: 'ssh' }, {}, text)).to.deep.equal([2]);
  });
});
