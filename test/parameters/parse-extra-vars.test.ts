import { expect } from 'chai';
import { createParameterReader } from '../../src/cli/parameters/parameter-reader.ts';
import { parseExtraVars } from '../../src/parameters/parse-extra-vars.ts';

const reader = createParameterReader();

/** The pairs that a text gives, or the message that says why not. */
function parse(text: string): unknown {
  const { values, diagnostics } = parseExtraVars(text, reader);
  const [mistake] = diagnostics;
  if (mistake) return mistake.message;
  return Object.fromEntries(
    values.map(({ name, content }) => [name, content.kind === 'text' ? content.text : content.value]),
  );
}

describe('-e', () => {
  const cases: [string, unknown][] = [
    ['edition=standard', { edition: 'standard' }],
    ['a=1 b=two', { a: '1', b: 'two' }],
    ["a='two words' b=3", { a: 'two words', b: '3' }],
    ['a="it\'s" b=', { a: "it's", b: '' }],
    ['a=x=y', { a: 'x=y' }],
    ['  a=1\n b=2 ', { a: '1', b: '2' }],
    ['path=C:\\new\\table', { path: 'C:\\new\\table' }],
    ['codes=[0, 3010] name=x', { codes: '[0, 3010]', name: 'x' }],
    ['map={"a": "} b"} c=1', { map: '{"a": "} b"}', c: '1' }],
    ['{"a": 1, "b": [true]}', { a: 1n, b: [true] }],
    ['{a: 1, b: two}', { a: 1n, b: 'two' }],
    ["quoted='a'b'", { quoted: "a'b" }],
    ["name=O'Brien", { name: "O'Brien" }],
  ];
  for (const [text, expected] of cases) {
    it(`${JSON.stringify(text)} is read`, () => expect(parse(text)).to.deep.equal(expected));
  }

  const mistakes: [string, string][] = [
    ['message=two words', 'a word after the value of "message" given with -e is no name=value pair'],
    ['site.yml', '"site.yml" given with -e is no name=value pair'],
    ['=x', '"=x" given with -e is no name=value pair'],
    ['', '-e was given nothing'],
    ["a='open", 'the quote in the value of "a" given with -e is not closed'],
    ['[1, 2]', 'what was given with -e is a list, not a mapping of parameters'],
    ['{"a": ', 'the mapping given with -e cannot be read: '],
  ];
  for (const [text, message] of mistakes) {
    it(`${JSON.stringify(text)} is a mistake`, () =>
      expect(parse(text)).to.satisfy((said: string) => said.startsWith(message)));
  }
});
