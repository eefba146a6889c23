import { expect } from 'chai';
import { EnumValue, Omit, PSObject, TypedText, type Value } from '../../src/values/value.ts';
import {
  condition,
  failure,
  mapping,
  mistakeIn,
  pointedAt,
  rendered,
  scope,
  valueOf,
  parsed,
} from './support.ts';
import { evaluate, EvaluationError, toText } from '../../src/expression/index.ts';

const stopped = new EnumValue('System.ServiceProcess.ServiceControllerStatus', 'Stopped', 1n);
const service = new PSObject(
  ['System.ServiceProcess.ServiceController'],
  new Map<string, Value>([
    ['Name', 'w3svc'],
    ['Status', stopped],
    ['DependentServices', null],
  ]),
  'w3svc',
);
const variables = { service: mapping({ output: [service], rc: 0n }), services: [service] };

describe('evaluating what PowerShell returned', () => {
  it('reads properties whatever their case, the exact one first', () => {
    expect(valueOf('service.output[0].Name', variables)).to.equal('w3svc');
    expect(valueOf("service.output[0]['nAME']", variables)).to.equal('w3svc');
    const both = new PSObject(['X'], new Map<string, Value>([['a', 1n], ['A', 2n]])); // prettier-ignore
    expect(valueOf('both.A', { both })).to.equal(2n);
  });

  it('a property that is null is null, and not undefined', () => {
    expect(valueOf('services[0].DependentServices is none', variables)).to.equal(true);
    expect(valueOf('services[0].DependentServices is defined', variables)).to.equal(true);
    expect(valueOf("services | map(attribute='DependentServices') | list", variables)).to.deep.equal([null]);
  });

  it('an enumeration value is its name, and equals its number', () => {
    expect(condition("service.output[0].Status == 'Stopped'", variables)).to.equal(true);
    expect(condition("service.output[0].Status == 'stopped'", variables)).to.equal(false);
    expect(condition('service.output[0].Status == 1', variables)).to.equal(true);
    expect(condition('1 == service.output[0].Status', variables)).to.equal(true);
    expect(condition("service.output[0].Status in ['Stopped', 'Paused']", variables)).to.equal(true);
    expect(valueOf('service.output[0].Status ~ "!"', variables)).to.equal('Stopped!');
    expect(valueOf('service.output[0].Status', variables)).to.equal(stopped);
  });

  it("a record of one of PowerShell's streams is its text, and has its properties", () => {
    const record = new PSObject(
      [
        'System.Management.Automation.WarningRecord',
        'System.Management.Automation.InformationalRecord',
        'System.Object',
      ],
      new Map<string, Value>([['Message', 'low on disk']]),
      'low on disk',
    );
    const error = new PSObject(
      ['System.Management.Automation.ErrorRecord', 'System.Object'],
      new Map(),
      'err',
    );
    const records = { r: mapping({ output: [record, error] }) };
    expect(condition("'err' in r.output", records)).to.equal(true);
    expect(condition("'erroneous' in r.output", records)).to.equal(false);
    expect(condition("r.output[1] == 'err'", records)).to.equal(true);
    expect(condition("'disk' in r.output[0]", records)).to.equal(true);
    expect(condition("r.output[0] is search('^low')", records)).to.equal(true);
    expect(valueOf('r.output[0].Message | upper', records)).to.equal('LOW ON DISK');
    expect(valueOf("r.output | join(', ')", records)).to.equal('low on disk, err');
  });

  it('an object has the methods and filters of a mapping, and prints as its text', () => {
    expect(valueOf('services[0].keys() | list', variables)).to.deep.equal([
      'Name',
      'Status',
      'DependentServices',
    ]);
    expect(valueOf("services[0].get('status')", variables)).to.equal(stopped);
    expect(valueOf("'status' in services[0]", variables)).to.equal(true);
    expect(rendered('{{ services[0] }}!', variables)).to.equal('w3svc!');
    expect(rendered('{{ services }}!', variables)).to.equal(
      "[{'Name': 'w3svc', 'Status': 'Stopped', 'DependentServices': None}]!",
    );
    expect(
      valueOf("services | selectattr('Status', 'eq', 'Stopped') | map(attribute='Name') | join", variables),
    ).to.equal('w3svc');
    expect(valueOf('services[0] | to_json', variables)).to.equal(
      '{"Name": "w3svc", "Status": "Stopped", "DependentServices": null}',
    );
  });

  it('decimals and big integers are numbers', () => {
    const typed = {
      price: new TypedText('Decimal', '1.10'),
      count: new TypedText('Decimal', '10'),
      big: new TypedText('BigInteger', '12345678901234567890'),
    };
    expect(valueOf('price + 1', typed)).to.equal(2.1);
    expect(valueOf('count * 2', typed)).to.equal(20n);
    expect(valueOf('big + 1', typed)).to.equal(12345678901234567891n);
    expect(valueOf('price < 1.2 and price is number and not price is string', typed)).to.equal(true);
    expect(valueOf("price ~ ''", typed)).to.equal('1.10');
    expect(valueOf('price', typed)).to.equal(typed.price);
  });

  it('versions, dates and time spans compare as what they are, and are texts otherwise', () => {
    const typed = {
      nine: new TypedText('Version', '9.0'),
      ten: new TypedText('Version', '10.0.1'),
      noon: new TypedText('DateTimeOffset', '2013-05-01T12:00:00.0000000+02:00'),
      later: new TypedText('DateTimeOffset', '2013-05-01T11:00:00.0000000+00:00'),
      hour: new TypedText('TimeSpan', '01:00:00'),
      day: new TypedText('TimeSpan', '1.00:00:00'),
    };
    expect(valueOf('nine < ten and ten > nine', typed)).to.equal(true);
    expect(valueOf("ten >= '9.5'", typed)).to.equal(true);
    expect(valueOf('noon < later', typed)).to.equal(true);
    expect(valueOf('hour < day', typed)).to.equal(true);
    expect(valueOf("ten is version('9', '>') and ten.startswith('10')", typed)).to.equal(true);
  });

  it('bytes have a length, items and base64', () => {
    const bytes = { data: Uint8Array.of(104, 105, 255) };
    expect(valueOf('data | length', bytes)).to.equal(3n);
    expect(valueOf('data[-1]', bytes)).to.equal(255n);
    expect(valueOf('data[:2] | b64encode', bytes)).to.equal('aGk=');
    expect(valueOf('data ~ ""', bytes)).to.equal("b'hi\\xff'");
  });

  it('omit leaves out an item of a list, and an entry of a mapping', () => {
    expect(valueOf('[1, omit, missing | default(omit), 2]')).to.deep.equal([1n, 2n]);
    expect(valueOf("{'a': omit, 'b': [omit], 'c': {'d': omit}}")).to.deep.equal(
      new Map<string, unknown>([
        ['b', []],
        ['c', new Map()],
      ]),
    );
    expect(valueOf("{'a': omit}.a is defined")).to.equal(false);
  });

  it('omit passes through as a whole value only', () => {
    expect(valueOf('missing | default(omit)')).to.equal(Omit.value);
    expect(failure("'a' ~ omit").message).to.equal(
      '"omit" leaves out a whole argument, it cannot be part of a text',
    );
    expect(valueOf('omit', { omit: 1n })).to.equal(1n);
  });
});

