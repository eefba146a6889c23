import { expect } from 'chai';
import { toText } from '../../src/expression/index.ts';
import { Secret, type Value } from '../../src/values/value.ts';
import { condition, failure, mapping, rendered, valueOf } from './support.ts';

const password = new Secret('hunter2!');
const variables = { password, plain: 'abc', list: [password, 'x'], user: mapping({ password }) };

function revealed(value: Value): string {
  if (!(value instanceof Secret)) throw new Error(`no secret: ${JSON.stringify(value)}`);
  return value.reveal();
}

describe('secrets in expressions', () => {
  it('pass through unchanged as whole values', () => {
    for (const text of [
      'password',
      'user.password',
      'list[0]',
      'list | first',
      "password | default('x')",
      'password if true else plain',
      'true | ternary(password, plain)',
      'missing or password if false else password',
    ]) {
      expect(valueOf(text, variables), text).to.equal(password);
    }
    expect(rendered('{{ password }}', variables)).to.equal(password);
  });

  const derived: readonly (readonly [text: string, result: string])[] = [
    ["'pw=' ~ password", 'pw=hunter2!'],
    ["password + '1'", 'hunter2!1'],
    ['password * 2', 'hunter2!hunter2!'],
    ['password[0]', 'h'],
    ['password[1:3]', 'un'],
    ["'%s' % password", 'hunter2!'],
    ["'{}'.format(password)", 'hunter2!'],
    ['password.upper()', 'HUNTER2!'],
    ["'-'.join(['a', password])", 'a-hunter2!'],
    ['password | upper', 'HUNTER2!'],
    ["'abc' | replace('b', password)", 'ahunter2!c'],
    ['list | join', 'hunter2!x'],
    ['list | to_json', '["hunter2!", "x"]'],
    ['user | to_nice_yaml', 'password: hunter2!\n'],
    ['password | b64encode', 'aHVudGVyMiE='],
    ['list | string', "['hunter2!', 'x']"],
    ["password | regex_replace('\\\\d', 'x')", 'hunterx!'],
    ["password | regex_search('u.')", 'un'],
    ['user | urlencode', 'password=hunter2%21'],
    ["list | map('upper') | first", 'HUNTER2!'],
  ];
  for (const [text, result] of derived) {
    it(`make ${text} a secret`, () => {
      expect(revealed(valueOf(text, variables))).to.equal(result);
    });
  }

  it('make a text that they stand in a secret', () => {
    expect(revealed(rendered('-p {{ password }} -u me', variables))).to.equal('-p hunter2! -u me');
  });

  it('make every text of a list or mapping secret that was made of them', () => {
    const parts = valueOf("password | split('t')", variables) as readonly Value[];
    expect(parts.map(revealed)).to.deep.equal(['hun', 'er2!']);
    const parsed = valueOf('(\'{"a": "\' ~ password ~ \'"}\') | from_json', variables) as ReadonlyMap<
      string,
      Value
    >;
    expect(revealed(parsed.get('a') ?? null)).to.equal('hunter2!');
  });

  it('leave texts alone that were not made of them', () => {
    expect(valueOf("plain ~ 'x'", variables)).to.equal('abcx');
    expect(valueOf('[password, plain] | last | upper', variables)).to.equal('ABC');
    expect(valueOf('(password | upper) and plain | upper', variables)).to.equal('ABC');
    expect(valueOf("password == 'x' or plain ~ 1", variables)).to.equal('abc1');
  });

  it('compare and test as their text', () => {
    expect(condition("password == 'hunter2!'", variables)).to.equal(true);
    expect(condition("'hunter' in password", variables)).to.equal(true);
    expect(condition("password is search('2')", variables)).to.equal(true);
    expect(condition('password is string and password is defined', variables)).to.equal(true);
    expect(valueOf('password | length', variables)).to.equal(8n);
  });

  it('do not show in a message', () => {
    const shown = [
      'password > 1',
      'password | from_json',
      '1 + password',
      'password.nope',
      "user['x' ~ password]",
      'password | int + []',
      'password | hash(password)',
    ];
    for (const text of shown) {
      const found = failure(text, variables);
      expect(JSON.stringify({ message: found.message, help: found.help }), text).to.not.contain('hunter2');
    }
  });

  it('are asterisks in the text of a value', () => {
    expect(toText(password)).to.equal('********');
    expect(toText([password])).to.equal("['********']");
  });
});
