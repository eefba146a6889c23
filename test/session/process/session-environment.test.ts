import { expect } from 'chai';
import { sessionEnvironment } from '../../../src/session/process/session-environment.ts';

const ofPowerShell7 = [
  'C:\\Users\\ann\\Documents\\PowerShell\\Modules',
  'C:\\Program Files\\PowerShell\\Modules',
  'c:\\program files\\powershell\\7\\Modules',
].join(';');
const ofWindowsPowerShell = [
  'C:\\Program Files\\WindowsPowerShell\\Modules',
  'C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules',
  'D:\\Our modules',
].join(';');
const windowsPowerShell = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';

function modulePath(value: string, executable: string, platform: NodeJS.Platform): string | undefined {
  return sessionEnvironment({ psmodulepath: value }, executable, {}, platform)['psmodulepath'];
}

describe("the environment of PowerShell's process", () => {
  it('has what the session adds', () => {
    expect(sessionEnvironment({ A: '1', B: '2' }, 'pwsh', { B: '3' })).to.include({ A: '1', B: '3' });
  });

  it('keeps PowerShell from sending anything and from asking for updates', () => {
    const ours = { POWERSHELL_TELEMETRY_OPTOUT: '0' };
    expect(sessionEnvironment(ours, 'pwsh', {})).to.include({
      POWERSHELL_TELEMETRY_OPTOUT: '1',
      POWERSHELL_UPDATECHECK: 'Off',
    });
  });

  it('has no parameters, whatever the case of their names', () => {
    const ours = { RUNBOOK_PARAM_WORD: 'secret', Runbook_Param_other: 'secret', RUNBOOK_PARAMETER: 'none' };
    const environment = sessionEnvironment(ours, 'pwsh', {});
    expect(Object.values(environment)).to.not.include('secret');
    expect(environment).to.include({ RUNBOOK_PARAMETER: 'none' });
  });

  it('names what is for the start only, so that the far end takes it out again', () => {
    const { RUNBOOK_SESSION_HIDE: hidden, ...environment } = sessionEnvironment({}, 'pwsh', {});
    expect(environment).to.include({ DOTNET_EnableDiagnostics: '0', POWERSHELL_DIAGNOSTICS_OPTOUT: '1' });
    expect(hidden?.split(';')).to.include.members([
      'DOTNET_EnableDiagnostics',
      'POWERSHELL_DIAGNOSTICS_OPTOUT',
    ]);
  });

  it('leaves to the tasks what was set by hand, whatever the case of its name', () => {
    const environment = sessionEnvironment({ dotnet_enablediagnostics: '1' }, 'pwsh', {});
    expect(environment).to.include({ dotnet_enablediagnostics: '1' });
    expect(environment).to.not.have.property('DOTNET_EnableDiagnostics');
    expect(environment['RUNBOOK_SESSION_HIDE']).to.not.contain('DOTNET_EnableDiagnostics');
  });

  it('gives Windows PowerShell no modules of a PowerShell 7 that started the runner', () => {
    const value = `${ofPowerShell7};${ofWindowsPowerShell}`;
    expect(modulePath(value, windowsPowerShell, 'win32')).to.equal(ofWindowsPowerShell);
  });

  it('lets Windows PowerShell make its own module path where nothing else is in it', () => {
    const environment = sessionEnvironment({ PSModulePath: ofPowerShell7 }, 'powershell', {}, 'win32');
    expect(environment).to.not.have.property('PSModulePath');
  });

  it('leaves the module path of a PowerShell 7 alone', () => {
    const pwsh = 'C:\\Program Files\\PowerShell\\7\\pwsh.exe';
    expect(modulePath(ofPowerShell7, pwsh, 'win32')).to.equal(ofPowerShell7);
    expect(modulePath('/opt/powershell/Modules', '/usr/bin/powershell', 'linux')).to.equal(
      '/opt/powershell/Modules',
    );
  });
});
