import { expect } from 'chai';
import { type Reference, references } from '../../src/expression/index.ts';
import { parsed, parsedTemplate } from './support.ts';

function shown({ name, path, guarded }: Reference): string {
  return `${[name, ...path].map(String).join('.')}${guarded ? ' (guarded)' : ''}`;
}

function of(text: string): string[] {
  return references(parsed(text)).map(shown);
}

describe('references', () => {
  const cases: readonly (readonly [text: string, found: readonly string[]])[] = [
    ['1', []],
    ['a', ['a']],
    ["a.b['c'][0].d", ['a.b.c.0.d']],
    ['a.0.b', ['a.0.b']],
    ['a[b.c].d', ['b.c', 'a']],
    ['a.b[1:c]', ['a.b', 'c']],
    ["a.items() | map(attribute='x')", ['a']],
    ['range(n)', ['n']],
    ['x | default(omit)', ['x (guarded)']],
    ['a.b.c | default(d)', ['a.b.c (guarded)', 'd']],
    ['a | default(b) | default(c)', ['a (guarded)', 'b (guarded)', 'c']],
    ['a is defined', ['a (guarded)']],
    ['a.b is undefined', ['a.b (guarded)']],
    ['a is not defined or a.b', ['a (guarded)', 'a.b (guarded)']],
    ['a is defined and a.b == b', ['a (guarded)', 'a.b (guarded)', 'b']],
    ['a is defined or a.b', ['a (guarded)', 'a.b']],
    ['a is undefined or a', ['a (guarded)', 'a (guarded)']],
    ['not (a is undefined) and a', ['a (guarded)', 'a (guarded)']],
    ['a is defined and b is defined and a + b', ['a (guarded)', 'b (guarded)', 'a (guarded)', 'b (guarded)']],
    ['a if a is defined else b', ['a (guarded)', 'a (guarded)', 'b']],
    ['b if a is undefined else a', ['a (guarded)', 'b', 'a (guarded)']],
    ['(a is defined) | ternary(a, b)', ['a (guarded)', 'a (guarded)', 'b']],
    ["[a, b] | select('defined')", ['a (guarded)', 'b (guarded)']],
    ["[a, b] | select('odd')", ['a', 'b']],
    ["a | map('default', b)", ['a (guarded)', 'b']],
    ['a | upper | default(b)', ['a', 'b']],
    ['a | mandatory', ['a']],
    ['{a: b}[c] ~ -d ~ (e < f)', ['c', 'a', 'b', 'd', 'e', 'f']],
    ['f | g(*h, **i)'.replace('g', 'format'), ['f', 'h', 'i']],
  ];
  for (const [text, found] of cases) {
    it(`of ${text} are ${found.length === 0 ? 'none' : found.join(', ')}`, () => {
      expect(of(text)).to.deep.equal(found);
    });
  }

  it('know the places of the name and of the path', () => {
    const [found] = references(parsed('1 + service.output[0].Status'));
    expect(found?.location.range).to.deep.equal({ start: 4, end: 11 });
    expect(found?.pathLocation.range).to.deep.equal({ start: 4, end: 28 });
    expect(found?.path).to.deep.equal(['output', 0n, 'Status']);
  });

  it('of a template are those of all its expressions', () => {
    expect(references(parsedTemplate('a {{ b }} {{ c.d | default(1) }}')).map(shown)).to.deep.equal([
      'b',
      'c.d (guarded)',
    ]);
  });
});
