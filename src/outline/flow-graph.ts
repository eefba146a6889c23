/** What of a runbook can follow what, for a drawing. Ids are `n1`, `n2`, … and `g1`, `g2`, … in the runbook's order. */
export interface FlowGraph {
  readonly title: string;
  readonly items: readonly FlowItem[];
  readonly edges: readonly FlowEdge[];
}

export type FlowItem = FlowNode | FlowGroup;

export interface FlowNode {
  readonly kind: 'start' | 'end' | 'failed' | 'task' | 'question' | 'choose';
  readonly id: string;
  /** The name first; none of them is empty. */
  readonly lines: readonly string[];
  /** Its own conditions decide whether the run does it, or passes it by. */
  readonly isConditional: boolean;
  readonly mark: Mark | undefined;
}

/** Nodes that belong together, drawn in a box. */
export interface FlowGroup {
  readonly kind: 'play' | 'block' | 'window' | 'rescue' | 'always' | 'undo' | 'handlers';
  readonly id: string;
  readonly lines: readonly string[];
  readonly isConditional: boolean;
  readonly mark: Mark | undefined;
  readonly items: readonly FlowItem[];
}

/** `proved`: exactly one branch of this choose runs, in every case. `open`: that could not be proved. `never`: it runs in no case. */
export type Mark = 'proved' | 'open' | 'never';

export interface FlowEdge {
  /** A node, or a group: then it can begin at anything that is in it. */
  readonly from: string;
  readonly to: string;
  readonly label: string | undefined;
  /** `next`: the order of a run. `fails`: what comes of a failure. `undo`: what takes back. `notifies`: a handler is told. */
  readonly kind: 'next' | 'fails' | 'undo' | 'notifies';
}
