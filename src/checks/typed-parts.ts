import type { Expression } from '../expression/index.ts';
import { inferType, type Misfit, type Type, type TypeScope } from '../expression/types/index.ts';
import type { Argument } from '../model/argument.ts';
import type { Loop } from '../model/loop.ts';
import { referencesIn } from '../model/references-in.ts';
import type { Keywords, TaskNode } from '../model/runbook.ts';
import type { Setting } from '../model/setting.ts';
import { windowSettings } from '../model/window-settings.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program, ProgramNode, VariableLayer } from '../program/program.ts';
import { evaluatedParts, keywordParts, type EvaluatedPart } from '../model/evaluated-parts.ts';
import { typeOfArgument, typeOfTemplate } from './argument-type.ts';
import { expressionsIn, expressionsOf, layersOf } from './expressions-of.ts';
import { variableTypesOf } from './variable-types.ts';

/** What the types of a program's expressions are, and what they do not allow. */
export interface TypedParts {
  readonly misfits: readonly { readonly expression: Expression; readonly misfit: Misfit }[];
  readonly conditions: readonly {
    readonly expression: Expression;
    readonly type: Type;
    readonly node: ProgramNode | undefined;
  }[];
  readonly loops: readonly { readonly loop: Loop; readonly type: Type }[];
  /** Those that are templated. */
  readonly settings: readonly { readonly setting: TemplatedSetting; readonly type: Type }[];
}

export type TemplatedSetting = Setting<unknown> & { readonly kind: 'template' };

/** One answer for all checks, since a program never changes. */
export function typedPartsOf(program: Program): TypedParts {
  const before = known.get(program);
  if (before) return before;
  const found = typeProgram(program);
  known.set(program, found);
  return found;
}

const known = new WeakMap<Program, TypedParts>();

type Building = { [Key in keyof TypedParts]: TypedParts[Key][number][] };

function typeProgram(program: Program): TypedParts {
  const types = variableTypesOf(program);
  const found: Building = { misfits: [], conditions: [], loops: [], settings: [] };
  const infer = (expression: Expression, scope: TypeScope): Type =>
    inferType(expression, scope, (misfit) => found.misfits.push({ expression, misfit }));
  const settle = (settings: readonly (Setting<unknown> | undefined)[], scope: TypeScope): void => {
    for (const setting of settings) {
      if (setting?.kind !== 'template') continue;
      found.settings.push({ setting, type: typeOfTemplate(setting.template, scope) });
    }
  };
  const mayBeUndefined = namesThatMayBeUndefined(program);
  const seen = new Set<VariableLayer>();
  const lookAt = (layer: VariableLayer): void => {
    if (seen.has(layer)) return;
    seen.add(layer);
    for (const [name, argument] of layer) {
      const lenient = mayBeUndefined.has(name);
      for (const expression of expressionsIn(argument)) {
        inferType(expression, types.anywhere, (misfit) => {
          const milder = misfit.kind === 'no-member' && lenient ? { ...misfit, lenient } : misfit;
          found.misfits.push({ expression, misfit: milder });
        });
      }
    }
  };

  for (const { requiredWhen, default: argument } of program.runbook.parameters) {
    if (argument) for (const each of expressionsIn(argument)) infer(each, types.within([]));
    if (requiredWhen)
      found.conditions.push({
        expression: requiredWhen,
        type: infer(requiredWhen, types.within([])),
        node: undefined,
      });
  }
  for (const { source, layers } of program.plays) {
    layers.forEach(lookAt);
    const scope = types.within(layers);
    for (const part of keywordParts(source.keywords))
      if (part) for (const each of expressionsIn(part)) infer(each, scope);
    settle(keywordSettings(source.keywords), scope);
  }
  for (const node of nodesOf(program)) {
    const { source } = node;
    node.layers.forEach(lookAt);
    const conditions = conditionsIn(source);
    for (const { part, moment } of evaluatedParts(source)) typePart(node, part, moment, conditions);
    settle(keywordSettings(source.keywords), types.at(node, 'before'));
    settle(ownSettings(source), types.at(node, 'before'));
    const { loop } = source;
    if (!loop) continue;
    const scope = types.at(node, 'loop');
    found.loops.push({ loop, type: typeOfArgument(loop.items, scope) });
    settle([loop.pause], scope);
  }
  return found;

  function typePart(
    node: ProgramNode,
    part: EvaluatedPart['part'],
    moment: EvaluatedPart['moment'],
    conditions: ReadonlySet<EvaluatedPart['part']>,
  ): void {
    const scope = types.at(node, moment);
    for (const expression of expressionsIn(part)) {
      const type = infer(expression, scope);
      if (conditions.has(part)) found.conditions.push({ expression, type, node });
    }
  }
}

function conditionsIn(node: TaskNode): ReadonlySet<EvaluatedPart['part']> {
  const found = [...node.when, ...(node.loop?.breakWhen ?? [])];
  if (node.kind !== 'task') return new Set(found);
  for (const each of node.until ?? []) found.push(each);
  for (const each of node.failedWhen ?? []) found.push(each);
  for (const each of node.changedWhen ?? []) found.push(each);
  for (const each of node.probes.flatMap((probe) => (probe.kind === 'call' ? probe.that : [])))
    found.push(each);
  if (node.action.kind === 'assert') for (const each of node.action.that) found.push(each);
  return new Set(found);
}

function keywordSettings({ noLog, ignoreErrors, errorAction, checkMode, timeout }: Keywords) {
  return [noLog, ignoreErrors, errorAction, checkMode, timeout];
}

function ownSettings(node: TaskNode): readonly (Setting<unknown> | undefined)[] {
  if (node.kind === 'block') return [...windowSettings(node.window), node.expected];
  if (node.kind !== 'task') return [];
  const { action, retries, delay, async, expected } = node;
  const own = [retries, delay, async?.limit, async?.poll, expected];
  if (action.kind === 'pause') return [...own, action.duration];
  if (action.kind === 'reboot') return [...own, action.whenPending, ...Object.values(action.times)];
  if (action.kind === 'fetch') return [...own, action.flat, action.failOnMissing];
  if (action.kind === 'copy' || action.kind === 'template')
    return [...own, action.backup, action.force, action.bom, action.newline];
  if (action.kind !== 'wait_for') return own;
  return [...own, action.port, action.state, ...Object.values(action.times)];
}

/** The variables that somewhere are asked whether they are defined, and those that these read: a variable that needs something undefined is undefined itself. */
function namesThatMayBeUndefined(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const expression of expressionsOf(program)) {
    for (const { name, guarded } of referencesIn(expression)) if (guarded) names.add(name);
  }
  const definitions = new Map<string, Argument[]>();
  for (const layer of layersOf(program)) {
    for (const [name, argument] of layer) {
      const others = definitions.get(name);
      if (others) others.push(argument);
      else definitions.set(name, [argument]);
    }
  }
  for (const name of names) {
    for (const argument of definitions.get(name) ?? []) {
      for (const reference of referencesIn(argument)) names.add(reference.name);
    }
  }
  return names;
}
