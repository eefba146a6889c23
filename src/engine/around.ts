import { instanceId, type LoopItem } from '../events/instance.ts';
import type { HandlerNotified } from '../events/run-event.ts';
import type { Scope } from '../expression/index.ts';
import type { ProgramHandler, ProgramNode, ProgramTask, Section } from '../program/program.ts';
import { scopeAt, type VariableSources } from '../program/scope.ts';
import type { Mapping } from '../values/value.ts';
import type { Attempt } from './attempt.ts';
import type { Stop } from './effects.ts';
import type { Flow } from './flow.ts';
import type { Held } from './held.ts';

/** What a node takes over from what happens around it: from what is written around it the program knows. */
export interface Around {
  /** Inside of an `always` section: it goes on through a polite stop, whenever that comes. */
  readonly shielded: boolean;
  /** Called when a task is about to act: it opens the windows around. */
  readonly onAct: (task: string) => void;
  /** Called when something that was done has been taken back, or could not be: windows around are told so. */
  readonly onUndone: (well: boolean) => void;
  /** Of the block that this was made for. */
  readonly window: OpenWindow | undefined;
  /** Those in which a task here has to end in time, outermost first. What mends, comes in any case or takes something back is in none. */
  readonly windows: readonly OpenWindow[];
  /** The items of the loops around, outermost first. */
  readonly items: readonly LoopItem[];
  /** Of the innermost loop around. */
  readonly item: Item | undefined;
  /** The run's variables, and above them those of the loops around. */
  readonly sources: VariableSources;
  /** Of the play. */
  readonly handlers: PlayHandlers;
  /** What the block around, or the play, has to take back if it fails. */
  readonly done: Done;
  /** In what takes something back. */
  readonly undoing: boolean;
}

/** A block's clock: it starts with the first task that acts, and warns when it passes its marks. */
export interface OpenWindow {
  /** The id of its block. */
  readonly block: string;
  /** A task under it, of this name, is about to act. */
  begin(task: string): void;
  /** Whether it keeps a task from being begun. Errors: throws `EvaluationError`. */
  holds(task: ProgramTask, name: string): Held | undefined;
  /** Whether it keeps a task that has begun from being tried again. */
  holdsOn(): Held | undefined;
  /** Whether it lets its block fail, all of whose tasks are done. */
  failsAtEnd(): Held | undefined;
  /** Something that was done under it has been taken back, or could not be. */
  undone(well: boolean): void;
  /** Closed if the block ended well; else what it began is not over, and the window is left. */
  close(ending: Flow['kind']): void;
}

/** The handlers of one play. Which of them are notified the tally knows. */
export interface PlayHandlers {
  /**
   * Those that the task notifies if it changes something.
   * Errors: throws `EvaluationError` for a mistake in `notify`, and for a name that is neither a handler's nor a topic.
   */
  notifiedBy(task: ProgramTask, around: Around): readonly ProgramHandler[];
  /** What is told of a handler that has been notified. */
  about(handler: ProgramHandler): HandlerNotified;
  /**
   * Runs those that are notified, in the order of their definition, each once: one that is notified when it has run waits for the next
   * flush. What fails leaves the others notified.
   */
  flush(around: Around): Promise<Flow>;
  /** The flush at the end of the play; after a failure or a stop only where that is forced. */
  endPlay(flow: Flow, around: Around): Promise<Flow>;
}

/** One item of a loop that is under way. */
export interface Item {
  /** The path of the node that is looped over. */
  readonly node: string;
  /** What it is called where it is shown. Errors: throws `EvaluationError`. */
  readonly label: () => string;
  /** What the item's result says of it: `item`, `ansible_loop_var`, … */
  readonly fields: Mapping;
  /** Told how the task ended for it, and whom that is to be told to if the loop ends well. */
  readonly ended: (end: Attempt, notified: readonly ProgramHandler[]) => void;
}

/** What a block, or a play, has to take back if it fails; in the order in which it was done. */
export interface Done {
  readonly steps: Step[];
  /** Whether anything in it has had an effect. */
  acted: boolean;
  /** Of what is around it. */
  readonly outer: Done | undefined;
}

/** What takes one thing back, and what holds for it. */
export interface Step {
  readonly name: string;
  readonly nodes: readonly ProgramNode[];
  readonly down: Around;
  /** It has only been started: its end comes first. */
  readonly job: string | undefined;
}

export function nothingDone(outer?: Done): Done {
  return { steps: [], acted: false, outer };
}

export function outermost(variables: VariableSources, handlers: PlayHandlers): Around {
  return {
    shielded: false,
    onAct: () => undefined,
    onUndone: () => undefined,
    window: undefined,
    windows: [],
    items: [],
    item: undefined,
    sources: variables,
    handlers,
    done: nothingDone(),
    undoing: false,
  };
}

/** Whether nothing more may begin here. */
export function isStopped(
  { shielded }: Pick<Around, 'shielded'>,
  { stop }: { readonly stop: Stop },
): boolean {
  return stop.stage === 'at once' || (!shielded && stop.stage === 'polite');
}

/** What the node's expressions see now. */
export function scopeOf(node: ProgramNode, { sources }: Around): Scope {
  return scopeAt(node.layers, sources);
}

/** The id of what happens to a node. */
export function idOf(node: ProgramNode, { items }: Around): string {
  return items.length === 0 ? node.id : instanceId({ node: node.id, items });
}

export function sectionId({ id }: Section, { items }: Around): string {
  return items.length === 0 ? id : instanceId({ node: id, items });
}

/** The item that the node is done for, where it is the node itself that is looped over. */
export function itemOf(node: ProgramNode, { item }: Around): Item | undefined {
  if (!item) return undefined;
  // The one file of an include goes by the include's id.
  const id = node.kind === 'block' && node.isFile ? node.sections[0]?.id : node.id;
  return item.node === id ? item : undefined;
}
