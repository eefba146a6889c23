import { referencesIn } from '../model/references-in.ts';
import type { Argument } from '../model/argument.ts';
import { loopNames } from '../model/loop.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import type { Parameter } from '../model/runbook.ts';
import { alwaysDefined } from '../model/runner-variables.ts';
import { statusName } from '../model/status.ts';
import { boardOf } from '../program/board.ts';
import { namesSetInRun } from '../program/names-set-in-run.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program } from '../program/program.ts';
import { findVariable, noValues, scopeAt } from '../program/scope.ts';
import type { Expression, Scope, Template } from '../expression/index.ts';
import { Omit, type Value } from '../values/value.ts';
import { numberOf } from './number-of.ts';
import { inVariable, type Place } from './place.ts';
import type { Situation } from './situation.ts';

/** What of a program has to be known to say what its names are. */
export interface Names {
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Names that may get another value in the run, those of the status board's lines too. */
  readonly setInRun: ReadonlySet<string>;
  /** Those of them that only `register` gives a value. */
  readonly onlyRegistered: ReadonlySet<string>;
  /** The parameters whose values are known already, because somebody gave them. */
  readonly given: ReadonlyMap<string, Value>;
}

export function namesIn(program: Program): Names {
  const before = known.get(program);
  if (before) return before;
  const onlyRegistered = new Set(namesSetInRun(program));
  const facts = new Set<string>();
  for (const { source } of nodesOf(program)) {
    if (source.kind !== 'task') continue;
    for (const name of namesSetBy({ ...source, register: undefined })) facts.add(name);
  }
  for (const name of facts) onlyRegistered.delete(name);
  const parameters = new Map(program.runbook.parameters.map((parameter) => [parameter.name, parameter]));
  const lines = boardOf(program).map(({ name }) => statusName(name));
  const setInRun = new Set([...namesSetInRun(program), ...lines]);
  const names: Names = { parameters, setInRun, onlyRegistered, given: noneGiven };
  known.set(program, names);
  return names;
}

const known = new WeakMap<Program, Names>();
const noneGiven: Names['given'] = new Map();

/** What a name is at one place, in one case. */
export type Meaning =
  | { readonly kind: 'value'; readonly value: Value }
  /** A variable of `vars`, which is evaluated where it is read. */
  | { readonly kind: 'argument'; readonly argument: Argument }
  /** A value that is not known. Two with the same key, and the same `otherwise`, are the same value. */
  | {
      readonly kind: 'some';
      readonly key: string;
      /** Of which it is the value. */
      readonly parameter: Parameter | undefined;
      /** What it is as long as the run has not given it a value. */
      readonly otherwise: Argument | undefined;
    }
  /** It is undefined. */
  | { readonly kind: 'none' };

/**
 * What a name is: the one answer, with the precedence of `scopeAt`. An item of a loop is above all, then a parameter that was given, then what the
 * run sets, `vars`, a parameter's default, and what the runner has itself.
 */
export function meaningOf(name: string, place: Place, situation: Situation, names: Names): Meaning {
  if (name === 'omit') return { kind: 'value', value: Omit.value };
  const parameter = names.parameters.get(name);
  const item = itemAt(name, place, situation);
  if (item) return item;
  const choice = parameter && situation.get(parameter);
  if (choice?.kind === 'value') return { kind: 'value', value: choice.value };
  const value = parameter && names.given.get(name);
  if (value !== undefined) return { kind: 'value', value };
  if (parameter && choice?.kind !== 'missing') return some(`parameter ${name}`, { parameter });
  if (!place.parametersOnly) {
    const argument = findVariable(place.layers, name);
    if (names.setInRun.has(name)) {
      const version = place.moment?.versionOf(name);
      const at = version === undefined ? '' : `at ${version} `;
      return some(`${at}run ${name}`, { otherwise: place.evaluating.has(name) ? undefined : argument });
    }
    if (argument) return place.evaluating.has(name) ? { kind: 'none' } : { kind: 'argument', argument };
  }
  if (parameter?.default) {
    const { default: own } = parameter;
    // What is made of other parameters is known when they are bound, and is the same from then on.
    return own.kind === 'value'
      ? { kind: 'value', value: own.value }
      : some(`default ${name}`, { parameter });
  }
  if (!place.parametersOnly && alwaysDefined.includes(name)) return some(`runner ${name}`, {});
  // That nothing defines it is another mistake, and is told where it is read.
  const isOwn = parameter !== undefined || place.parametersOnly || place.evaluating.has(name);
  return isOwn ? { kind: 'none' } : some(`unknown ${name}`, {});
}

