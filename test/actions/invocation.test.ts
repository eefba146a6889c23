import { expect } from 'chai';
import type { HoppingCall } from '../../src/actions/double-hop-help.ts';
import { failureOf, helpFor } from '../../src/actions/invocation.ts';
import type { ErrorRecordData, InvocationResult } from '../../src/session/session.ts';
import { completed } from '../harness/invocation-result.ts';

function error(message: string, changes: Partial<ErrorRecordData> = {}): ErrorRecordData {
  return {
    message,
    id: 'Id',
    category: 'NotSpecified',
    exception: 'System.Exception',
    target: null,
    causes: [],
    recommendedAction: null,
    position: '',
    scriptStack: '',
    terminating: false,
    ...changes,
  };
}

function result(state: InvocationResult['state'], ...errors: readonly ErrorRecordData[]): InvocationResult {
  return { ...completed, state, errors };
}

const going = { errorAction: 'continue' } as const;
const stopping = { errorAction: 'stop' } as const;

describe('the failure of an invocation', () => {
  it('is what ended it, not what was reported before', () => {
    const ended = result('failed', error('first'), error('last', { terminating: true }));
    expect(failureOf(ended, going)).to.equal('last\n(and 1 more error)');
  });

  it('is an error that ended nothing, unless going on was asked for', () => {
    const reported = result('completed', error('reported', { position: 'At line:1 char:1' }));
    expect(failureOf(reported, stopping)).to.equal('reported\nAt line:1 char:1');
    expect(failureOf(reported, going)).to.equal(undefined);
  });

  it('comes with help where Windows PowerShell takes stderr for an error', () => {
    const words = error('warning: old format', { id: 'NativeCommandError', terminating: true });
    const here = { host: undefined, parameters: new Map() };
    expect(helpFor(result('failed', error('before'), words), here)).to.contain('command:');
    expect(helpFor(result('failed', error('x', { terminating: true })), here)).to.equal(undefined);
  });

  describe('of a session on another host', () => {
    const help = (message: string, call: Partial<HoppingCall> = {}) => {
      const made = { host: 'web1', parameters: new Map(), ...call };
      return helpFor(result('failed', error(message, { terminating: true })), made);
    };
    const sql = {
      command: 'Install-CsDatabase',
      parameters: new Map([['SqlServerFqdn', 'sql01.contoso.com']]),
    };
    const share = { command: 'Get-ChildItem', parameters: new Map([['Path', '\\\\files\\updates']]) };

    it('comes with the double hop where only that can be meant', () => {
      const anonymous = "Login failed for user 'NT AUTHORITY\\ANONYMOUS LOGON'.";
      expect(help(anonymous)).to.contain('double hop').and.to.contain('credssp');
      expect(
        help('A specified logon session does not exist. It may already have been terminated.'),
      ).to.contain('double hop');
      expect(help('error code 0x80090322 occurred')).to.contain('double hop');
      expect(help(anonymous, { host: undefined })).to.equal(undefined);
    });

    it('comes with it where the call needs a third machine, which denies the access', () => {
      expect(help('Access is denied', sql)).to.contain('double hop');
      expect(help("Access to the path '\\\\files\\updates' is denied.", share)).to.contain('double hop');
      expect(help('Access is denied', { script: 'Copy-Item \\\\files\\updates\\a.exe C:\\' })).to.contain(
        'double hop',
      );
    });

    it('comes with it where a script names the third machine itself, and not where it names the host', () => {
      for (const named of ['-ComputerName sql01', "-SqlServerFqdn 'sql01.contoso.com'", '-Server:$dc'])
        expect(help('Access is denied', { script: `Get-This -Id 1 ${named} | Out-Null` }), named).to.contain(
          'double hop',
        );
      for (const named of ['-ComputerName WEB1', '-ComputerName $env:COMPUTERNAME', '-ServerName sql01'])
        expect(help('Access is denied', { script: `Get-This ${named}` }), named).to.equal(undefined);
      expect(help("Access to the path '\\\\files\\updates' is denied.", { script: 'Copy-It' })).to.contain(
        'double hop',
      );
    });

    it('tells a share of a third machine, by its whole name, too, from one of the host itself', () => {
      for (const machine of ['files', 'files.contoso.com', '10.0.0.7', '$server'])
        expect(help(`Access to the path '\\\\${machine}\\updates' is denied.`), machine).to.contain(
          'double hop',
        );
      for (const machine of ['web1', 'WEB1.contoso.com', 'localhost', '127.0.0.1', '$env:COMPUTERNAME'])
        expect(
          help('Access is denied', { script: `Copy-Item \\\\${machine}\\c$\\a.exe .` }),
          machine,
        ).to.equal(undefined);
      const own = new Map([...share.parameters, ['Credential', 'x']]);
      expect(
        help("Access to the path '\\\\files\\updates' is denied.", { ...share, parameters: own }),
      ).to.equal(undefined);
    });

    it('says nothing of it where no third machine is in sight, or where the call has its own account', () => {
      expect(help('Access is denied')).to.equal(undefined);
      expect(
        help('Access is denied', {
          command: 'Get-Service',
          parameters: new Map([['ComputerName', 'WEB1.contoso.com']]),
        }),
      ).to.equal(undefined);
      expect(
        help('Access is denied', { ...sql, parameters: new Map([...sql.parameters, ['Credential', 'x']]) }),
      ).to.equal(undefined);
      expect(help('Access is denied', { ...sql, host: undefined })).to.equal(undefined);
      expect(help('there is no such database', sql)).to.equal(undefined);
    });
  });
});
