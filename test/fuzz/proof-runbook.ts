import fc from 'fast-check';
import { atoms, conditions, partition, reads, variables, type Condition } from './proof-conditions.ts';
import { parameters } from './proof-parameters.ts';
import { runbookOf, type Body, type FuzzRunbook, type Guard } from './proof-tasks.ts';

function layer(names: readonly string[]): fc.Arbitrary<object> {
  return fc
    .subarray([...names], { maxLength: 4 })
    .chain((chosen) =>
      fc
        .tuple(...chosen.map((name) => fc.constantFrom(...(variables[name] ?? []))))
        .map((values) => Object.fromEntries(chosen.map((name, index) => [name, values[index]]))),
    );
}

function body(
  condition: Condition,
  branches: fc.Arbitrary<readonly string[]>,
  names: readonly string[],
  inRuns: Condition,
): fc.Arbitrary<Body> {
  const sometimes = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 3 });
  return fc.record({
    branches,
    when: fc.option(condition, { nil: undefined, freq: 4 }),
    around: fc.option(condition, { nil: undefined, freq: 4 }),
    vars: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: layer(names) }),
    branchVars: fc.oneof({ weight: 6, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: layer(names) }),
    loop: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    inner: sometimes(
      fc.record({
        branches,
        changes: fc.boolean(),
        guard: fc.option(fc.record({ that: inRuns, isBehind: fc.boolean() }), { nil: undefined, freq: 2 }),
      }),
    ),
  });
}

export const proofRunbook: fc.Arbitrary<FuzzRunbook> = parameters
  .filter((declared) => {
    const there = declared.map(({ name }) => name);
    return declared.every(({ declaration }) =>
      'required_when' in declaration
        ? reads(declaration.required_when).every((name) => there.includes(name))
        : true,
    );
  })
  .chain((declared) => {
    const there = new Set(declared.map(({ name }) => name));
    // Variables are defined for the whole play, so that none is unknown: those that read what is not declared have a plain value.
    const possible = Object.fromEntries(
      Object.entries(variables)
        .filter(([name]) => !['quick', 'pool'].includes(name) || there.has(name))
        .map(([name, values]) => [
          name,
          values.filter((value) =>
            reads(value).every(
              (each) => there.has(each) || (each in variables && !['quick', 'pool'].includes(each)),
            ),
          ),
        ]),
    );
    const names = Object.keys(possible).filter(
      (name) => (possible[name]?.length ?? 0) > 0 && !there.has(name),
    );
    const shadowing = Object.keys(possible).filter((name) => there.has(name));
    const usable = (loop: boolean) =>
      atoms.filter((atom) =>
        reads(atom).every((name) => there.has(name) || names.includes(name) || (loop && name === 'item')),
      );
    const all = (branches: readonly string[]) =>
      branches.every((branch) =>
        reads(branch).every((name) => there.has(name) || names.includes(name) || name === 'item'),
      );
    const plain = conditions(usable(false));
    const withItem = conditions(usable(true));
    const pickLayer = (chosen: readonly string[]) =>
      fc
        .tuple(...chosen.map((name) => fc.constantFrom(...(possible[name] ?? []))))
        .map((values) => Object.fromEntries(chosen.map((name, index) => [name, values[index]])));
    const globals = pickLayer(names);
    const localNames = [...names, ...shadowing];
    const isUsable = (vars: object) =>
      Object.values(vars).every((value) =>
        reads(value).every((name) => there.has(name) || names.includes(name)),
      );
    // What the run gives may never be such that a guard is passed.
    const ofRun = /\b(made|fact|hidden|shown|alias|text|number|chained|local|ansible_check_mode)\b/;
    const inRuns = (loop: boolean) => conditions(usable(loop).filter((atom) => !ofRun.test(atom)));
    const guard = (kind: Guard['kind']): fc.Arbitrary<Guard> =>
      fc.array(inRuns(kind === 'loop'), { minLength: 1, maxLength: 2 }).map((that) => ({ kind, that }));
    const guards = fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(fc.constantFrom('assert', 'fail', 'else', 'loop', 'end').chain(guard), {
          minLength: 1,
          maxLength: 3,
        }),
      },
    );
    const bodies = fc.boolean().chain((loop) => {
      const condition = loop ? withItem : plain;
      const branches = partition(condition).filter(
        (found) => all(found) && (loop || !found.some((each) => /\bitem\b/.test(each))),
      );
      return body(condition, branches, localNames, loop ? inRuns(true) : inRuns(false))
        .filter(({ vars, branchVars }) => isUsable(vars) && isUsable(branchVars))
        .map((found) => ({ ...found, loop: found.loop && loop, usesItem: loop }))
        .filter((found) => found.loop || !JSON.stringify(found).includes('item'));
    });
    const setters = fc.array(
      fc.record({
        name: fc.constantFrom(
          'fact',
          'fact',
          'hidden',
          'local',
          ...[...there].filter((name) => name === 'quick'),
        ),
        when: fc.option(plain, { nil: undefined, freq: 2 }),
      }),
      { maxLength: 3 },
    );
    return fc
      .tuple(globals, fc.array(bodies, { minLength: 2, maxLength: 6 }), setters, guards, fc.boolean())
      .map(([vars, chosen, changes, guarded, late]) =>
        runbookOf(declared, vars, chosen, changes, guarded, late),
      );
  });
