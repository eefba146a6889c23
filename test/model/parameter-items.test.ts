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
    expect(said('{ type: list, items: { required: true } }')[0]).to.contain(
      '"required" is not a key of "items"',
    );
  });

  it('say what an item is in an expression', () => {
    const list = '{ type: list, required: true, items: { type: integer } }';
    expect(said(list, '{ debug: { msg: a }, loop: "{{ it }}", when: item.name == 1 }').join()).to.contain(
      '"name"',
    );
    expect(said(list, '{ debug: { msg: a }, loop: "{{ it }}", when: item > 1 }')).to.deep.equal([]);
  });
});
