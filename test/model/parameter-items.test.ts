import { expect } from 'chai';
import { nameOddCharacters } from '../../src/diagnostics/name-odd-characters.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { lowerRunbook } from '../../src/program/lower.ts';

function said(param: string, task = 'debug: { msg: "{{ it }}" }'): string[] {
  const text = `params:\n  it: ${param}\ntasks:\n  - ${task}\n`;
  const { draft, diagnostics } = loadRunbook({ path: 'site.yml', text });
  const checked = draft ? runChecks({ program: lowerRunbook(draft), hasRehearsal: true }).diagnostics : [];
  return nameOddCharacters([...diagnostics, ...checked]).map(({ code, message }) => `${code}: ${message}`);
}

describe('The rules for items of parameters', () => {
  it('are kept by a default', () => {
    expect(said('{ type: list, items: { type: integer, minimum: 0 }, default: [0, 3010] }')).to.deep.equal(
      [],
    );
    expect(said('{ type: list, items: { type: integer, minimum: 0 }, default: [0, -1] }')).to.deep.equal([
      'parameter-default: the default has an item at [1] that is -1, and the minimum is 0',
    ]);
    expect(said('{ type: mapping, items: { type: integer }, default: { a: x } }')).to.deep.equal([
      'parameter-default: the default has "x" at .a, which is not an integer',
    ]);
    expect(
      said('{ type: list, items: { type: list, items: { enum: [a] } }, default: [[a], [a, b]] }'),
    ).to.deep.equal([
      'parameter-default: the default has an item at [1] that has an item at [1] that is "b", which is not among the values of "enum"',
    ]);
  });

  it('are for lists and mappings, and have rules of their own', () => {
    expect(said('{ type: string, items: { type: string } }')[0]).to.contain(
      '"items" is for a list or a mapping',
    );
    expect(said('{ type: list, items: { type: integer, pattern: a } }')[0]).to.contain(
      '"pattern" is for a string',
    );
    expect(said('{ type: list, items: { minimum: 3, maximum: 2 } }')[0]).to.contain(
      'the maximum 2 is less than',
    );
    expect(said('{ type: list, items: { type: text } }')[0]).to.contain('"type" takes');
    expect(said('{ type: list, items: string }')[0]).to.contain('"items" takes a mapping');
    expect(said('{ type: list, items: { required: true } }')[0]).to.contain('"required" takes');
  });

  it('are kept by the properties of a mapping', () => {
    const server =
      '{ type: mapping, required: [host], properties: { host: { minimum: 2 }, port: { type: integer } }';
    expect(said(`${server}, default: { host: sql, port: 1 } }`)).to.deep.equal([]);
    const problems: readonly (readonly [string, string])[] = [
      ['{ port: 1 }', 'has no "host"'],
      ['{ host: sql, prot: 1 }', 'has "prot", which is none of its properties'],
      ['{ host: sql, port: x }', 'has "x" at .port, which is not an integer'],
      ['{ host: s }', 'has an item at .host that has the length 1, and the minimum is 2'],
    ];
    for (const [value, problem] of problems)
      expect(said(`${server}, default: ${value} }`)).to.deep.equal([
        `parameter-default: the default ${problem}`,
      ]);
    expect(said(`${server}, items: {}, default: { host: sql, other: x } }`)).to.deep.equal([]);
    expect(
      said('{ type: list, items: { type: mapping, properties: { a: { required: true } } }, default: [{}] }'),
    ).to.deep.equal(['parameter-default: the default has an item at [0] that has no "a"']);
    expect(said('{ type: mapping, required: true, properties: { a: } }')).to.deep.equal([]);
  });

  it('are for mappings, where they are of properties', () => {
    const mistakes: readonly (readonly [string, string])[] = [
      ['{ type: list, properties: { a: } }', '"properties" is for a mapping'],
      ['{ type: mapping, properties: [a] }', '"properties" takes a mapping'],
      ['{ type: mapping, properties: { a: }, required: [b] }', '"required" names "b"'],
      ['{ type: mapping, required: [b] }', 'there are no "properties"'],
      ['{ type: mapping, properties: { a: { tpye: string } } }', '"tpye" is not a key of "a"'],
      ['{ type: mapping, properties: { a: { pattern: "(" } } }', 'not a regular expression'],
      ['{ type: mapping, items: { type: mapping, required: true } }', '"required" takes'],
    ];
    for (const [param, message] of mistakes) expect(said(param)[0], param).to.contain(message);
  });

  it('say what a property is in an expression', () => {
    const server = '{ type: mapping, required: true, properties: { host: , port: { type: integer } } }';
    const message = (expression: string) => said(server, `debug: { msg: "{{ ${expression} }}" }`).join();
    expect(message('it.hots')).to.contain('has no "hots"');
    expect(message('it.port + it.host')).to.contain('expression-type');
    expect(message('(it.port + 1) ~ it.host ~ (it | length) ~ (it.port | default(1))')).to.equal('');
    expect(message('it.keys() | list')).to.equal('');
  });

  it('say what an item is in an expression', () => {
    const list = '{ type: list, required: true, items: { type: integer } }';
    expect(said(list, '{ debug: { msg: a }, loop: "{{ it }}", when: item.name == 1 }').join()).to.contain(
      '"name"',
    );
    expect(said(list, '{ debug: { msg: a }, loop: "{{ it }}", when: item > 1 }')).to.deep.equal([]);
  });
});
