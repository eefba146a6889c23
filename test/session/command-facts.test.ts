import { expect } from 'chai';
import { readDescribed } from '../../src/catalog/index.ts';
import { commandFacts } from '../../src/session/command-facts.ts';
import type { LiveSession } from '../../src/session/live-session.ts';
import { openTestSession, output } from './test-session.ts';

describe('What a session says of its commands', function () {
  let session: LiveSession;
  before(async () => (session = await openTestSession()));
  after(() => session.close());

  const describeCommands = async (...names: string[]) =>
    readDescribed(await commandFacts(session, { names }), 'core');

  it('is what a catalog says of them', async () => {
    await output(
      session,
      `function global:Test-Everything {
        [CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'One')]
        param(
          [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'One')] [Alias('Nr')] [Nullable[int]] $Number,
          [Parameter(ParameterSetName = 'Two', ValueFromPipeline = $true)] [string[]] $Names,
          [ValidateSet('A', 'B')] [string] $Letter,
          [System.DayOfWeek[]] $Days,
          [Parameter(ValueFromRemainingArguments = $true)] [object[]] $Rest,
          [switch] $Quick
        )
      }`,
    );
    const answer = (await describeCommands('test-everything')).get('test-everything');
    if (answer?.kind !== 'found') throw new Error(answer?.kind);
    const { facts } = answer.command;
    expect(facts).to.deep.include({
      name: 'Test-Everything',
      module: null,
      shouldProcess: true,
      defaultSet: 'One',
    });
    expect(facts).to.deep.include({ takesCommon: true, dynamic: false });
    expect([...facts.parameters.keys()]).to.deep.equal([
      'Days',
      'Letter',
      'Names',
      'Number',
      'Quick',
      'Rest',
    ]);
    const { Number: number, Letter: letter, Days: days } = Object.fromEntries(facts.parameters);
    expect(number).to.deep.include({ type: 'Nullable<Int32>', aliases: ['Nr'], values: undefined });
    expect(letter).to.deep.include({ type: 'String', values: ['A', 'B'], valuesKind: 'set' });
    expect(days).to.deep.include({ type: 'DayOfWeek[]', valuesKind: 'enum' });
    expect(days?.values).to.include('Sunday');
    expect([...facts.sets.keys()]).to.deep.equal(['One', 'Two']);
    expect(facts.sets.get('One')?.get('Number')).to.deep.include({ mandatory: true, position: 0 });
    expect(facts.sets.get('Two')?.get('Names')).to.deep.include({ mandatory: false, pipeline: 'value' });
    expect(facts.sets.get('Two')?.get('Rest')).to.deep.include({ remaining: true });
    expect(facts.sets.get('One')?.has('Names')).to.equal(false);
  });

  it('knows functions without common parameters, and those with dynamic ones, whose code it does not run', async () => {
    await output(
      session,
      `$global:Ran = 'no'
      function global:Test-Simple($Value) { }
      function global:Test-Dynamic { [CmdletBinding()] param() dynamicparam { $global:Ran = 'yes' } end { } }`,
    );
    const answers = await describeCommands('Test-Simple', 'Test-Dynamic');
    const [simple, dynamic] = [...answers.values()].map(
      (each) => each.kind === 'found' && each.command.facts,
    );
    expect(simple).to.deep.include({ takesCommon: false, dynamic: false });
    expect(dynamic).to.deep.include({ takesCommon: true, dynamic: true });
    expect(await output(session, '$global:Ran')).to.deep.equal(['no']);
  });

  it('loads no module for it', async () => {
    const answers = await describeCommands('Compress-Archive', 'Get-Servce');
    expect(answers.get('Compress-Archive')).to.deep.equal({
      kind: 'unloaded',
      module: 'Microsoft.PowerShell.Archive',
    });
    expect(answers.get('Get-Servce')?.kind).to.equal('missing');
    expect(await output(session, '@(Get-Module Microsoft.PowerShell.Archive).Count')).to.deep.equal([0n]);
  });

  it('says which commands there are like one that is missing', async () => {
    const answer = (await describeCommands('Get-Itme')).get('Get-Itme');
    expect(answer?.kind === 'missing' && answer.similar).to.include('Get-Item');
  });
});
