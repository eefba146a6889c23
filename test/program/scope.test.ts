import { expect } from 'chai';
import { EvaluationError, evaluate, parseExpression, type Scope } from '../../src/expression/index.ts';
import { sourceTextOf } from '../../src/diagnostics/source.ts';
import { findVariable, noValues, scopeAt, type VariableSources } from '../../src/program/scope.ts';
import type { Value } from '../../src/values/value.ts';
import { lowered } from './lowered.ts';

const site = lowered(`
vars: { who: play, outer: "{{ who }}", here: "{{ there }}", there: "{{ here }}" }
tasks:
  - name: It
    vars: { who: task }
    debug: {}
`);
const { layers } = site.node('It');

const nobody: VariableSources = {
  given: noValues,
  facts: noValues,
  included: noValues,
  defaults: noValues,
  magic: noValues,
};
const named = (value: Value) => new Map([['who', value]]);

function read(scope: Scope, text: string): Value {
  const { value } = parseExpression(sourceTextOf(text));
  if (!value) throw new Error(text);
  return evaluate(value, scope);
}

describe('A scope', () => {
  it('asks what was given, facts, what include_vars read, vars from the innermost outwards, defaults and the runner, in this order', () => {
    const all: VariableSources = {
      given: named('given'),
      facts: named('fact'),
      included: named('included'),
      defaults: named('default'),
      magic: named('runner'),
    };
    expect(scopeAt(layers, all).get('who')).to.equal('given');
    expect(scopeAt(layers, { ...all, given: noValues }).get('who')).to.equal('fact');
    expect(scopeAt(layers, { ...all, given: noValues, facts: noValues }).get('who')).to.equal('included');
    const weaker = { ...all, given: noValues, facts: noValues, included: noValues };
    expect(scopeAt(layers, weaker).get('who')).to.equal('task');
    expect(scopeAt(layers.slice(0, 1), weaker).get('who')).to.equal('play');
    expect(scopeAt([], weaker).get('who')).to.equal('default');
    expect(scopeAt([], { ...nobody, magic: named('runner') }).get('who')).to.equal('runner');
    expect(scopeAt([], nobody).get('who')).to.equal(undefined);
  });

  it('takes null and false for values', () => {
    expect(scopeAt(layers, { ...nobody, given: named(false) }).get('who')).to.equal(false);
    expect(scopeAt(layers, { ...nobody, given: named(null), facts: named(1n) }).get('who')).to.equal(null);
    expect(scopeAt([], { ...nobody, defaults: named(null), magic: named(1n) }).get('who')).to.equal(null);
  });

  it('evaluates a variable where it is read', () => {
    expect(read(scopeAt(layers, nobody), 'outer ~ "!"')).to.equal('task!');
    expect(read(scopeAt(layers, { ...nobody, facts: named('fact') }), 'outer')).to.equal('fact');
  });

  it('sees what changes after it was made', () => {
    const facts = new Map<string, Value>();
    const scope = scopeAt(layers, { ...nobody, facts });
    expect(scope.get('who')).to.equal('task');
    facts.set('who', 'fact');
    expect(scope.get('who')).to.equal('fact');
  });

  it('says that a variable is defined by itself, each time that it is read', () => {
    const scope = scopeAt(layers, nobody);
    for (const name of ['here', 'there', 'here']) {
      expect(() => read(scope, name)).to.throw(EvaluationError, 'is defined by itself');
    }
    expect(read(scope, 'outer')).to.equal('task');
  });

  it('knows all names, for suggestions', () => {
    const facts = { get: () => undefined, keys: () => ['later'] };
    const names = new Set(scopeAt(layers, { ...nobody, facts, magic: new Map([['omit', null]]) }).names());
    expect([...names]).to.have.members(['later', 'who', 'outer', 'here', 'there', 'omit']);
    expect(scopeAt(layers, { ...nobody, facts }).get('later')).to.equal(undefined);
  });

  it('finds a variable where it is defined innermost', () => {
    expect(findVariable(layers, 'who')).to.equal(layers[1]?.get('who'));
    expect(findVariable(layers, 'outer')).to.equal(layers[0]?.get('outer'));
    expect(findVariable(layers, 'nobody')).to.equal(undefined);
  });
});
