import type { Expression } from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';
import type { Loop } from '../model/loop.ts';
import type { Notify } from '../model/notify.ts';
import type { Block, Choose, Include, Keywords, Play, Runbook, Task } from '../model/runbook.ts';

/** A runbook lowered once for all who walk it: every node knows what holds for it from outside. */
export interface Program {
  readonly runbook: Runbook;
  readonly plays: readonly ProgramPlay[];
}

/** `vars` of one play, block, choose or task: each is evaluated when it is read. */
export type VariableLayer = ReadonlyMap<string, Argument>;

/** What holds at one place of the runbook: what was written there, and what was taken over from around it. */
export interface Inherited {
  /** Innermost last; a level without `vars` has none. The same array as around it, where nothing is added. */
  readonly layers: readonly VariableLayer[];
  /**
   * All that have to hold for a node, outermost first, its own last. A branch's own are not among them, neither for it nor for what is
   * inside: the choose asks them, once.
   */
  readonly conditions: readonly Expression[];
  /** The node's own and those around it. */
  readonly tags: ReadonlySet<string>;
  /** Outermost first: an inner mapping's names override. */
  readonly environments: readonly Argument[];
  /** Of these the nearest that is written counts. */
  readonly noLog: Keywords['noLog'];
  readonly ignoreErrors: Keywords['ignoreErrors'];
  readonly errorAction: Keywords['errorAction'];
  readonly checkMode: Keywords['checkMode'];
  readonly diff: Keywords['diff'];
  readonly debugger: Keywords['debugger'];
  readonly timeout: Keywords['timeout'];
  readonly notify: Notify | undefined;
}

export interface ProgramPlay extends Inherited {
  /** `plays/0`, whatever shape the file has. */
  readonly id: string;
  readonly source: Play;
  readonly nodes: readonly ProgramNode[];
  readonly handlers: readonly ProgramHandler[];
}

/** It stands in none of the nodes: it runs when it has been notified, and handlers are flushed. */
export interface ProgramHandler {
  readonly node: ProgramNode;
  /** The topics that reach it, besides its name. */
  readonly listen: readonly string[];
}

export type ProgramNode = ProgramTask | ProgramBlock | ProgramChoose | ProgramInclude;

/** A branch of a choose. */
export type ProgramBranch = ProgramTask | ProgramBlock | ProgramInclude;

interface Node extends Inherited {
  /** The node's path in its file, such as `tasks/3/rescue/0`: unique in the runbook and the same from run to run. */
  readonly id: string;
  /** It stands directly in a choose. */
  readonly isBranch: boolean;
  /** In how many blocks and chooses it stands. */
  readonly depth: number;
  /** The loops that it is in, outermost first, its own last. */
  readonly loops: readonly Loop[];
  /**
   * What takes back what it did. It sees what the node sees, and what the node was asked before it began is not asked again: of the
   * conditions and of `ignore_errors` it takes over nothing.
   */
  readonly undo: readonly ProgramNode[];
}

export interface ProgramTask extends Node {
  readonly kind: 'task';
  readonly source: Task;
}

export interface ProgramBlock extends Node {
  readonly kind: 'block';
  readonly source: Block;
  /** The include that it is a file of: one of them is done. */
  readonly isFile: boolean;
  /** In the order in which they run; a section without nodes is left out, except the first. */
  readonly sections: readonly Section[];
}

export interface Section {
  readonly part: 'block' | 'rescue' | 'always';
  /**
   * The block's own id for its first section, and for the others that with `/rescue` or `/always`. Of the one file of an include it is
   * the include's, which is shown as this one thing.
   */
  readonly id: string;
  readonly nodes: readonly ProgramNode[];
}

export interface ProgramChoose extends Node {
  readonly kind: 'choose';
  readonly source: Choose;
  readonly branches: readonly ProgramBranch[];
}

/** One of its files is done, or none. What the include's keywords say holds for it alone; what reaches the inside is the block's. */
export interface ProgramInclude extends Node {
  readonly kind: 'include';
  readonly source: Include;
  /** By what its path can be. */
  readonly files: ReadonlyMap<string, ProgramBlock>;
}
