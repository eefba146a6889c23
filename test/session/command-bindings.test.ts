import { expect } from 'chai';
import type { LiveSession } from '../../src/session/live-session.ts';
import { cmdletCall, observe, openTestSession, output } from './test-session.ts';

describe('the name of a command', () => {
  let session: LiveSession;
  before(async () => {
    session = await openTestSession();
  });
  after(() => session.close());

  const load = (module: string, name: string, text = module) =>
    output(
      session,
      `$null = New-Module -Name ${module} { function ${name} { '${text}' } } | Import-Module -Global -DisableNameChecking`,
    );
  const call = async (name: string) => {
    const result = await observe(session, cmdletCall(name));
    const warnings = result.records.flatMap((record) => (record.stream === 'warning' ? [record.text] : []));
    return [result.output, warnings];
  };

  it('keeps its meaning when another module brings it, which is named once', async () => {
    await load('First', 'Get-Thing');
    expect(await call('Get-Thing')).to.deep.equal([['First'], []]);
    await load('Second', 'Get-Thing');
    expect(await call('Get-Thing')).to.deep.equal([
      ['First'],
      [
        "The module 'Second' brings a command 'Get-Thing', too. It is not used: the run goes on with that of the module 'First'. Write 'First\\Get-Thing' or 'Second\\Get-Thing' to say which one is meant.",
      ],
    ]);
    expect(await call('Get-Thing')).to.deep.equal([['First'], []]);
    expect(await call('Second\\Get-Thing')).to.deep.equal([['Second'], []]);
  });

  it('of a cmdlet, too', async () => {
    const [before] = await call('Get-UICulture');
    await load('Impostor', 'Get-UICulture');
    const [after, [warning]] = (await call('Get-UICulture')) as [unknown[], string[]];
    expect(after).to.have.length((before as unknown[]).length);
    expect(after).not.to.deep.equal(['Impostor']);
    expect(warning).to.contain("The module 'Impostor' brings a command 'Get-UICulture', too.");
  });

  it('means what a script has made of it itself', async () => {
    await load('Third', 'Get-Other');
    expect(await call('Get-Other')).to.deep.equal([['Third'], []]);
    await output(session, `function global:Get-Other { 'own' }`);
    expect(await call('Get-Other')).to.deep.equal([['own'], []]);
  });

  it('is told of where its module has gone and another one has it', async () => {
    await load('Fourth', 'Get-Moving');
    await call('Get-Moving');
    await output(session, 'Remove-Module Fourth');
    await load('Fifth', 'Get-Moving');
    expect(await call('Get-Moving')).to.deep.equal([
      ['Fifth'],
      ["'Get-Moving' is now that of the module 'Fifth': the module 'Fourth', which had it, is gone."],
    ]);
    expect(await call('Get-Moving')).to.deep.equal([['Fifth'], []]);
  });
});
