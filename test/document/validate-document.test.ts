import { expect } from 'chai';
import { lineAndColumn } from '../../src/diagnostics/print.ts';
import { compileSchema } from '../../src/document/compile-schema.ts';
import { parseDocument } from '../../src/document/parse-document.ts';
import { validateDocument } from '../../src/document/validate-document.ts';

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string' },
    colour: { enum: ['red', 'green'] },
    count: { type: 'integer', minimum: 1 },
    address: { type: 'string', format: 'ipv4' },
    either: {
      anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }, { $ref: '#/$defs/point' }],
    },
    list: { type: 'array', minItems: 1, items: { $ref: '#/$defs/point' } },
    names: { type: 'object', propertyNames: { pattern: '^[a-z]+$' } },
  },
  $defs: {
    point: {
      type: 'object',
      additionalProperties: false,
      required: ['x'],
      properties: { x: { type: 'number' }, y: { type: 'number' } },
    },
  },
};

describe('Validating a document by a JSON Schema', () => {
  const validate = compileSchema(schema);

  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['accepts what is right', 'name: a\neither: { x: 1 }\ncount: 9007199254740993', []],
    [
      'suggests the key that was meant',
      'name: a\ncolor: red',
      ['2:1 "color" is not a key of the file = did you mean "colour"?'],
    ],
    [
      'lists the keys where none is near',
      'name: a\nlist: [{ x: 1, zebra: 2 }]',
      ['2:16 "zebra" is not a key of "list" = it takes "x", "y"'],
    ],
    ['says what is missing', 'count: 1', ['1:1 the file has no "name"']],
    ['says what kind of value is expected', 'name: [a]', ['1:7 "name" takes a string, not a list']],
    [
      'suggests the word that was meant',
      'name: a\ncolour: gren',
      ['2:9 "colour" takes "red" or "green" = did you mean "green"?'],
    ],
    ['names the bound', 'name: a\ncount: 0', ['2:8 "count" must be >= 1']],
    ['checks formats', 'name: a\naddress: 1.2.3', ['2:10 "address" must match format "ipv4"']],
    [
      'reports only the alternative that was meant',
      'name: a\neither: { x: a }',
      ['2:14 "x" takes a number, not a string'],
    ],
    [
      'reports only the alternative that was meant, in a list',
      'name: a\neither: [1]',
      ['2:10 "either" takes a string, not an integer'],
    ],
    [
      'names the alternatives where none fits',
      'name: a\neither: 5',
      ['2:9 "either" takes a string or a list or a mapping'],
    ],
    [
      'points at a key that is wrong itself',
      'name: a\nnames: { A: 1 }',
      ['2:10 "A" cannot be a key of "names"'],
    ],
    [
      'reports all mistakes',
      'name: 1\ncount: a',
      ['1:7 "name" takes a string, not an integer', '2:8 "count" takes an integer, not a string'],
    ],
  ];
  for (const [what, text, expected] of cases) {
    it(what, () => {
      const { document } = parseDocument({ path: 't.yml', text });
      const found = validateDocument(document!, validate).map(({ message, help, location }) => {
        const { line, column } = lineAndColumn(location!.file, location!.range.start);
        return `${line}:${column} ${message}${help === undefined ? '' : ` = ${help}`}`;
      });
      expect(found).to.deep.equal(expected);
    });
  }
});