describe('mistakes that show when an expression is evaluated', () => {
  const cases: readonly (readonly [text: string, message: string, at: string, help?: string])[] = [
    ['servce.rc', '"servce" is undefined', 'servce', 'did you mean "service"?'],
    ['null', '"null" is undefined', 'null', 'did you mean "none"?'],
    [
      'service.output[0].Stauts',
      '"service.output[0].Stauts" is undefined: a System.ServiceProcess.ServiceController has no property "Stauts"',
      'service.output[0].Stauts',
      'did you mean "Status"?',
    ],
    [
      'service.rcc + 1',
      '"service.rcc" is undefined: the mapping has no key "rcc"',
      'service.rcc',
      'did you mean "rc"?',
    ],
    ['services[3].Name', '"services[3]" is undefined: the list has 1 item', 'services[3]'],
    [
      'services.Status',
      '"services.Status" is undefined: a list has no "Status"',
      'services.Status',
      'it is a list: "services[0].Status" is one item\'s, "services | map(attribute=\'Status\')" those of all',
    ],
    [
      "'a'.upper",
      '"\'a\'.upper" is undefined: a string has no "upper"',
      "'a'.upper",
      '"upper" is a method: write "\'a\'.upper()"',
    ],
    ['a.b.c.d', '"a" is undefined', 'a'],
    [
      "1 + ('5' > 3)",
      'a string cannot be ordered against an integer',
      "('5' > 3)",
      'convert the string with "| int" or "| float"',
    ],
    [
      "'a' + 1",
      '"+" does not work between a string and an integer',
      "'a' + 1",
      'join texts with "~", or convert a string with "| int"',
    ],
    ['1 / 0', 'division by zero', '1 / 0'],
    ['none.upper()', 'null has no method "upper"', 'none.upper()'],
    ['[1].upper()', 'a list has no method "upper"', '[1].upper()'],
    [
      "'x' if false",
      'the condition is false and there is no "else": the value is undefined',
      "'x' if false",
      'add "else" and the other value',
    ],
    ['[] | first', 'there is no first item: the list is empty', '[] | first'],
    ['1 in 5', '"in" needs a list, a string or a mapping on its right, not an integer', '1 in 5'],
    [
      "'{' | from_json",
      'the text is not JSON: line 1, column 2: a string expected, it ends there',
      "'{' | from_json",
    ],
    [
      "'x' | regex_search('(' ~ '')",
      '"(" is not a regular expression: a "(" is never closed (at character 1)',
      "'x' | regex_search('(' ~ '')",
    ],
    ["missing | mandatory('say which')", 'say which', "missing | mandatory('say which')"],
    [
      "services | map(attribute='Nam') | list",
      '"Nam" is undefined in filter "map": a System.ServiceProcess.ServiceController has no property "Nam"',
      "services | map(attribute='Nam')",
    ],
    [
      "['a'] | join(1) | int + 'b'",
      '"+" does not work between an integer and a string',
      "['a'] | join(1) | int + 'b'",
    ],
    ['range(*5)', '"*" needs a list', '5'],
  ];
  for (const [text, message, at, help] of cases) {
    it(`says what is wrong with ${text}`, () => {
      const found = failure(text, variables);
      expect(found.message).to.equal(message);
      expect(pointedAt(found)).to.equal(at);
      if (help !== undefined) expect(found.help).to.equal(help);
    });
  }

  it('has no way to a prototype', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'length', 'prototype']) {
      for (const object of ["''", '[]', '{}', 'services[0]', 'service', '1']) {
        expect(valueOf(`${object}.${name} is defined`, variables), `${object}.${name}`).to.equal(false);
        expect(valueOf(`${object}['${name}'] is defined`, variables), `${object}['${name}']`).to.equal(false);
      }
      expect(failure(name).code).to.equal('undefined-variable');
      expect(valueOf(`{'${name}': 1}.${name}`)).to.equal(1n);
    }
  });

  it('passes on the mistake of a lazy variable as it is', () => {
    const inner = new EvaluationError({ code: 'unknown-key', severity: 'error', message: 'inner' });
    const lazy = {
      get: () => {
        throw inner;
      },
      names: () => ['a'],
    };
    expect(mistakeIn(() => evaluate(parsed('a + 1'), lazy))).to.equal(inner.diagnostic);
  });

  it('looks up only the names that it reads, and lists no others', () => {
    const asked: string[] = [];
    const counting = {
      get: (name: string) => {
        asked.push(name);
        return 1n;
      },
      names: (): never => {
        throw new Error('the scope was listed');
      },
    };
    evaluate(parsed('a + b | default(c) if true or d else e'), counting);
    expect(asked).to.deep.equal(['a', 'b', 'c']);
  });
});

