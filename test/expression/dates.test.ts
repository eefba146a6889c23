import { expect } from 'chai';
import { TypedText } from '../../src/values/value.ts';
import { evaluate, evaluateKnown, references, toText } from '../../src/expression/index.ts';
import { failure, parsed, scope, valueOf, type Variables } from './support.ts';

const text = (expression: string, variables: Variables = {}): string =>
  toText(valueOf(expression, variables));

describe('dates in expressions', () => {
  it('are read in a format, with the parts and the calculations of Python', () => {
    expect(text("'2024-02-29 01:02:03' | to_datetime")).to.equal('2024-02-29T01:02:03');
    expect(text("'29 Feb 2024 1 PM' | to_datetime('%d %b %Y %I %p')")).to.equal('2024-02-29T13:00:00');
    expect(text("'2024-060' | to_datetime('%Y-%j')")).to.equal('2024-02-29T00:00:00');
    expect(text("'2024-02-29T01:02:03.25+0130' | to_datetime('%Y-%m-%dT%H:%M:%S.%f%z')")).to.equal(
      '2024-02-29T01:02:03.25+01:30',
    );
    const from = "('2024-02-28 12:00:00' | to_datetime)";
    const to = "('2024-03-01 13:00:01' | to_datetime)";
    expect(text(`${to} - ${from}`)).to.equal('2.01:00:01');
    expect(valueOf(`(${to} - ${from}).total_seconds()`)).to.equal(176_401);
    expect(valueOf(`(${from} - ${to}).days`)).to.equal(-3n);
    expect(valueOf(`(${from} - ${to}).seconds`)).to.equal(82_799n);
    expect(text(`${from} + (${to} - ${from})`)).to.equal('2024-03-01T13:00:01');
    expect(valueOf(`${from} < ${to}`)).to.equal(true);
    expect(valueOf(`${to}.year * 100 + ${to}.month`)).to.equal(202_403n);
  });

  it('of PowerShell are dates, whatever their zone', () => {
    const variables = {
      started: new TypedText('DateTime', '2024-02-29T23:00:00.1234567Z'),
      ended: new TypedText('DateTimeOffset', '2024-03-01T01:00:00.1234567+01:00'),
    };
    expect(text('ended - started', variables)).to.equal('01:00:00');
    expect(text("started.strftime('%d.%m.%y %H:%M:%S.%f %j %a %W')", variables)).to.equal(
      '29.02.24 23:00:00.123456 060 Thu 09',
    );
    expect(valueOf('started.timestamp()', variables)).to.equal(1_709_247_600.1234567);
    expect(text('started | to_datetime', variables)).to.equal('2024-02-29T23:00:00.1234567Z');
  });

  it('that are none are mistakes that show the format', () => {
    expect(failure("'2024-02-30' | to_datetime('%Y-%m-%d')").message).to.equal('the month has no such day');
    expect(failure("'soon' | to_datetime").message).to.equal(
      'the text is no date in the format "%Y-%m-%d %H:%M:%S"',
    );
    expect(failure("'1' | to_datetime('%Q')").message).to.equal('"%Q" is no part of a date\'s format');
    expect(
      failure("('9999-12-31 23:59:59' | to_datetime) + (b - a)", {
        a: new TypedText('DateTime', '2024-01-01T00:00:00'),
        b: new TypedText('DateTime', '2024-01-02T00:00:00'),
      }).message,
    ).to.equal('a date has a year from 1 to 9999');
  });

  it('of now are the clock of the run, and not known before it', () => {
    const clock = { ...scope(), now: () => Date.UTC(2024, 1, 29, 1, 2, 3, 400) };
    expect(toText(evaluate(parsed('now(utc=true)'), clock))).to.equal('2024-02-29T01:02:03.4');
    expect(evaluate(parsed("now(true, '%H:%M')"), clock)).to.equal('01:02');
    expect(evaluate(parsed("'%Y' | strftime(utc=true)"), clock)).to.equal('2024');
    expect(failure('now()').message).to.equal('what time it is is known only in a run');
    for (const reading of ['now().hour > 3', "'%H' | strftime", "['%H'] | map('strftime')"]) {
      expect(references(parsed(reading)).map(({ name }) => name)).to.deep.equal(['ansible_date_time']);
      const known = evaluateKnown(parsed(reading), scope(), (name) =>
        name === 'ansible_date_time' ? 'value' : undefined,
      );
      expect(known.known, reading).to.equal(false);
    }
    expect(references(parsed("'%H' | strftime(0)"))).to.deep.equal([]);
  });
});

describe('from_yaml', () => {
  it('reads by the rules of runbooks', () => {
    expect(valueOf("'a: [1, 0x1f, yes, ~]' | from_yaml")).to.deep.equal(
      new Map([['a', [1n, 31n, 'yes', null]]]),
    );
    expect(valueOf("'' | from_yaml")).to.equal(null);
  });

  it('says where the text is no YAML, and refuses what takes too long', () => {
    expect(failure("'a: 1\\na: 2' | from_yaml").message).to.match(
      /^the text is not YAML: line 2, column 1: /,
    );
    expect(failure("'a: [1' | from_yaml").message).to.match(/^the text is not YAML: line 1, /);
    expect(failure("('- a\\n' * 10**6) | from_yaml").code).to.equal('expression-too-costly');
  });
});
