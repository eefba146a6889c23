import { expect } from 'chai';
import { refusesShape } from '../../src/catalog/refuses-shape.ts';
import { shapeOf } from '../../src/catalog/shape.ts';
import type { LiveSession } from '../../src/session/live-session.ts';
import { toJson } from '../../src/values/json.ts';
import type { Value } from '../../src/values/value.ts';
import { cmdletCall, openTestSession, output } from '../session/test-session.ts';

const types = [
  'String SwitchParameter Boolean Byte SByte Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal DateTime TimeSpan Guid Version Uri IPAddress',
  'ScriptBlock Hashtable IDictionary SecureString String[] Int32[] Boolean[] UInt16[] Guid[] DateTime[] Byte[] Nullable<Int32> Nullable<Boolean>',
  'Nullable<DateTime> Object Object[] PSObject Char Char[] CultureInfo',
].flatMap((line) => line.split(' '));

const values: readonly Value[] = [
  null,
  true,
  false,
  ...[0n, 5n, -1n, 255n, 256n, 40_000n, 70_000n, 3_000_000_000n, 2n ** 63n - 1n, -(2n ** 40n)],
  ...[5.5, 3e10, -0.5],
  ...[
    '',
    ' ',
    '5',
    ' 5 ',
    '-5',
    '+5',
    '5.5',
    '.5',
    '1,000',
    '0x10',
    '0xFFFFFFFF',
    '0b101',
    '1e3',
    '5kb',
    '2GB',
    '5l',
    '5d',
    '5 minutes',
    '5minutes',
    'five',
  ],
  ...[
    'true',
    'False',
    'yes',
    '$true',
    '2026-11-26',
    '11/26/2026',
    '26.11.2026',
    '2026-11-26T10:00:00Z',
    '10:30',
    'tomorrow',
    'Nov 26 2026',
  ],
  ...[
    '00:05',
    '1.02:03:04',
    '5.00:00:00',
    '0f8fad5b-d9cb-469f-a165-70867728950e',
    '{0f8fad5b-d9cb-469f-a165-70867728950e}',
    '0f8fad5bd9cb469fa16570867728950e',
  ],
  ...['1.2', '1.2.3.4', '1.2.3.4.5', '10.0.0.1', 'fe80::1', 'https://contoso.com', 'C:\\Temp', 'de-DE', 'x'],
  ...[[], [5n], ['a', 'b'], [5n, 'x'], [true], [[1n], [2n]], ['2026-11-26', 'tomorrow']],
  new Map([['a', 1n]]),
];

describe('What a type refuses', function () {
  let session: LiveSession;
  before(async () => (session = await openTestSession()));
  after(() => session.close());

  for (const type of types) {
    it(`is refused by PowerShell, too: ${type}`, async () => {
      const dotNet = type
        .replace('Nullable<', 'Nullable[')
        .replace('>', ']')
        .replace('IDictionary', 'System.Collections.IDictionary');
      const written = dotNet.replace('SwitchParameter', 'switch').replace('Boolean', 'bool');
      await output(session, `function global:Test-Type { [CmdletBinding()] param([${written}] $Value) }`);
      for (const value of values) {
        const shape = shapeOf(value);
        if (!shape || !refusesShape(type, shape)) continue;
        const { state } = await session.invoke(cmdletCall('Test-Type', { parameters: { Value: value } }));
        expect(state, `${type} of ${JSON.stringify(toJson(value))}`).to.equal('failed');
      }
    });
  }

  const refused: readonly (readonly [type: string, value: Value])[] = [
    ['SwitchParameter', 'true'],
    ['SwitchParameter', 1n],
    ['Boolean', 'yes'],
    ['Int32', 'five'],
    ['Int32', '5 minutes'],
    ['Int32', 3_000_000_000n],
    ['UInt16', -1n],
    ['Int32', [5n]],
    ['Int32[]', ['1', 'x']],
    ['String', ['a']],
    ['DateTime', 'tomorrow'],
    ['TimeSpan', 'five'],
    ['Guid', 'not a GUID'],
    ['Version', 5n],
    ['Hashtable', 'a=1'],
    ['ScriptBlock', '{ 1 }'],
    ['SecureString', 'password'],
    ['Nullable<Int32>', 'x'],
  ];
  for (const [type, value] of refused) {
    it(`is seen: ${type} of ${JSON.stringify(toJson(value))}`, () =>
      expect(refusesShape(type, shapeOf(value)!)).to.equal(true));
  }
});