describe('conditions', () => {
  it('are booleans', () => {
    expect(condition("rc in [0, 2] and name == 'x'", { rc: 2n, name: 'x' })).to.equal(true);
    expect(condition('not done', { done: true })).to.equal(false);
  });

  const cases: readonly (readonly [text: string, value: Value, message: string, help: string])[] = [
    [
      'x',
      'false',
      'a condition must be true or false, this is a string',
      'compare it, such as "x == \'…\'", or convert it with "x | bool"',
    ],
    ['x', 1n, 'a condition must be true or false, this is an integer', 'compare it, such as "x != 0"'],
    ['x', null, 'a condition must be true or false, this is null', 'compare it, such as "x is not none"'],
    [
      'x',
      [],
      'a condition must be true or false, this is a list',
      'ask whether it is empty: "x | length > 0"',
    ],
    [
      'x | list',
      'ab',
      'a condition must be true or false, this is a list',
      'ask whether it is empty: "(x | list) | length > 0"',
    ],
  ];
  for (const [text, x, message, help] of cases) {
    it(`refuse ${toText(x)} from ${text}`, () => {
      const found = mistakeIn(() => condition(text, { x }));
      expect({ code: found.code, message: found.message, help: found.help }).to.deep.equal({
        code: 'not-a-condition',
        message,
        help,
      });
      expect(pointedAt(found)).to.equal(text);
    });
  }

  it('every suggestion of a condition is one', () => {
    expect(condition('x | length > 0', { x: [1n] })).to.equal(true);
    expect(condition('(x | list) | length > 0', { x: 'ab' })).to.equal(true);
    expect(scope().get('x')).to.equal(undefined);
  });
});
