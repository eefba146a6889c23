import { expect } from 'chai';
import type { LiveSession } from '../../src/session/live-session.ts';
import { typeName } from '../../src/values/describe.ts';
import { toJson } from '../../src/values/json.ts';
import {
  EnumValue,
  OrderedMapping,
  PSObject,
  Secret,
  TypedText,
  type Value,
} from '../../src/values/value.ts';
import { cmdletCall, openTestSession, output, scriptCall } from './test-session.ts';

/** The value, the type that PowerShell has for it, and what comes back where that is not the same. */
type Case = readonly [title: string, value: Value, type: string, back?: Value];

const everyCharacter = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code)).join('');

const cases: readonly Case[] = [
  ['true', true, 'System.Boolean'],
  ['false', false, 'System.Boolean'],
  ['zero', 0n, 'System.Int32'],
  ['the least 32-bit integer', -(2n ** 31n), 'System.Int32'],
  ['an integer of 33 bits', 2n ** 32n, 'System.Int64'],
  ['the greatest 64-bit integer', 2n ** 63n - 1n, 'System.Int64'],
  ['the least 64-bit integer', -(2n ** 63n), 'System.Int64'],
  ['the greatest unsigned 64-bit integer', 2n ** 64n - 1n, 'System.UInt64'],
  [
    'an integer of 100 digits',
    10n ** 99n,
    'System.Numerics.BigInteger',
    new TypedText('BigInteger', (10n ** 99n).toString()),
  ],
  ['a float', 2.5, 'System.Double'],
  ['a whole float', 2, 'System.Double'],
  ['the least float', 5e-324, 'System.Double'],
  ['the greatest float', Number.MAX_VALUE, 'System.Double'],
  ['a float of 17 digits', 0.1 + 0.2, 'System.Double'],
  ['not a number', NaN, 'System.Double'],
  ['infinity', Infinity, 'System.Double'],
  ['minus infinity', -Infinity, 'System.Double'],
  ['minus zero', -0, 'System.Double'],
  ['the empty string', '', 'System.String'],
  ['white space', ' \t\r\n ', 'System.String'],
  ['a string that looks like XML', '<S N="x">&amp;</S>]]>', 'System.String'],
  ['a string that looks like an escape', '_x0041_ _x_ x_x000A_', 'System.String'],
  ['control characters and the first 8,448 code units', everyCharacter, 'System.String'],
  ['characters beyond the first plane', '😀𝒳𠀀', 'System.String'],
  ['lone surrogates', 'a\ud800b\udfffc', 'System.String'],
  ['surrogates in the wrong order', '\udc00\ud800', 'System.String'],
  ['non-characters', '\ufffe\uffff', 'System.String'],
  ['code that stays text', '$(exit 9); "`$x"; `n', 'System.String'],
  ['no bytes', new Uint8Array(), 'System.Byte[]'],
  ['every byte', Uint8Array.from({ length: 256 }, (_, byte) => byte), 'System.Byte[]'],
  ['an empty array', [], 'System.Object[]'],
  ['an array of one', [1n], 'System.Object[]'],
  ['an array of null', [null], 'System.Object[]'],
  ['nested arrays', [[], [[1n]], [1n, [2n, 'x']]], 'System.Object[]'],
  ['an array that begins with a letter', ['h', 'a'], 'System.Object[]'],
  ['an empty hashtable', new Map(), 'System.Collections.Hashtable'],
  [
    'an ordered mapping',
    new OrderedMapping([
      ['z', 1n],
      ['a', [new OrderedMapping([[3n, 'x']])]],
      [0n, null],
    ]),
    'System.Collections.Specialized.OrderedDictionary',
  ],
  ['a decimal', new TypedText('Decimal', '79228162514264337593543950335'), 'System.Decimal'],
  ['a decimal with its scale', new TypedText('Decimal', '1.500'), 'System.Decimal'],
  ['a date in UTC', new TypedText('DateTime', '2024-02-29T12:34:56.1234567Z'), 'System.DateTime'],
  ['a date of unspecified kind', new TypedText('DateTime', '0001-01-01T00:00:00.0000001'), 'System.DateTime'],
  [
    'a date with an offset',
    new TypedText('DateTimeOffset', '2024-02-29T12:34:56.1234567-09:30'),
    'System.DateTimeOffset',
  ],
  ['a time span', new TypedText('TimeSpan', '-1.02:03:04.5000000'), 'System.TimeSpan'],
  ['a time span of seconds', new TypedText('TimeSpan', '00:00:05'), 'System.TimeSpan'],
  ['a GUID', new TypedText('Guid', '0f8fad5b-d9cb-469f-a165-70867728950e'), 'System.Guid'],
  ['a version', new TypedText('Version', '8308.815.0.1'), 'System.Version'],
  ['a URI', new TypedText('Uri', 'https://example.com/ä?q=1&r=2'), 'System.Uri'],
  ['a character', new TypedText('Char', '€'), 'System.Char'],
  ['XML', new TypedText('Xml', '<a b="1">x<!-- c --></a>'), 'System.Xml.XmlDocument'],
  ['an enumeration value', new EnumValue('System.DayOfWeek', 'Friday', 5n), 'System.DayOfWeek'],
  ['a combined flag', new EnumValue('System.IO.FileShare', 'ReadWrite', 3n), 'System.IO.FileShare'],
  [
    'an enumeration that is not known there',
    new EnumValue('Lync.Topology', 'Pool', 3n),
    'System.String',
    'Pool',
  ],
  [
    'a semantic version',
    new TypedText('SemanticVersion', '7.6.9-rc.1'),
    'System.Management.Automation.SemanticVersion',
  ],
  ['a script block, which becomes text', new TypedText('ScriptBlock', 'exit 9'), 'System.String', 'exit 9'],
  [
    'a custom object',
    new PSObject(
      ['System.Management.Automation.PSCustomObject', 'System.Object'],
      new Map<string, Value>([
        ['Name', 'x'],
        ['List', [1n]],
        ['Nothing', null],
      ]),
    ),
    'System.Management.Automation.PSCustomObject',
  ],
];

