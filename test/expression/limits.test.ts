import { expect } from 'chai';
import { sourceTextOf } from '../../src/diagnostics/source.ts';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import {
  compareValues,
  equalValues,
  evaluate,
  evaluateKnown,
  EvaluationError,
  filterNames,
  isTruthy,
  methodNames,
  parseExpression,
  parseTemplate,
  references,
  render,
  testNames,
  toText,
} from '../../src/expression/index.ts';
import {
  EnumValue,
  Omit,
  OrderedMapping,
  PSObject,
  Secret,
  TypedText,
  type Value,
} from '../../src/values/value.ts';
import { failure, scope, valueOf } from './support.ts';

describe('an expression cannot hang a run or fill the memory', () => {
  const costly: readonly string[] = [
    "'x' * 10**9",
    "'x' * 10**30",
    '[0] * 10**9',
    "('x' * 10**7) * 10**7",
    'range(10**12) | list',
    'range(0, 10**30)',
    '2 ** (10**9)',
    '9 ** (9 ** 9)',
    '10 ** 30000 * 10 ** 30000',
    "'%999999999d' % 1",
    "'{:>999999999}'.format(1)",
    "'a' | center(10**9)",
    "'a'.ljust(10**9)",
    "'a'.zfill(10**9)",
    "('a' * 10000) | replace('a', 'b' * 10000)",
    "('a' * 100000) | regex_replace('a', 'b' * 10000)",
    'range(1000) | product(range(1000), range(1000))',
    'range(100) | permutations',
    'range(60) | combinations(30)',
    '[1] | batch(10**9, 0)',
    '[1] | slice(10**9)',
    "range(1000000) | map('string') | map('int') | map('string') | map('int') | map('string') | map('int') | list",
    "('a' * 40 ~ 'b') is search('(a+)+$')",
    "('a' * 40) is match('(a|aa)+$b')",
    "('x' * 30) is match('(x+x+)+y')",
    "('a' * 5000) is match('(.*)(.*)(.*)(.*)(.*)b')",
    "('b' * 2000000) | regex_search('(?<=b.{500000})z')",
    "('x' * 1000) | regex_search('()' * 16000 ~ 'y')",
    "('a' * 100000) | regex_search('(?i)(a+)\\\\1b')",
    "'x' | regex_search('a' * 30000000)",
    "('1.' * 10000000) is version('1', '<')",
    "'1' is version('9' * 30000000, '<')",
    "('a ' * 15000000).title()",
    "('a,' * 15000000) | replace(',', '')",
    '("\'" * 10000000) | quote',
    "('x,' * 15000000).rsplit(',', 1)",
    "('x\\n' * 15000000).splitlines()",
    "('x ' * 15000000).split()",
    "('a\\n' * 15000000) | indent(2)",
    "'a' is match('(((a{1,1000}){1,1000}){1,1000}){1,' ~ '1000}')",
  ];
  for (const text of costly) {
    it(`${text} is refused`, () => {
      expect(failure(text).code).to.be.oneOf(['expression-too-costly', 'regex-syntax']);
    });
  }

  // What is small by reference and endless on paper, and texts that are made past the budget.
  const endless: readonly string[] = [
    '[[1] * 1000] * 100000',
    "{'a': [[1] * 1000] * 100000}",
    '([[1] * 1000] * 100000) | string',
    '[[1] * 1000] * 100000 ~ ""',
    "'%s' % [[1] * 1000] * 100000",
    "'{!r}'.format([[1] * 1000] * 100000)",
    '([[1] * 1000] * 100000) | to_json',
    '([[1] * 1000] * 100000) | to_nice_yaml',
    '[[1] * 1000] * 100000 == [[1] * 1000] * 100000',
    '([[1] * 1000] * 100000) | unique',
    '[1, 2] in [[[1] * 1000] * 100000]',
    '[[[1] * 1000] * 100000] | difference([[[1] * 1000] * 100001])',
    '[[[1] * 1000] * 100000, [[1] * 1000] * 100001] | sort',
    "(['x' * 1000000] * 300) | string",
    "['x' * 1000000] * 300",
    "(['x' * 1000000] * 300) | to_json",
    "(['x' * 1000000] * 300) | to_yaml",
    "(['x' * 1000000] * 600) | path_join",
    "('x' * 30000000).join(['a'] * 100)",
    "(['x' * 1000000] * 100000) | map('upper') | list",
    "(['x' * 1000000] * 100000) | map('b64encode') | list",
    "'{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}'.format('x' * 30000000)",
    "('%(a)s' * 20) % {'a': 'x' * 30000000}",
    "('a' * 1000) | regex_replace('a', 'b' * 1000000)",
    "('x' * 10000000) | list",
    "('x ' * 10000000).split()",
    "('x,' * 10000000).split(',')",
    "('x\n' * 10000000).splitlines()",
    "('x' * 10000000) | reverse",
    "('x' * 1000000) | comment(newline='', decoration='y' * 1000)",
    "([{'a': range(1000) | list}] * 100000) | subelements('a')",
    "([dict(range(2000) | zip(range(2000)) | list)] * 100000) | map('dict2items') | list",
    "([['a', 'x' * 1000000]] * 600) | urlencode",
    "('\u4e2d' * 30000000) | urlencode",
    "('{}' * 15000000) | urlencode",
  ];
  for (const text of endless) {
    it(`${text.replaceAll('\n', '⏎')} is refused before it is made`, () => {
      const before = process.memoryUsage().heapTotal;
      expect(failure(text).code).to.equal('expression-too-costly');
      expect(process.memoryUsage().heapTotal - before).to.be.below(2 ** 30);
    });
  }

  it('gives no value that is nested thousands of levels deep', () => {
    let deep: Value = [];
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(failure('deep', { deep }).message).to.equal('the data is nested too deeply');
    expect(failure('[deep]', { deep }).message).to.equal('the data is nested too deeply');
    expect(valueOf('deep | length', { deep })).to.equal(1n);
  });

  it('takes long texts piece by piece, and gives what it gives for short ones', () => {
    expect(valueOf("('😀ab' * 100000)[-3:]")).to.equal('😀ab');
    expect(valueOf("('😀ab' * 100000)[299999:299997:-1]")).to.equal('ba');
    expect(valueOf("('😀ab' * 100000)[-3]")).to.equal('😀');
    expect(valueOf("('a😀' * 50000).startswith('😀', 99999)")).to.equal(true);
    expect(valueOf("(('%F0%9F%98%80+' * 20000) | urldecode)[-4:]")).to.equal('😀 😀 ');
    expect(valueOf("('😀 /' * 40000) | urlencode == '%F0%9F%98%80%20/' * 40000")).to.equal(true);
    expect(valueOf("(('é' * 100000) | b64encode | b64decode) == 'é' * 100000")).to.equal(true);
    expect(valueOf("{'a': 'b\n\nc\n' * 40000} | to_nice_yaml | length")).to.equal(520_005n);
  });

  it('does not refuse honest work', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}: the quick brown fox`);
    expect(valueOf("lines | select('search', 'line \\\\d+7:') | list | length", { lines })).to.equal(1999n);
    expect(
      valueOf("lines | join('\n') | regex_findall('^line \\\\d+', multiline=true) | length", { lines }),
    ).to.equal(20000n);
    expect(valueOf('lines | map("upper") | unique | sort | length', { lines })).to.equal(20000n);
    expect(valueOf("('a' * 10**6) is search('b')")).to.equal(false);
    expect(valueOf("('a' * 10**6) is search('a*$')")).to.equal(true);
    expect(valueOf('2 ** 4000 % 7')).to.equal(2n);
  });

  it('refuses data that is nested thousands of levels deep', () => {
    let deep: Value = [];
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(failure('deep | string', { deep }).message).to.equal('the data is nested too deeply');
    expect(failure("('[' * 100000) | from_json").message).to.equal('the JSON is nested too deeply');
  });

  it('refuses expressions that are nested deeply, without a stack overflow', () => {
    const wide = 100_000;
    for (const text of [
      '('.repeat(wide),
      '-'.repeat(wide) + '1',
      'not '.repeat(20_000) + '1',
      '['.repeat(wide),
      '{1:'.repeat(20_000),
      '1' + '+1'.repeat(40_000),
      'a' + '.b'.repeat(40_000),
      'a' + '|d'.repeat(40_000),
      'a' + '()'.repeat(40_000),
      '1' + ' if 1 else 1'.repeat(8_000),
      "'" + 'x'.repeat(200_000) + "' 1",
      '1'.repeat(50_000),
    ]) {
      expect(parseExpression(sourceTextOf(text)).diagnostics, text.slice(0, 20)).to.have.length(1);
    }
  });
});

/** Deterministic: a failure shows again in the next run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const VALUES: Readonly<Record<string, Value>> = {
  a: 1n,
  b: 2.5,
  c: 'text',
  d: [1n, 'x', null, [2n]],
  e: new Map<string, Value>([['k', [1n]], ['n', null]]), // prettier-ignore
  f: new PSObject(['P'], new Map<string, Value>([['Name', 'w3svc']]), 'w3svc'),
  g: new EnumValue('E', 'On', 1n),
  h: new TypedText('Decimal', '1.5'),
  i: new TypedText('Guid', 'x'),
  j: Uint8Array.of(1, 2),
  k: new Secret('hush'),
  l: Omit.value,
  m: new OrderedMapping([[1n, true]]),
  n: null,
  o: NaN,
  p: true,
  q: '',
  r: [],
};

describe('any input at all', () => {
  const variables = scope(VALUES);

  /** Everything that the room offers, done with this text; only diagnostics may come of it. */
  function exercise(text: string): void {
    const source = sourceTextOf(text);
    for (const { value, diagnostics } of [parseExpression(source), parseTemplate(source)]) {
      for (const diagnostic of diagnostics) printDiagnostic(diagnostic);
      if (!value) continue;
      references(value);
      // Evaluated in spite of the mistakes, too: a mistake at parse time must not be a crash at run time.
      try {
        if ('root' in value) {
          toText(evaluate(value, variables));
          evaluateKnown(value, variables, (name) => (name < 'c' ? 'perhaps' : undefined));
        } else render(value, variables);
      } catch (error) {
        if (!(error instanceof EvaluationError))
          throw new Error(`${JSON.stringify(text)} crashed`, { cause: error });
        printDiagnostic(error.diagnostic);
      }
    }
  }

  it('random characters give nothing but diagnostics', () => {
    const random = generator(1);
    const alphabet = [
      ...Array.from('abc01.,:|~+-*/%=<>!()[]{}\'"\\ \n\t_$&#\u0000é😀\ud800'),
      ...['{{', '}}', '{%', '{#', '#}', '**', '//'],
    ];
    for (let round = 0; round < 8_000; round++) {
      exercise(Array.from({ length: random(24) }, () => alphabet[random(alphabet.length)]).join(''));
    }
  });

  it('random bytes give nothing but diagnostics', () => {
    const random = generator(2);
    for (let round = 0; round < 3_000; round++) {
      exercise(Buffer.from(Array.from({ length: random(60) }, () => random(256))).toString('latin1'));
    }
  });

  it('random words of the language give nothing but diagnostics', () => {
    const random = generator(3);
    const names = [...filterNames(), ...testNames()].map(({ name }) => name);
    const words = [
      ...Object.keys(VALUES),
      ...names,
      ...'| | | is is not ( ) ( ) [ ] { } , . : == < in and or if else ~ + - * / // % ** 1 2 0.5 none true'.split(
        ' ',
      ),
      "'x'",
      "'%s'",
      "'a.b'",
    ];
    for (let round = 0; round < 8_000; round++) {
      exercise(Array.from({ length: 1 + random(10) }, () => words[random(words.length)]).join(' '));
    }
  });

  it('every filter, test and method takes every kind of value, or says why not', () => {
    const random = generator(4);
    const inputs = Object.keys(VALUES);
    const argument = () => inputs[random(inputs.length)] ?? 'a';
    for (const input of [...inputs, 'missing', '[missing, 1]']) {
      for (const { name } of filterNames()) {
        exercise(`${input} | ${name}`);
        exercise(`${input} | ${name}(${argument()})`);
        exercise(`${input} | ${name}(${argument()}, ${argument()})`);
        exercise(`[${input}] | map('${name}') | list`);
      }
      for (const { name } of testNames()) {
        if (!/^\w+$/.test(name)) continue;
        exercise(`${input} is ${name}`);
        exercise(`${input} is ${name}(${argument()})`);
        exercise(`[${input}] | select('${name}', ${argument()})`);
      }
      for (const name of new Set(Object.values(methodNames()).flat())) {
        exercise(`${input}.${name}()`);
        exercise(`${input}.${name}(${argument()})`);
      }
      for (const operator of ['+', '-', '*', '/', '//', '%', '**', '~', '==', '<', 'in', 'and']) {
        for (const other of inputs) exercise(`${input} ${operator} ${other}`);
      }
    }
  });

  it('equality knows no errors, and every value has a truth and a text', () => {
    for (const left of Object.values(VALUES)) {
      expect(isTruthy(left)).to.be.a('boolean');
      expect(toText(left)).to.be.a('string');
      for (const right of Object.values(VALUES)) {
        expect(equalValues(left, right)).to.equal(equalValues(right, left));
      }
    }
    expect(compareValues([1n, 2n], [1n, 3n])).to.equal(-1);
  });

  it('says what kind of thing a key is that is none, and does not write it out', () => {
    const shared = Array.from({ length: 100_000 }, () => Array.from({ length: 10 }, () => 'x'.repeat(1000)));
    expect(failure('shared | extract([1])', { shared }).message).to.match(
      /^"a list" is undefined in filter "extract"/,
    );
  });
});
