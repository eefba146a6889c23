import { expect } from 'chai';
import { unmetRequirement } from '../../src/session/requirements.ts';
import type { SessionInfo } from '../../src/session/session.ts';

const info: SessionInfo = {
  executable: 'ssh://web1',
  pid: 1,
  began: '2026-01-01T00:00:00Z',
  version: '7.4.0',
  edition: 'Core',
  platform: 'Unix',
  languageMode: 'FullLanguage',
  elevated: null,
};
const help = (changes: Partial<SessionInfo>, requirements: object) =>
  unmetRequirement({ ...info, ...changes }, { modules: [], ...requirements }, undefined)?.help;

describe('What a session has to be', () => {
  it('is mended on this machine by naming another PowerShell', () => {
    expect(help({}, { edition: 'desktop' })).to.contain('--powershell');
    expect(help({}, { version: '7.5' })).to.contain('--powershell');
  });

  it('is mended on another host there, or by another way to it', () => {
    expect(help({ host: 'web1' }, { edition: 'desktop' }))
      .to.contain('--connection winrm')
      .and.not.to.contain('--powershell');
    expect(help({ host: 'web1', edition: 'Desktop' }, { edition: 'core' })).to.contain(
      '--configuration-name PowerShell.7',
    );
    expect(help({ host: 'web1' }, { version: '7.5' })).to.equal('install a later one on "web1"');
    expect(help({ host: 'web1' }, { version: '7.4', edition: 'core' })).to.equal(undefined);
  });
});
