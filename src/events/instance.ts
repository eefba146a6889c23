/**
 * Whatever happens in a run happens to an instance: a node of the program, the items of the loops around it, an attempt, and a host.
 * Written, it is the id by which events name it: `tasks/3`, in the second item of a loop `tasks/3[1]/block/0`, on a host
 * `web1:tasks/3`; an attempt at it has its number behind: `tasks/3#2`.
 */
export interface Instance {
  /** The node's path in its file. */
  readonly node: string;
  /** The items of the loops around it, outermost first. */
  readonly items: readonly LoopItem[];
  /** Missing: the one host of the run, which `run-started` names. */
  readonly host?: string;
}

export interface LoopItem {
  /** The path of the node that is looped over: the instance's own, or the beginning of it. */
  readonly loop: string;
  /** From 0. */
  readonly index: number;
}

export function instanceId({ node, items, host }: Instance): string {
  let id = node;
  // From the inside: what stands before an index does not move when another one is put in.
  for (const { loop, index } of items.toReversed()) id = `${loop}[${index}]${id.slice(loop.length)}`;
  return host === undefined ? id : `${host}:${id}`;
}

/** An attempt, from 1, at the instance with this id. */
export function attemptId(id: string, attempt: number): string {
  return `${id}#${attempt}`;
}

/** The instance that an attempt is at. */
export function withoutAttempt(id: string): string {
  return id.replace(/#\d+$/, '');
}

/** The node that an instance, or an attempt at one, is of: the id that it has in the outline. */
export function nodeOf(id: string): string {
  return withoutAttempt(id)
    .replace(/^[^:/]*:/, '')
    .replace(/\[\d+\]/g, '');
}
