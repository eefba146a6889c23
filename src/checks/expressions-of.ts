import type { Expression } from '../expression/index.ts';
import { templatesIn } from '../model/argument.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program, VariableLayer } from '../program/program.ts';
import { evaluatedParts, type EvaluatedPart } from '../model/evaluated-parts.ts';

/** Every expression that a program evaluates. */
export function* expressionsOf(program: Program): Generator<Expression> {
  for (const { default: argument } of program.runbook.parameters)
    if (argument) yield* expressionsIn(argument);
  for (const { source } of nodesOf(program))
    for (const { part } of evaluatedParts(source)) yield* expressionsIn(part);
  for (const layer of layersOf(program))
    for (const argument of layer.values()) yield* expressionsIn(argument);
}

/** The expressions in something that is evaluated. */
export function expressionsIn(part: EvaluatedPart['part']): readonly Expression[] {
  if ('kind' in part)
    return templatesIn(part).flatMap(({ parts }) => parts.filter((each) => typeof each !== 'string'));
  return 'root' in part ? [part] : part.parts.filter((each) => typeof each !== 'string');
}

/** Every layer of `vars` in a program, once. */
export function* layersOf(program: Program): Generator<VariableLayer> {
  const seen = new Set<VariableLayer>();
  for (const { layers } of [...program.plays, ...nodesOf(program)]) {
    for (const layer of layers) {
      if (seen.has(layer)) continue;
      seen.add(layer);
      yield layer;
    }
  }
}
