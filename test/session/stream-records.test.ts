import { expect } from 'chai';
import { performPowerShell } from '../../src/actions/powershell.ts';
import type { Ports } from '../../src/actions/ports.ts';
import { failureOf, helpFor } from '../../src/actions/invocation.ts';
import type { LiveSession } from '../../src/session/live-session.ts';
import { toJson } from '../../src/values/json.ts';
import { PSObject, type Value } from '../../src/values/value.ts';
import { observe, openTestSession, output, scriptCall } from './test-session.ts';

describe('a record of a stream among the output', () => {
  let session: LiveSession;
  before(async () => {
    session = await openTestSession();
  });
  after(() => session.close());

  const first = async (script: string): Promise<PSObject> => {
    const [value] = await output(session, script);
    expect(value).to.be.instanceOf(PSObject);
    return value as PSObject;
  };
  const at = (value: Value, ...names: readonly string[]): Value =>
    names.reduce<Value>((inner, name) => (inner as PSObject).get(name) ?? null, value);

  it('is an error with what it is about', async () => {
    const error = await first(
      `try { Write-Error -Message 'no such box' -TargetObject 'box' -ErrorId 'NoBox' -Category ObjectNotFound -RecommendedAction 'look again' } catch { $_ }`,
    );
    expect(error.text).to.equal('no such box');
    expect(error.typeNames[0]).to.equal('System.Management.Automation.ErrorRecord');
    expect(at(error, 'Exception', 'Message')).to.equal('no such box');
    expect(at(error, 'Exception', 'Type')).to.equal('Microsoft.PowerShell.Commands.WriteErrorException');
    expect(at(error, 'FullyQualifiedErrorId')).to.match(/^NoBox/);
    expect(at(error, 'CategoryInfo', 'Category')).to.include({ name: 'ObjectNotFound' });
    expect(at(error, 'TargetObject')).to.equal('box');
    expect(at(error, 'ErrorDetails', 'RecommendedAction')).to.equal('look again');
    expect(at(error, 'InvocationInfo', 'PositionMessage')).to.match(/^At line:1 char:/);
    expect(at(error, 'InvocationInfo', 'ScriptLineNumber')).to.equal(1n);
    expect(JSON.stringify(toJson(error))).to.contain('"Message":"no such box"');
  });

  it('has the exceptions inside of an exception', async () => {
    const script = `[InvalidOperationException]::new('outer', [ArgumentException]::new('inner', 'Name'))`;
    for (const value of [
      await first(`try { throw ${script} } catch { $_ }`).then((error) => at(error, 'Exception')),
      await first(script),
    ]) {
      expect(at(value, 'Message')).to.equal('outer');
      expect(at(value, 'InnerException', 'Message')).to.contain('inner');
      expect(at(value, 'InnerException', 'ParamName')).to.equal('Name');
    }
  });

  it('is data where data was thrown', async () => {
    const error = await first(`try { throw @{ Code = 42 } } catch { $_ }`);
    expect((at(error, 'TargetObject') as Map<string, Value>).get('Code')).to.equal(42n);
  });

  for (const [stream, script, type] of [
    ['error', `Write-Error 'words' -ErrorAction Continue 2>&1`, 'ErrorRecord'],
    ['warning', `Write-Warning 'words' 3>&1`, 'WarningRecord'],
    ['verbose', `Write-Verbose 'words' -Verbose 4>&1`, 'VerboseRecord'],
    ['debug', `$DebugPreference = 'Continue'; Write-Debug 'words' 5>&1`, 'DebugRecord'],
    ['information', `Write-Information 'words' -Tags 't' 6>&1`, 'InformationRecord'],
    ['host', `Write-Host 'words' 6>&1`, 'InformationRecord'],
  ] as const) {
    it(`keeps text and type: ${stream}`, async () => {
      const { records, output: kept } = await observe(session, scriptCall(script));
      const [record] = kept as PSObject[];
      expect(record!.text).to.equal('words');
      expect(record!.isRecord).to.equal(true);
      expect(record!.typeNames[0]).to.equal(`System.Management.Automation.${type}`);
      expect(records).to.have.length(1);
      expect(records[0]).to.include({ stream: 'output', text: 'words' });
      expect(JSON.stringify(toJson(record!))).to.contain('words');
    });
  }

  it('has its message data', async () => {
    const record = await first(`Write-Information -MessageData @{ Step = 3 } -Tags 'a', 'b' 6>&1`);
    expect((at(record, 'MessageData') as Map<string, Value>).get('Step')).to.equal(3n);
    expect(at(record, 'Tags')).to.deep.equal(['a', 'b']);
  });
});

describe('an error of a call', () => {
  let session: LiveSession;
  before(async () => {
    session = await openTestSession();
  });
  after(() => session.close());
  const context = { errorAction: 'stop' } as const;

  it('has the data that was thrown', async () => {
    const result = await session.invoke(scriptCall(`throw @{ Code = 42; Text = 'no' }`));
    const [error] = result.errors;
    expect((error!.target as Map<string, Value>).get('Code')).to.equal(42n);
    expect(failureOf(result, context))
      .to.match(/^@\{.*Code=42.*\}/)
      .and.not.contain('Hashtable');
    const object = await session.invoke(scriptCall(`throw [pscustomobject] @{ Code = 42 }`));
    expect((object.errors[0]!.target as PSObject).get('Code')).to.equal(42n);
  });

  it('has the exceptions inside, in the words of its failure, too', async () => {
    const result = await session.invoke(
      scriptCall(
        `throw [InvalidOperationException]::new('outer', [IO.IOException]::new('the disk is full'))`,
      ),
    );
    expect(result.errors[0]!.causes).to.deep.equal([
      { exception: 'System.IO.IOException', message: 'the disk is full' },
    ]);
    expect(failureOf(result, context)).to.match(
      /^outer\ncaused by System.IO.IOException: the disk is full\nAt line:1/,
    );
    const said = await session.invoke(scriptCall(`[IO.File]::ReadAllText('/nowhere/at/all')`));
    expect(failureOf(said, context), 'an outer message that has the inner one').not.to.contain('caused by');
  });

  it('has what its author recommends, as help', async () => {
    const result = await session.invoke(
      scriptCall(`Write-Error 'failed' -RecommendedAction 'mount the database first'`),
    );
    expect(result.errors[0]!.recommendedAction).to.equal('mount the database first');
    expect(helpFor(result, { host: undefined, parameters: new Map() })).to.equal('mount the database first');
  });

  it('is said where a result keeps less than came', async () => {
    const shown: [string, string][] = [];
    const outcome = await performPowerShell(
      {
        kind: 'powershell',
        script: '1..200001',
        path: undefined,
        parameters: new Map(),
        encoding: undefined,
        keep: [],
        environment: new Map(),
        checkMode: false,
        ...context,
      },
      {
        keepOutput: true,
        verbose: false,
        signal: new AbortController().signal,
        sessions: { use: () => Promise.resolve(session) },
        show: (stream: string, text: string) => {
          if (stream !== 'output') shown.push([stream, text]);
        },
      } as unknown as Ports,
    );
    expect(outcome.status).to.equal('done');
    expect(shown).to.deep.equal([
      ['warning', 'the registered result has only the beginning of output (200,000 objects of the output)'],
    ]);
  });
});
