import { expect } from 'chai';
import { sourceTextOf } from '../../src/diagnostics/source.ts';
import {
  childrenOf,
  evaluate,
  type Expression,
  type Node,
  type Parsed,
  parseExpression,
  references,
  scopeOf,
} from '../../src/expression/index.ts';
import { Secret } from '../../src/values/value.ts';
import { parsed, pointedAt } from './support.ts';

function mistakes(text: string): Parsed<Expression>['diagnostics'] {
  return parseExpression(sourceTextOf(text)).diagnostics;
}

describe('parsing an expression', () => {
  it('gives every node the range of its text', () => {
    const text = "a.b[0] | default(c + 1) == 'x' and not d is defined";
    const found: string[] = [];
    const visit = (node: Node): void => {
      found.push(`${node.kind}: ${text.slice(node.range.start, node.range.end)}`);
      childrenOf(node).forEach(visit);
    };
    visit(parsed(text).root);
    expect(found).to.deep.equal([
      `logical: ${text}`,
      "compare: a.b[0] | default(c + 1) == 'x'",
      'filter: a.b[0] | default(c + 1)',
      'subscript: a.b[0]',
      'attribute: a.b',
      'name: a',
      'literal: 0',
      'binary: c + 1',
      'name: c',
      'literal: 1',
      "literal: 'x'",
      'not: not d is defined',
      'test: d is defined',
      'name: d',
    ]);
  });

  const syntax: readonly (readonly [text: string, message: string, at: string, help?: string])[] = [
    ['1 +', 'the expression ends where a value should follow', ''],
    ['', 'the expression ends where a value should follow', ''],
    ['(1 + 2', '"(" is never closed', '(', 'close it with ")"'],
    ['[1, 2', '"[" is never closed', '[', 'close it with "]"'],
    ["{'a': 1", '"{" is never closed', '{', 'close it with "}"'],
    ['x.upper(1', '"(" is never closed', '(', 'close it with ")"'],
    ["'abc", 'the string is never closed', "'", "close it with '"],
    ['a b', 'unexpected "b", expected an operator or the end of the expression', 'b'],
    [
      'rc = 0',
      'unexpected "=", expected an operator or the end of the expression',
      '=',
      'write "==" to compare',
    ],
    ['a && b', '"&&" is not part of an expression', '&&', 'write "and"'],
    ['!a', '"!" is not part of an expression', '!', 'write "not"'],
    ['$rc == 0', '"$" is not part of an expression', '$', 'write the name of a variable without "$"'],
    ['rc -eq 0', '"-eq" is PowerShell\'s operator, not an expression\'s', '-eq', 'write "=="'],
    [
      "name -like 'w*'",
      '"-like" is PowerShell\'s operator, not an expression\'s',
      '-like',
      'write "is match(…)"',
    ],
    ['a ? b : c', '"?" is not part of an expression', '?', 'write "a if condition else b"'],
    ['a[1, 2]', 'unexpected ",", expected "]": a value has one index', ','],
    [
      '1 is odd is true',
      'unexpected "is", expected an operator: tests cannot be chained, write "(a is b) is c"',
      'is',
    ],
    ['f(a=1, a=2)', '"a" is given twice', 'a'],
    ['f(a=1, 2)', 'an argument without a name must stand before those with one', '2'],
    ['a\u0000b', '"\\u0000" is not part of an expression', '\u0000b'],
    [
      "'\\x4'",
      '"\\x" in a string must be followed by 2 hexadecimal digits of a character',
      '\\x',
      'write "\\\\" for a backslash',
    ],
  ];
  for (const [text, message, at, help] of syntax) {
    it(`says what is wrong with ${JSON.stringify(text)}`, () => {
      const [first, ...others] = mistakes(text);
      expect(others).to.deep.equal([]);
      expect(first?.message).to.equal(message);
      if (first && text !== 'a\u0000b') expect(pointedAt(first)).to.equal(at);
      if (help !== undefined) expect(first?.help).to.equal(help);
    });
  }

  it('tells the user of Ansible that a condition has no braces, with the mend', () => {
    const [first] = mistakes('{{ stopped.rc }} == 0');
    expect(first?.code).to.equal('template-in-expression');
    expect(first?.help).to.equal('it is an expression already, write: stopped.rc == 0');
    if (first) expect(pointedAt(first)).to.equal('{{ stopped.rc }}');
  });

  it('leaves braces inside a string alone', () => {
    expect(mistakes("'{{' in text")).to.deep.equal([]);
  });

  const calls: readonly (readonly [text: string, code: string, message: string, at: string, help: string])[] =
    [
      ['a | joni(1)', 'unknown-filter', 'there is no filter "joni"', 'joni', 'did you mean "join"?'],
      ['a is defind', 'unknown-test', 'there is no test "defind"', 'defind', 'did you mean "defined"?'],
      ['rang(3)', 'unknown-function', 'there is no function "rang"', 'rang', 'did you mean "range"?'],
      ['a.uper()', 'unknown-method', 'there is no method "uper"', 'uper', 'did you mean "upper"?'],
      [
        'a.append(1)',
        'unknown-method',
        'there is no method "append"',
        'append',
        'values do not change: write "list + [item]"',
      ],
      [
        'a | random',
        'unknown-filter',
        'the filter "random" is not offered',
        'random',
        'an expression always gives the same value: use a task, such as "Get-Random", and register its result',
      ],
      [
        'a is file',
        'unknown-test',
        'the test "file" is not offered',
        'file',
        'an expression does not look at files: use "Test-Path" and register its result',
      ],
      [
        "lookup('env', 'x')",
        'undeclared-input',
        'no parameter takes the environment variable "x"',
        "lookup('env', 'x')",
        'declare what is read under "params" of the runbook: x: { env: x }',
      ],
      [
        "lookup('env', a)",
        'unknown-function',
        `"lookup('env')" reads one variable, and its name is written out`,
        "lookup('env', a)",
        'a parameter with "env" takes the variable, and the run has its value on record: read that one',
      ],
      [
        "query('community.general.unknown', 'x')",
        'unknown-function',
        'the function "query" is not offered',
        'query',
        'an expression does not look at this machine: declare a parameter, or use a task and register its result',
      ],
      [
        'a | first.name',
        'unknown-filter',
        'there is no filter "first.name"',
        'first.name',
        'to read what the filter gives, write "(… | first).name"',
      ],
      [
        'a | sort(reversed=true)',
        'wrong-arguments',
        'filter "sort" has no parameter "reversed"',
        'reversed',
        'did you mean "reverse"?',
      ],
      [
        "a | replace('x')",
        'wrong-arguments',
        'filter "replace" needs "new"',
        'replace',
        'write replace(old, new, count?)',
      ],
      [
        'a | upper(1)',
        'wrong-arguments',
        'filter "upper" takes no arguments, one argument given',
        'upper',
        'write upper()',
      ],
      [
        'a is divisibleby',
        'wrong-arguments',
        'test "divisibleby" needs "num"',
        'divisibleby',
        'write divisibleby(num)',
      ],
      ["a | map('uper')", 'unknown-filter', 'there is no filter "uper"', "'uper'", 'did you mean "upper"?'],
      [
        "a | selectattr('x', 'equals', 1)",
        'unknown-test',
        'there is no test "equals"',
        "'equals'",
        'did you mean "equalto"?',
      ],
      [
        "a | select('divisibleby')",
        'wrong-arguments',
        'test "divisibleby" needs "num"',
        "'divisibleby'",
        'write divisibleby(num)',
      ],
    ];
  for (const [text, code, message, at, help] of calls) {
    it(`finds before anything runs what is wrong with ${text}`, () => {
      const [first, ...others] = mistakes(text);
      expect(others).to.deep.equal([]);
      expect(first && { code: first.code, message: first.message, help: first.help }).to.deep.equal({
        code,
        message,
        help,
      });
      if (first) expect(pointedAt(first)).to.equal(at);
    });
  }

  it('finds before anything runs what is wrong with a regular expression that is written out', () => {
    const [first] = mistakes("a | regex_replace('(?<n>x)', '') is search(pattern='ok')");
    expect(first?.code).to.equal('regex-syntax');
    expect(first?.message).to.contain('a name of a group is written "(?P<name>…)"');
    if (first) expect(pointedAt(first)).to.equal("'(?<n>x)'");
    expect(mistakes("a is match('[')").map(({ code }) => code)).to.deep.equal(['regex-syntax']);
  });

  it("takes lookup('env', NAME) for the parameter that takes this variable, wherever it stands", () => {
    const inputs = new Map([['SITE_PW', 'pw']]);
    const { value, diagnostics } = parseExpression(
      sourceTextOf("[lookup('env', 'site_pw'), q('ansible.builtin.env', 'SITE_PW')] | join(',')"),
      inputs,
    );
    expect(diagnostics).to.deep.equal([]);
    expect(references(value!).map(({ name }) => name)).to.deep.equal(['pw', 'pw']);
    expect(evaluate(value!, scopeOf(new Map([['pw', 5n]])))).to.equal("5,['5']");
    expect(evaluate(value!, scopeOf(new Map()))).to.equal(",['']");
    expect(evaluate(value!, scopeOf(new Map([['pw', new Secret('hunter22')]])))).to.be.instanceOf(Secret);
  });

  it('reports every unknown filter and test in one go', () => {
    expect(mistakes('a | b | c is d').map(({ message }) => message)).to.deep.equal([
      'there is no test "d"',
      'there is no filter "c"',
      'there is no filter "b"',
    ]);
  });

  it("takes Ansible's full names of filters and tests", () => {
    expect(mistakes("a | ansible.builtin.combine({}) is ansible.builtin.search('x')")).to.deep.equal([]);
  });
});
