import { expect } from 'chai';
import { sourceTextOf } from '../../src/diagnostics/source.ts';
import { evaluate, EvaluationError, parseExpression, scopeOf } from '../../src/expression/index.ts';
import { inferType, typeOfValue, type Misfit, type Type } from '../../src/expression/types/index.ts';
import type { Value } from '../../src/values/value.ts';
import { goldens, goldenVariables } from './goldens/golden-cases.ts';

describe('the types of expressions', () => {
  it('every value that a golden gives is of the type that was inferred, and what is refused fails', () => {
    const variables = goldenVariables;
    const scope = scopeOf(variables);
    const wrong: string[] = [];
    let known = 0;
    for (const { expression: text } of [...goldens.written, ...goldens.generated]) {
      const { value: expression } = parseExpression(sourceTextOf(text));
      if (!expression) continue;
      const misfits: Misfit[] = [];
      const typeOf = (name: string): Type => {
        const value = variables.get(name);
        return value === undefined ? 'any' : typeOfValue(value);
      };
      const type = inferType(expression, { typeOf }, (misfit) => misfits.push(misfit));
      if (type !== 'any') known++;
      let value: Value;
      try {
        value = evaluate(expression, scope);
      } catch (error) {
        if (error instanceof EvaluationError) continue;
        throw error;
      }
      if (!includes(type, value)) wrong.push(`${text} gives another type: ${JSON.stringify(type)}`);
      for (const misfit of misfits) {
        if (misfit.node !== expression.root) continue;
        if (misfit.kind !== 'decided') wrong.push(`${text} has a value: ${misfit.kind}`);
        else if (value !== misfit.always) wrong.push(`${text} is not always ${String(misfit.always)}`);
      }
    }
    expect(wrong.join('\n')).to.equal('');
    expect(known, 'expressions whose type is known').to.be.at.least(900);
  });
});

function includes(type: Type, value: Value): boolean {
  if (type === 'any') return true;
  const own = typeOfValue(value);
  if (own === 'any') return false;
  return own.every((actual) =>
    type.some((alternative) => {
      if (alternative.kind !== actual.kind) return false;
      if (alternative.kind === 'list')
        return Array.isArray(value) && value.every((item: Value) => includes(alternative.items, item));
      if (alternative.kind !== 'mapping' || !alternative.members) return true;
      const { members } = alternative;
      const entries = value instanceof Map ? [...(value as ReadonlyMap<unknown, Value>)] : [];
      return entries.every(
        ([key, member]) => typeof key !== 'string' || includes(members.get(key) ?? [], member),
      );
    }),
  );
}
