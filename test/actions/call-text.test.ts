import { expect } from 'chai';
import { callText } from '../../src/actions/call-text.ts';
import { callToJson } from '../../src/actions/call-to-json.ts';
import type { Call } from '../../src/actions/call.ts';
import { findEncoding } from '../../src/values/text-encoding.ts';
import { EnumValue, PSObject, Secret, TypedText, type Value } from '../../src/values/value.ts';

const settings = { errorAction: 'stop', keep: [], environment: new Map(), checkMode: false } as const;

function cmdlet(parameters: Readonly<Record<string, Value>>, changes: Partial<Call> = {}): Call {
  const call = { kind: 'cmdlet', module: undefined, name: 'Set-Thing', ...settings, ...changes };
  return { ...call, parameters: new Map(Object.entries(parameters)) } as Call;
}

function command(changes: Partial<Extract<Call, { kind: 'command' }>>): Call {
  return {
    kind: 'command',
    argv: ['net', 'stop', 'w3svc'],
    directory: undefined,
    stdin: undefined,
    encoding: undefined,
    successExitCodes: [0n],
    environment: new Map(),
    checkMode: false,
    ...changes,
  };
}

function script(changes: Partial<Extract<Call, { kind: 'powershell' }>>): Call {
  const call = { kind: 'powershell', path: undefined, parameters: new Map(), encoding: undefined } as const;
  return { ...call, script: '', ...settings, ...changes };
}

describe('a call on record', () => {
  const values: readonly (readonly [Value, string, unknown])[] = [
    [true, '-P', true],
    [false, '-P:$false', false],
    [null, '-P $null', null],
    ['sql01.contoso.com', '-P sql01.contoso.com', 'sql01.contoso.com'],
    ["it's so", "-P 'it''s so'", "it's so"],
    ['', "-P ''", ''],
    ['-Force', "-P '-Force'", '-Force'],
    ['5', "-P '5'", '5'],
    [5n, '-P 5', 5],
    [2 ** 0.5, '-P 1.4142135623730951', 2 ** 0.5],
    [['a', 1n], '-P @(a, 1)', ['a', 1]],
    [new Map([['Name', ['x']]]), '-P @{ Name = @(x) }', { Name: ['x'] }],
    [new Secret('word'), '-P ********', '********'],
    [new Uint8Array([1, 2]), '-P (2 bytes)', 'AQI='],
    [new EnumValue('T', 'Stopped', 1n), '-P Stopped', 'Stopped'],
    [
      new TypedText('Guid', '00000000-0000-0000-0000-000000000000'),
      `-P '${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}'`,
      '00000000-0000-0000-0000-000000000000',
    ],
    [
      new PSObject(['System.Diagnostics.Process'], new Map([['Id', 4n]]), 'pwsh (4)'),
      '-P (pwsh (4))',
      { Id: 4 },
    ],
    [new PSObject(['T'], new Map()), '-P (T)', {}],
    [
      Array.from({ length: 5000 }, () => 'x'),
      '-P (a list, too large to be shown)',
      '(a list, too large to be shown)',
    ],
    ['x'.repeat(100_000), '-P (a string, too large to be shown)', '(a string, too large to be shown)'],
  ];
  for (const [value, text, json] of values) {
    it(`of a cmdlet with ${text.slice(0, 60)}`, () => {
      expect(callText(cmdlet({ P: value }))).to.equal(`Set-Thing ${text}`);
      expect(callToJson(cmdlet({ P: value }))).to.deep.equal({
        kind: 'cmdlet',
        name: 'Set-Thing',
        parameters: { P: json },
        error_action: 'stop',
      });
    });
  }

  it('of a cmdlet names its module, and what of the environment is set for it', () => {
    const environment = new Map([
      ['A', 'x'],
      ['B', null],
    ]);
    const call = cmdlet({}, { module: 'Lync', environment, keep: ['location'] });
    expect(callText(call)).to.equal('Lync\\Set-Thing (environment: A=x, B unset)');
    expect(callToJson(call)).to.deep.include({
      module: 'Lync',
      keep: ['location'],
      environment: { A: 'x', B: null },
    });
  });

  it('of a program has its arguments as they are, and where it runs', () => {
    expect(callText(command({}))).to.equal('net stop w3svc');
    const more = command({
      argv: ['a b', '-x', '5', ''],
      directory: 'C:\\x',
      stdin: 'yes',
      encoding: findEncoding('cp850'),
    });
    expect(callText(more)).to.equal("'a b' -x 5 '' (in C:\\x) (stdin: 3 characters)");
    expect(callToJson(more)).to.deep.equal({
      kind: 'command',
      argv: ['a b', '-x', '5', ''],
      chdir: 'C:\\x',
      stdin: 'yes',
      encoding: findEncoding('cp850')?.name,
    });
  });

  it('of a script says which one it is', () => {
    expect(callText(script({ script: '  Get-Date\n', parameters: new Map([['P', 1n]]) }))).to.equal(
      '& { Get-Date } -P 1',
    );
    expect(callText(script({ script: 'param($P)\nGet-Date\n' }))).to.equal('& { param($P) … } (2 lines)');
    const file = script({ script: 'Get-Date', path: 'a b/x.ps1' });
    expect(callText(file)).to.equal("& 'a b/x.ps1'");
    expect(callToJson(file)).to.include({ path: 'a b/x.ps1' }).and.not.have.property('script');
    expect(callToJson(script({ script: 'Get-Date' }))).to.include({ script: 'Get-Date' });
  });

  it('of all else says what it is', () => {
    const question = { text: 'Sure?', kind: 'confirm', echo: true, alwaysAsk: false } as const;
    const calls: readonly (readonly [Call, string, object])[] = [
      [{ kind: 'session', operation: 'close', checkMode: false }, 'session: close', { operation: 'close' }],
      [{ kind: 'pause', question, checkMode: false }, 'ask: Sure?', { prompt: 'Sure?' }],
      [
        { kind: 'pause', duration: 90_000, prompt: 'Wait', checkMode: false },
        'wait 1 min 30 s',
        { seconds: 90, prompt: 'Wait' },
      ],
      [{ kind: 'set_fact', facts: new Map([['a', 1n]]) }, 'set_fact a', { facts: { a: 1 } }],
      [
        { kind: 'meta', operation: 'flush_handlers' },
        'meta: flush_handlers',
        { operation: 'flush_handlers' },
      ],
      [{ kind: 'assert', broken: undefined, message: undefined }, 'assert', {}],
      [{ kind: 'fail', message: 'no' }, 'fail', {}],
      [{ kind: 'debug', expression: undefined, value: 'x' }, 'debug', {}],
    ];
    for (const [call, text, json] of calls) {
      expect(callText(call)).to.equal(text);
      expect(callToJson(call)).to.deep.equal({ kind: call.kind, ...json });
    }
  });
});
