import { expect } from 'chai';
import { EnumValue, PSObject, Secret, TypedText, type Value } from '../../src/values/value.ts';
import { parseExpression } from '../../src/expression/index.ts';
import { sourceTextOf } from '../../src/diagnostics/source.ts';
import { failure, valueOf } from './support.ts';

/** What Python's package gives for some 90 queries is pinned by the goldens; here is what it does not know. */
describe('json_query', () => {
  const service = (name: string, status: string, more: readonly [string, Value][] = []): PSObject =>
    new PSObject(
      ['System.ServiceProcess.ServiceController'],
      new Map<string, Value>([['Name', name], ['Status', new EnumValue('Status', status, 1n)], ...more]),
    );

  it('reads objects of PowerShell, whatever the case of a name, and enumeration values as strings', () => {
    const services = [service('w3svc', 'Running'), service('rtcsrv', 'Stopped')];
    expect(valueOf('services | json_query("[?status == \'Stopped\'].name")', { services })).to.deep.equal([
      'rtcsrv',
    ]);
    expect(valueOf("services | json_query('[0].type(Status)')", { services })).to.equal('string');
    expect(valueOf("services | json_query('[0].keys(@)')", { services })).to.deep.equal(['Name', 'Status']);
    expect(valueOf("services | json_query('[*].type(@) | [0]')", { services })).to.equal('object');
  });

  it('keeps integers exact, and takes decimals for numbers and dates for strings', () => {
    const rows = [
      service('a', 'x', [
        ['Size', 12345678901234567890n],
        ['Cost', new TypedText('Decimal', '1.50')],
        ['At', new TypedText('DateTime', '2024-02-29T12:00:00')],
      ]),
    ];
    expect(valueOf("rows | json_query('sum([].Size)')", { rows })).to.equal(12345678901234567890n);
    expect(valueOf("rows | json_query('[?Cost > `1`].Size | [0]')", { rows })).to.equal(
      12345678901234567890n,
    );
    expect(valueOf("rows | json_query('`12345678901234567890`')", { rows })).to.equal(12345678901234567890n);
    expect(valueOf('rows | json_query("[?starts_with(At, \'2024\')].Name")', { rows })).to.deep.equal(['a']);
    expect(valueOf("rows | json_query('to_string([0].At)')", { rows })).to.equal('2024-02-29T12:00:00');
  });

  it('makes a secret of every text that is made of one, and compares it as its text', () => {
    const users = [
      new Map([
        ['name', 'ann'],
        ['password', new Secret('hunter22')],
      ] as [string, Value][]),
    ];
    expect(valueOf("users | json_query('[0].password')", { users })).to.be.instanceOf(Secret);
    expect(valueOf('users | json_query(\'join(`","`, [].password)\')', { users })).to.be.instanceOf(Secret);
    expect(valueOf("users | json_query('[0].to_string(@)')", { users })).to.be.instanceOf(Secret);
    expect(valueOf('users | json_query("length([?password == \'hunter22\'])")', { users })).to.equal(1n);
    expect(failure("users | json_query('abs([0].password)')", { users }).message).not.to.contain('hunter22');
  });

  it('names the function, and what it was given, where the kinds do not fit', () => {
    expect(failure("1 | json_query('length(@)')").message).to.equal(
      'the function "length" of the query needs an object, not an integer',
    );
    expect(failure("[1, 'a'] | json_query('sort(@)')").message).to.equal(
      'the function "sort" of the query needs a number as those before, not a string',
    );
    expect(failure("'a' | json_query('contains(@, `1`)')").code).to.equal('expression-type');
    expect(failure("missing | json_query('a')").code).to.equal('undefined-variable');
  });

  describe('of a query that cannot be read', () => {
    const mistake = (text: string) => {
      const [first] = parseExpression(sourceTextOf(text)).diagnostics;
      return first && { ...first, at: text.slice(first.location?.range.start, first.location?.range.end) };
    };

    it('says before anything runs what is wrong, and where', () => {
      expect(mistake("a | json_query('b[?c = `1`]')")).to.deep.include({
        code: 'query-syntax',
        at: '=',
        message: '"b[?c = `1`]" is no JMESPath query: "=" cannot stand here (at character 6)',
        help: 'write "=="',
      });
      expect(mistake("a | json_query('b.server-name')")).to.deep.include({
        at: '-',
        help: 'write a number behind it, or the name in double quotes',
      });
      expect(mistake("a | json_query('lenght(b)')")).to.deep.include({
        at: 'lenght',
        help: 'did you mean "length"?',
      });
      expect(mistake("a | json_query('sort_by(b, c)')")).to.deep.include({
        at: 'c',
        help: 'write "&" before it',
      });
      expect(mistake("a | json_query('length(&b)')")).to.deep.include({ at: '&', help: 'leave "&" out' });
      expect(mistake("a | json_query('join(b)')")?.message).to.match(/"join" takes 2 arguments, 1 given/);
      expect(mistake("a | json_query('[0:1:0]')")?.message).to.match(/the step of a slice cannot be 0/);
      expect(mistake("a | map('json_query', 'b..c')")?.at).to.equal('.');
      expect(mistake("a | json_query(expr='b[')")?.code).to.equal('query-syntax');
    });

    it('shows all of it where an escape keeps its places from being known', () => {
      expect(mistake("a | json_query('b[?c == \\'x\\'')")?.at).to.equal("'b[?c == \\'x\\''");
    });

    it('is the same mistake where the query is a value', () => {
      expect(failure('{} | json_query(q)', { q: 'a[' })).to.deep.include({
        code: 'query-syntax',
        message: '"a[" is no JMESPath query: it ends too early (at character 2)',
      });
    });

    it('ends with a mistake whatever is in it', () => {
      for (const query of [
        '('.repeat(5000),
        '!'.repeat(5000),
        `a${'.a'.repeat(4000)}`,
        `a${'||a'.repeat(3000)}`,
      ])
        expect(failure('{} | json_query(q)', { q: query }).code).to.equal('query-syntax');
      expect(failure('{} | json_query(q)', { q: 'a'.repeat(10_001) }).message).to.match(
        /10001 characters long/,
      );
    });
  });

  it('stays within the budget', () => {
    const doubled = `{} | json_query('${'[@, @] | '.repeat(40)}@')`;
    expect(failure(doubled).code).to.equal('expression-too-costly');
    expect(failure(`[1] | json_query('${'[@, @][] | '.repeat(30)}@')`).code).to.equal(
      'expression-too-costly',
    );
    expect(
      failure("range(300000) | json_query('map(&length(to_string(@)), @)[?@ > `0`].to_string(@)')").code,
    ).to.equal('expression-too-costly');
  });
});