describe('values', () => {
  let session: LiveSession;
  before(async () => {
    session = await openTestSession();
  });
  after(() => session.close());

  // The comma keeps arrays whole on their way through the pipeline.
  const echo = 'param($Value) $Value.GetType().FullName; , $Value';

  for (const [title, value, type, back = value] of cases) {
    it(`go to PowerShell and back: ${title}`, async () => {
      const result = await output(session, echo, { Value: value });
      expect(result[0]).to.equal(type);
      expect(result[1]).to.deep.equal(back);
      expect(typeName(result[1]!)).to.equal(typeName(back));
      if (typeof back === 'number') expect(Object.is(result[1], back)).to.equal(true);
    });
  }

  it('go to PowerShell and back: null', async () => {
    expect(await output(session, 'param($Value) $null -eq $Value; , $Value', { Value: null })).to.deep.equal([
      true,
      null,
    ]);
  });

  it('go to PowerShell and back: a hashtable with keys of every type', async () => {
    const mapping = new Map<bigint | number | string | boolean, Value>([
      ['Name', 1n],
      [2n, 'two'],
      [2.5, [null]],
      [true, new Map([['inner', new TypedText('Decimal', '1.0')]])],
    ]);
    const [back] = await output(session, 'param($Value) , $Value', { Value: mapping });
    expect(new Set(back as Map<unknown, Value>)).to.deep.equal(new Set(mapping));
  });

  it('keep keys that differ in case only', async () => {
    const mapping = new Map([
      ['a', 1n],
      ['A', 2n],
    ]);
    const [back] = await output(session, 'param($Value) , $Value', { Value: mapping });
    expect(new Set(back as Map<unknown, Value>)).to.deep.equal(new Set(mapping));
    const [ordered] = await output(session, 'param($Value) , $Value', { Value: new OrderedMapping(mapping) });
    expect(ordered).to.deep.equal(new OrderedMapping(mapping));
  });

  it('look up hashtables without regard to case', async () => {
    const script = 'param($Table, $Ordered) $Table.NAME; $Ordered.NAME';
    const mapping = new Map([['name', 'x']]);
    const values = { Table: mapping, Ordered: new OrderedMapping(mapping) };
    expect(await output(session, script, values)).to.deep.equal(['x', 'x']);
  });

  it('of a megabyte go there and back', async () => {
    const text = 'ä<\u0001'.repeat(350_000);
    expect(await output(session, 'param($Value) $Value', { Value: text })).to.deep.equal([text]);
  });

  it('keep the type names that were put on a custom object', async () => {
    const [made] = await output(
      session,
      '$o = [pscustomobject] @{ A = 1 }; $o.PSObject.TypeNames.Insert(0, "My.Type"); $o',
    );
    expect(made).to.be.instanceOf(PSObject);
    expect((made as PSObject).typeNames[0]).to.equal('My.Type');
    const [back] = await output(session, 'param($Value) $Value.PSObject.TypeNames[0]; $Value', {
      Value: made!,
    });
    expect(back).to.equal('My.Type');
  });

  const fromPowerShell: readonly (readonly [script: string, expected: Value])[] = [
    ['[byte] 255', 255n],
    ['[sbyte] -128', -128n],
    ['[int16] -5', -5n],
    ['[uint16] 65535', 65535n],
    ['[uint32] 4294967295', 4294967295n],
    ['[single] 0.5', 0.5],
    ['[Collections.ArrayList] @(1, 2) | ForEach-Object { , $_ }', 1n],
    [', [Collections.Generic.List[string]] @("a", "b")', ['a', 'b']],
    [', [Collections.Generic.Queue[int]] [int[]] @(1, 2)', [1n, 2n]],
    [', [Collections.Generic.Stack[int]] [int[]] @(1, 2)', [2n, 1n]],
    [', (1, 2 | ForEach-Object { $_ })', [1n, 2n]],
    ['$d = [Collections.Generic.Dictionary[string,int]]@{}; $d.Add("a", 1); , $d', new Map([['a', 1n]])],
    ['"text" | Add-Member -NotePropertyName note -NotePropertyValue 1 -PassThru', 'text'],
    ['{ Get-Date }', new TypedText('ScriptBlock', ' Get-Date ')],
    ['@{ [DayOfWeek]::Monday = 1 }', new Map([['Monday', 1n]])],
  ];
  for (const [script, expected] of fromPowerShell) {
    it(`come from PowerShell: ${script}`, async () => {
      expect((await output(session, script))[0]).to.deep.equal(expected);
    });
  }

  it('come from PowerShell: a local date with its offset', async () => {
    const [date] = await output(
      session,
      '[datetime]::SpecifyKind([datetime] "2024-01-02T03:04:05", "Local")',
    );
    expect((date as TypedText).type).to.equal('DateTime');
    expect((date as TypedText).text).to.match(/^2024-01-02T03:04:05[+-]\d\d:\d\d$/);
  });

  it('hide a SecureString that comes back', async () => {
    const script =
      '$s = [securestring][Activator]::CreateInstance([securestring]); $s.AppendChar("q"); $s.AppendChar("w"); @{ s = $s }';
    const [table] = await output(session, script);
    const secret = (table as Map<string, Value>).get('s');
    expect(secret).to.deep.equal(new PSObject(['System.Security.SecureString'], new Map(), '********'));
  });

  it('mark what the depth limit has cut off', async () => {
    const script = `$deep = 'bottom'; foreach ($level in 1..6) { $deep = [pscustomobject] @{ Level = $level; Next = $deep } }; $deep`;
    const { output: found } = await session.invoke(scriptCall(script, { depth: 2 }));
    const top = found[0] as PSObject;
    const second = top.get('Next') as PSObject;
    const third = second.get('Next') as PSObject;
    expect([top.truncated, second.truncated, third.truncated]).to.deep.equal([false, false, true]);
    expect(top.get('Level')).to.equal(6n);
    expect(second.get('Level')).to.equal(5n);
    expect(third.properties.size).to.equal(0);
  });

  it('are kept to a depth of 4 by default, and containers do not count', async () => {
    const script = `$deep = 'bottom'; foreach ($level in 1..6) { $deep = [pscustomobject] @{ Next = @(@{ Inner = $deep }) } }; $deep`;
    const [top] = await output(session, script);
    let depth = 0;
    for (let at = top as PSObject; !at.truncated; depth++) {
      at = ((at.get('Next') as Value[])[0] as Map<string, Value>).get('Inner') as PSObject;
    }
    expect(depth).to.equal(4);
  });

  it('have one level of properties where they are objects of .NET, which can be as deep as the machine', async () => {
    const [file] = await output(session, 'param($Name) [IO.FileInfo] $Name', { Name: 'folder/file.txt' });
    const folder = (file as PSObject).get('Directory') as PSObject;
    expect((file as PSObject).get('Name')).to.equal('file.txt');
    expect((toJson(file ?? null) as Record<string, unknown>)['Directory'])
      .to.equal(folder.text)
      .and.match(/folder$/);
    expect([(file as PSObject).truncated, folder.truncated, folder.properties.size]).to.deep.equal([
      false,
      true,
      0,
    ]);
  });

  it('end where an object refers to itself', async () => {
    const [object] = await output(
      session,
      '$o = [pscustomobject] @{ N = 1 }; $o | Add-Member -NotePropertyName Self -NotePropertyValue $o; $o',
    );
    const self = (object as PSObject).get('Self') as PSObject;
    expect(self.truncated).to.equal(true);
    expect((object as PSObject).get('N')).to.equal(1n);
  });

  it('show one object that appears twice in both places', async () => {
    const [pair] = await output(session, '$o = [pscustomobject] @{ N = 1 }; , @($o, $o)');
    const [first, second] = pair as PSObject[];
    expect(first!.get('N')).to.equal(1n);
    expect(second).to.deep.equal(first);
  });

  it('of a secret arrive as SecureString where that is wanted, else as text', async () => {
    const script =
      'param([securestring] $Wanted, $Plain, [string] $Text) $Wanted.GetType().Name; $Plain; $Text; ([pscredential][Activator]::CreateInstance([pscredential], [object[]]@("u", $Wanted))).GetNetworkCredential().Password';
    const secret = new Secret('päss"word');
    expect(await output(session, script, { Wanted: secret, Plain: secret, Text: secret })).to.deep.equal([
      'SecureString',
      'päss"word',
      'päss"word',
      'päss"word',
    ]);
  });

  it('of a username and a password make a credential where that is wanted', async () => {
    await output(
      session,
      'function global:Get-Who { param([pscredential] $Credential, $Other) $Credential.UserName; $Credential.GetNetworkCredential().Password; $Other.GetType().Name }',
    );
    const given = new Map<string, Value>([
      ['username', 'DOMAIN\\ann'],
      ['password', new Secret('hunter2!')],
    ]);
    const call = cmdletCall('Get-Who', { parameters: { Credential: given, Other: given } });
    expect((await session.invoke(call)).output).to.deep.equal(['DOMAIN\\ann', 'hunter2!', 'Hashtable']);
  });

  it('of a wrong credential are refused in words', async () => {
    await output(session, 'function global:Get-Who { param([pscredential] $Credential) 1 }');
    const call = cmdletCall('Get-Who', { parameters: { Credential: new Map([['user', 'x']]) } });
    const result = await session.invoke(call);
    expect(result.state).to.equal('failed');
    expect(result.errors[0]!.message).to.contain("'username' and 'password'");
  });
});
