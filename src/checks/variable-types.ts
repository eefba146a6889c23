import {
  listOf,
  anyMapping,
  integerType,
  itemsOf,
  mappingOf,
  nullType,
  objectOf,
  stringType,
  typeOfValue,
  union,
  unionOf,
  booleanType,
  floatType,
  anyList,
  type Type,
  type TypeScope,
} from '../expression/types/index.ts';
import { outputProperties } from '../catalog/index.ts';
import type { Action } from '../model/action.ts';
import type { Argument } from '../model/argument.ts';
import { dateTimeType, factVariables } from '../model/host-facts.ts';
import type { Loop } from '../model/loop.ts';
import { attemptType, itemResultType, loopResultType, probeTypes } from '../model/result-type.ts';
import type { ItemRule, Parameter } from '../model/runbook.ts';
import { STATUS_VARIABLE } from '../model/status.ts';
import { boardOf } from '../program/board.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program, ProgramNode, ProgramTask, VariableLayer } from '../program/program.ts';
import { findVariable } from '../program/scope.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import { typeOfArgument } from './argument-type.ts';
import { namesAskedForTheirType } from './asked-types.ts';
import type { EvaluatedPart } from '../model/evaluated-parts.ts';
import { layersOf } from './expressions-of.ts';

/** What variables can be, at each place of a program. */
export interface VariableTypes {
  /** At a node, for what is evaluated at that moment. */
  at(node: ProgramNode, moment: EvaluatedPart['moment']): TypeScope;
  /** Where these `vars` reach, outside of all loops. */
  within(layers: readonly VariableLayer[]): TypeScope;
  /** Wherever it may be evaluated: what `vars` say is evaluated where it is read. */
  readonly anywhere: TypeScope;
}

/** One answer for all checks, since a program never changes. */
export function variableTypesOf(program: Program): VariableTypes {
  const before = known.get(program);
  if (before) return before;
  const found = createVariableTypes(program);
  known.set(program, found);
  return found;
}

const known = new WeakMap<Program, VariableTypes>();