function some(
  key: string,
  { parameter, otherwise }: { parameter?: Parameter; otherwise?: Argument | undefined },
) {
  return { kind: 'some', key, parameter, otherwise } as const;
}

function itemAt(name: string, { loops }: Place, situation: Situation): Meaning | undefined {
  const index = loops.findLastIndex((loop) => loopNames(loop).includes(name));
  const loop = loops[index];
  if (!loop) return undefined;
  const choice = loop.itemName === name ? situation.get(loop) : undefined;
  if (choice?.kind === 'value') return { kind: 'value', value: choice.value };
  return some(`loop ${numberOf(loop)} ${name}`, {});
}

/** What can be evaluated. */
export type Part = Expression | Template | Argument;

/** Whether all that a part reads is known, if only that it is undefined. */
export function isKnown(part: Part, place: Place, situation: Situation, names: Names): boolean {
  return everyMeaning(part, place, situation, names, ({ kind }) => kind !== 'some');
}

/** The parameters of which a part reads the value, and no more is known than that there is one. */
export function openParameters(
  part: Part,
  place: Place,
  situation: Situation,
  names: Names,
): ReadonlySet<Parameter> {
  const found = new Set<Parameter>();
  everyMeaning(part, place, situation, names, (meaning) => {
    if (meaning.kind === 'some' && meaning.parameter) found.add(meaning.parameter);
    return true;
  });
  return found;
}

/** Whether something is so of all that a part reads, by way of variables too. */
function everyMeaning(
  part: Part,
  place: Place,
  situation: Situation,
  names: Names,
  isSo: (meaning: Meaning) => boolean,
): boolean {
  const seen = new Set<Argument>();
  const isEach = (each: Part, at: Place): boolean =>
    referencesIn(each).every(({ name }) => {
      const meaning = meaningOf(name, at, situation, names);
      if (meaning.kind !== 'argument') return isSo(meaning);
      // What two of them read is looked at once.
      if (seen.has(meaning.argument)) return true;
      seen.add(meaning.argument);
      return isEach(meaning.argument, inVariable(at, name));
    });
  return isEach(part, place);
}

/** What an expression sees that is known as a whole: the run's own scope, of what is known. */
export function scopeFor(place: Place, situation: Situation, names: Names): Scope {
  const given = {
    get(name: string): Value | undefined {
      const item = itemAt(name, place, situation);
      if (item) return item.kind === 'value' ? item.value : undefined;
      const parameter = names.parameters.get(name);
      const choice = parameter && situation.get(parameter);
      return choice?.kind === 'value' ? choice.value : names.given.get(name);
    },
    // Only a parameter that has a value is one to suggest.
    *keys() {
      for (const [subject, choice] of situation) {
        if (choice.kind === 'value' && !('itemName' in subject)) yield subject.name;
      }
    },
  };
  const defaults = {
    get(name: string): Value | undefined {
      const own = names.parameters.get(name)?.default;
      return own?.kind === 'value' ? own.value : undefined;
    },
    keys: () => [],
  };
  const layers = place.parametersOnly ? [] : place.layers;
  const none = { facts: noValues, included: noValues, magic: noValues };
  return scopeAt(layers, { given, ...none, defaults }, () => given.keys());
}
