import type { Expression } from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';
import type { Keywords, TaskNode } from '../model/runbook.ts';
import type { VariableLayer } from './variables.ts';

/** What a node takes over from the play and the blocks around it. */
export interface NodeContext {
  readonly layers: readonly VariableLayer[];
  /** Conditions of the blocks around, outermost first: each child evaluates them anew, as in Ansible. */
  readonly when: readonly Expression[];
  /** Outermost first: an inner mapping's names override. */
  readonly environments: readonly Argument[];
  readonly noLog: Keywords['noLog'];
  readonly ignoreErrors: Keywords['ignoreErrors'];
  readonly errorAction: Keywords['errorAction'];
  readonly checkMode: Keywords['checkMode'];
  readonly timeout: Keywords['timeout'];
  /** How deep in blocks, from 0. */
  readonly depth: number;
  /** Inside of an `always` section: it goes on through a request for a stop, whenever that comes. Only a second one ends it. */
  readonly shielded: boolean;
  /** Called when a task under a window is about to act. */
  readonly onAct: () => void;
}

export const outermost: NodeContext = {
  layers: [],
  when: [],
  environments: [],
  noLog: undefined,
  ignoreErrors: undefined,
  errorAction: undefined,
  checkMode: undefined,
  timeout: undefined,
  depth: 0,
  shielded: false,
  onAct: () => undefined,
};

/** The context with the keywords of a play or a node on top: vars and environment accumulate, the rest takes the nearest value. */
export function inherit(outer: NodeContext, keywords: Keywords): NodeContext {
  return {
    ...outer,
    layers: keywords.vars.size > 0 ? [...outer.layers, keywords.vars] : outer.layers,
    environments: keywords.environment ? [...outer.environments, keywords.environment] : outer.environments,
    noLog: keywords.noLog ?? outer.noLog,
    ignoreErrors: keywords.ignoreErrors ?? outer.ignoreErrors,
    errorAction: keywords.errorAction ?? outer.errorAction,
    checkMode: keywords.checkMode ?? outer.checkMode,
    timeout: keywords.timeout ?? outer.timeout,
  };
}

/** The context of a block's children. */
export function inside(outer: NodeContext, block: TaskNode): NodeContext {
  return { ...inherit(outer, block.keywords), when: [...outer.when, ...block.when], depth: outer.depth + 1 };
}
