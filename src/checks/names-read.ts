import { referencesIn } from '../model/references-in.ts';
import { templateOf } from '../model/setting.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program } from '../program/program.ts';
import { evaluatedParts, keywordParts, type EvaluatedPart } from '../model/evaluated-parts.ts';
import { layersOf } from './expressions-of.ts';

/** The names that anything in a program reads when it runs, wherever that stands. */
export function namesRead(program: Program): ReadonlySet<string> {
  const before = known.get(program);
  if (before) return before;
  const names = new Set<string>();
  for (const part of partsOf(program)) for (const { name } of referencesIn(part)) names.add(name);
  known.set(program, names);
  return names;
}

/** Several checks ask for the same. */
const known = new WeakMap<Program, ReadonlySet<string>>();

function* partsOf(program: Program): Generator<EvaluatedPart['part']> {
  for (const { default: argument } of program.runbook.parameters) if (argument) yield argument;
  for (const { keywords, status } of program.plays.map(({ source }) => source)) {
    const own = [...keywordParts(keywords), templateOf(keywords.ignoreErrors)];
    for (const part of [...own, ...status.map(({ value }) => value)]) if (part) yield part;
  }
  for (const { source } of nodesOf(program)) {
    for (const { part } of evaluatedParts(source)) yield part;
    if (source.kind !== 'task' || source.action.kind !== 'include_vars') continue;
    for (const variables of source.action.files.values()) yield* variables.values();
  }
  for (const layer of layersOf(program)) yield* layer.values();
}
