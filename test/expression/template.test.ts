import { expect } from 'chai';
import type { SourceText } from '../../src/diagnostics/source.ts';
import { sourceTextOf } from '../../src/diagnostics/source.ts';
import { parseTemplate } from '../../src/expression/index.ts';
import { parsedTemplate, pointedAt, rendered } from './support.ts';

function mistakes(text: string) {
  return parseTemplate(sourceTextOf(text)).diagnostics;
}

describe('templates', () => {
  it('a single pair of braces keeps the type of its value', () => {
    expect(rendered('{{ 3 }}')).to.equal(3n);
    expect(rendered('{{ 3.0 }}')).to.equal(3);
    expect(rendered('{{ none }}')).to.equal(null);
    expect(rendered('{{ [1, true] }}')).to.deep.equal([1n, true]);
    expect(rendered('{{ 1, 2 }}')).to.deep.equal([1n, 2n]);
  });

  it('anything around the braces makes a text', () => {
    expect(rendered(' {{ 3 }}')).to.equal(' 3');
    expect(rendered('{{ 1 }}{{ 2 }}')).to.equal('12');
    expect(rendered('{{ true }} {{ none }} {{ 4 / 2 }} {{ [1, "a"] }}')).to.equal("True None 2.0 [1, 'a']");
  });

  it('keeps the last line break, as Ansible does', () => {
    expect(rendered('a {{ 1 }}\n')).to.equal('a 1\n');
  });

  it('is literal without an expression', () => {
    expect(parsedTemplate('a } }} { b').isLiteral).to.equal(true);
    expect(rendered('a } }} { b')).to.equal('a } }} { b');
    expect(rendered('')).to.equal('');
    expect(parsedTemplate('a {{ b }}').isLiteral).to.equal(false);
  });

  it('drops comments, and white space where a minus asks for it', () => {
    expect(rendered('a{# {{ broken #}b')).to.equal('ab');
    expect(rendered('a  {{- 1 -}}  b')).to.equal('a1b');
    expect(rendered('a  {#- x -#}  b')).to.equal('ab');
    expect(rendered('{{ 1 - -2 }}')).to.equal(3n);
  });

  it('is not ended by braces inside a string or a mapping', () => {
    expect(rendered("{{ '}}' }}")).to.equal('}}');
    expect(rendered("{{ {'a': {'b': 1}}.a.b }}")).to.equal(1n);
    expect(rendered("{{ '{{ x }}' }}")).to.equal('{{ x }}');
  });

  it('never looks for expressions in what came out', () => {
    const evil = '{{ 1 + 1 }}';
    expect(rendered('{{ output }}', { output: evil })).to.equal(evil);
    expect(rendered('got {{ output }}', { output: evil })).to.equal(`got ${evil}`);
  });

  it('points at a place in the file where the text is written differently', () => {
    // As if the YAML were "a \u007b{ nope }}": an escape of six characters for one.
    const file = { path: 'x.yml', text: 'key: "a \\u007b{ nope | nop }}"' };
    const start = 6;
    const source: SourceText = {
      file,
      text: 'a {{ nope | nop }}',
      offsetOf: (index) => start + index + (index > 2 ? 5 : 0),
    };
    const [first] = parseTemplate(source).diagnostics;
    expect(first && pointedAt(first)).to.equal('nop');
  });

  it('reports a statement, and goes on after it', () => {
    const found = mistakes('{% if a %}x{% endif %}{{ b | nope }}');
    expect(found.map(({ code }) => code)).to.deep.equal([
      'template-statement',
      'template-statement',
      'unknown-filter',
    ]);
  });

  it('reports braces and comments that are never closed', () => {
    expect(mistakes('a {{ b').map(({ code, message }) => [code, message])).to.deep.equal([
      ['unclosed-template', '"{{" is never closed'],
    ]);
    expect(mistakes('a {# b').map(({ code }) => code)).to.deep.equal(['unclosed-template']);
    expect(mistakes('{{ "a }}').map(({ message }) => message)).to.deep.equal(['the string is never closed']);
  });

  it('reports empty braces', () => {
    expect(mistakes('a {{ }} b').map(({ message }) => message)).to.deep.equal([
      '"{{ }}" has no expression in it',
    ]);
  });

  it('reports each wrong expression of several', () => {
    expect(mistakes('{{ 1 + }} {{ 2 }} {{ a | nope }}').map(({ code }) => code)).to.deep.equal([
      'expression-syntax',
      'unknown-filter',
    ]);
  });

  it('gives an empty list of parts for an empty text', () => {
    expect(parsedTemplate('').parts).to.deep.equal([]);
  });
});