function createVariableTypes(program: Program): VariableTypes {
  const parameters = new Map(program.runbook.parameters.map((parameter) => [parameter.name, parameter]));
  const nodes = nodesOf(program);
  const setters = new Map<string, ProgramTask[]>();
  const definitions = new Map<string, Argument[]>();
  const loopNames = new Set<string>();
  const open = new Set<string>(namesAskedForTheirType(program));
  if (boardOf(program).length > 0) open.add(STATUS_VARIABLE);
  for (const layer of layersOf(program))
    for (const [name, argument] of layer) add(definitions, name, argument);
  for (const node of nodes) {
    for (const { itemName, indexName } of node.loops) loopNames.add(itemName).add(indexName ?? itemName);
    if (node.kind === 'task') for (const name of namesSetBy(node.source)) add(setters, name, node);
  }

  /** How many types are being inferred, each for the one before. */
  let depth = 0;
  /** Guards against variables that need themselves: those can be anything. */
  const lazily = <K extends object>(infer: (key: K) => Type): ((key: K) => Type) => {
    const types = new WeakMap<K, Type>();
    return (key) => {
      const type = types.get(key);
      if (type) return type;
      types.set(key, 'any');
      depth++;
      const inferred = infer(key);
      depth--;
      types.set(key, inferred);
      return inferred;
    };
  };

  const anywhere: TypeScope = {
    typeOf(name) {
      if (loopNames.has(name)) return 'any';
      return named(name, definitions.get(name) ?? []);
    },
  };
  const variable = lazily((argument: Argument) => typeOfArgument(argument, anywhere));
  const registered = lazily((task: ProgramTask): Type => {
    const { loop, undo } = task.source;
    if (!loop) return attemptType(task.source, outputOf(task.source.action));
    const whole = loopResultType(task.source, loop, itemType(task, loop), outputOf(task.source.action));
    // An undo is done for each item.
    return undo.length === 0
      ? whole
      : union(whole, itemResultType(task.source, loop, itemType(task, loop), outputOf(task.source.action)));
  });
  const facts = lazily((task: ProgramTask): Type => {
    const { action } = task.source;
    if (action.kind !== 'set_fact') return 'any';
    const scope = at(task, 'before');
    return mappingOf(
      new Map([...action.facts].map(([name, argument]) => [name, typeOfArgument(argument, scope)])),
    );
  });
  const failedResult = lazily((of: Program): Type => {
    const results = nodesOf(of).flatMap((node) =>
      node.kind === 'task' ? [registered(node), ownResult(node)] : [],
    );
    const members = results
      .flatMap((type) => (type === 'any' ? [] : type))
      .flatMap((alternative) =>
        alternative.kind === 'mapping' ? [...(alternative.members?.keys() ?? [])] : [],
      );
    const names = ['msg', 'failed', 'changed', 'skipped', ...members];
    return mappingOf(new Map(names.map((name) => [name, 'any'])), 'the result of a task that failed');
  });

  function itemType({ loops, layers }: ProgramNode, loop: Loop): Type {
    const outer = loops.slice(0, loops.indexOf(loop));
    return itemsOf(typeOfArgument(loop.items, scopeIn(outer, layers, undefined)));
  }

  function ownResult(task: ProgramTask): Type {
    const { loop } = task.source;
    const own = attemptType(task.source, outputOf(task.source.action));
    return loop
      ? union(own, itemResultType(task.source, loop, itemType(task, loop), outputOf(task.source.action)))
      : own;
  }

  function setBy(task: ProgramTask, name: string): Type {
    const { source } = task;
    const types: Type[] = [];
    if (source.register === name) types.push(registered(task));
    if (source.action.kind === 'set_fact' && source.action.facts.has(name)) {
      const [all] = facts(task);
      types.push(
        all && typeof all === 'object' && all.kind === 'mapping' ? (all.members?.get(name) ?? 'any') : 'any',
      );
    }
    if (source.action.kind === 'setup') types.push(factVariables(source.action.groups).get(name) ?? nothing);
    if (source.action.kind === 'include_vars') types.push('any');
    return unionOf(types);
  }

  const ofSetters = new Map<string, Type>();

  /** What tasks make of a name that they give values. */
  function setByTasks(name: string): Type {
    const known = ofSetters.get(name);
    if (known) return known;
    const type = unionOf((setters.get(name) ?? []).map((task) => setBy(task, name)));
    // In between, one of them may count as anything for the moment.
    if (depth === 0) ofSetters.set(name, type);
    return type;
  }

  /** What a name can be where these are what `vars` make of it. */
  function named(name: string, fromVars: readonly Argument[]): Type {
    if (open.has(name)) return 'any';
    const types: Type[] = fromVars.map(variable);
    const parameter = parameters.get(name);
    if (parameter) types.push(typeOfParameter(parameter));
    if (setters.has(name)) types.push(setByTasks(name));
    if (types.length > 0) return unionOf(types);
    if (name === 'ansible_failed_result') return failedResult(program);
    return runnerTypes.get(name) ?? 'any';
  }

  function scopeIn(
    loops: readonly Loop[],
    layers: readonly VariableLayer[],
    own: ProgramTask | undefined,
    probe = false,
  ): TypeScope {
    const types = new Map<string, Type>();
    const find = (name: string): Type => {
      if (probe) {
        const type = probeTypes.get(name);
        if (type) return type;
      }
      for (const [index, loop] of [...loops.entries()].toReversed()) {
        if (loop.itemName === name)
          return itemsOf(typeOfArgument(loop.items, scopeIn(loops.slice(0, index), layers, undefined)));
        if (loop.indexName === name) return integerType;
        if (loop.extended && name === 'ansible_loop') return 'any';
      }
      const argument = findVariable(layers, name);
      const type = named(name, argument ? [argument] : []);
      return own && own.source.register === name ? union(type, ownResult(own)) : type;
    };
    return {
      typeOf(name) {
        const before = types.get(name);
        if (before) return before;
        const type = find(name);
        types.set(name, type);
        return type;
      },
    };
  }

  function at(node: ProgramNode, moment: EvaluatedPart['moment']): TypeScope {
    const loops = moment === 'loop' ? node.loops.slice(0, -1) : node.loops;
    return scopeIn(loops, node.layers, node.kind === 'task' ? node : undefined, moment === 'probe');
  }

  return { at, within: (layers) => scopeIn([], layers, undefined), anywhere };
}

/** What the objects of a command are, as far as that is known. */
function outputOf(action: Action): Type {
  const properties = action.kind === 'cmdlet' ? outputProperties(action.name) : undefined;
  return properties && action.kind === 'cmdlet'
    ? objectOf(properties, `an object of "${action.name}"`)
    : 'any';
}

const nothing: Type = [];

const strings = (names: string): Type =>
  mappingOf(new Map(names.split(' ').map((name) => [name, stringType])));

/** The runner's own names that have members, or could be taken for a condition. */
const runnerTypes: ReadonlyMap<string, Type> = new Map([
  ['ansible_check_mode', booleanType],
  ['ansible_date_time', dateTimeType],
  ['ansible_failed_task', strings('name action id')],
  ['ansible_play_name', stringType],
  ['inventory_hostname', stringType],
  ['inventory_hostname_short', stringType],
  ['playbook_dir', stringType],
]);

function typeOfParameter(parameter: Parameter): Type {
  const own = typeOfRule(parameter);
  return parameter.default?.kind === 'value' && parameter.default.value === null ? union(own, nullType) : own;
}

function typeOfRule({ type, enum: accepted, items, properties }: ItemRule): Type {
  if (accepted) return unionOf(accepted.map(typeOfValue));
  // With rules for other values it can have others.
  if (type === 'mapping' && properties && !items)
    return mappingOf(new Map(Array.from(properties, ([name, rule]) => [name, typeOfRule(rule)])));
  return type === 'list' && items ? listOf(typeOfRule(items)) : typesOfParameters[type];
}

const typesOfParameters: Readonly<Record<Parameter['type'], Type>> = {
  string: stringType,
  integer: integerType,
  number: union(integerType, floatType),
  boolean: booleanType,
  list: anyList,
  mapping: anyMapping,
};

function add<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const list = lists.get(name);
  if (list) list.push(item);
  else lists.set(name, [item]);
}
