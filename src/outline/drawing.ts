import type { ProgramNode, Section } from '../program/program.ts';
import type { FlowEdge, FlowGroup, FlowItem } from './flow-graph.ts';

/** A part of a graph: where a run comes in, and from where it goes on. */
export interface Part {
  readonly entry: string;
  readonly exits: readonly Exit[];
  readonly items: readonly FlowItem[];
  /** Whether something of what it does can be taken back. */
  readonly hasUndo: boolean;
  /** Of a section of a block: which one it is, and its box, where it has one. */
  readonly section?: { readonly part: Section['part']; readonly group: FlowGroup | undefined };
}

export interface Exit {
  readonly from: string;
  readonly label?: string | undefined;
}

/** What is drawn so far. */
export interface Drawing {
  readonly edges: readonly FlowEdge[];
  nodeId(of?: ProgramNode): string;
  groupId(): string;
  /** The id that the node's own box or diamond has. */
  idOf(node: ProgramNode): string | undefined;
  edge(edge: FlowEdge): void;
  /** The order of a run. */
  connect(exits: readonly Exit[], to: string): void;
  /** Parts that stand one behind the other, connected. */
  sequence(parts: readonly Part[]): Part;
}

export function createDrawing(): Drawing {
  const edges: FlowEdge[] = [];
  const ids = new Map<ProgramNode, string>();
  let nodes = 0;
  let groups = 0;
  const drawing: Drawing = {
    edges,
    nodeId(of) {
      const id = `n${++nodes}`;
      if (of) ids.set(of, id);
      return id;
    },
    groupId: () => `g${++groups}`,
    idOf: (node) => ids.get(node),
    edge: (edge) => void edges.push(edge),
    connect(exits, to) {
      for (const { from, label } of exits) edges.push({ from, to, label, kind: 'next' });
    },
    sequence(parts) {
      const [first, ...others] = parts;
      if (!first) return emptyPart(drawing);
      let last = first;
      for (const part of others) {
        drawing.connect(last.exits, part.entry);
        last = part;
      }
      return {
        entry: first.entry,
        exits: last.exits,
        items: parts.flatMap(({ items }) => items),
        hasUndo: parts.some(({ hasUndo }) => hasUndo),
      };
    },
  };
  return drawing;
}

/** Without tasks there is still a place to come through. */
function emptyPart(drawing: Drawing): Part {
  const id = drawing.nodeId();
  const node = { kind: 'task' as const, id, lines: ['no tasks'], isConditional: false, mark: undefined };
  return { entry: id, exits: [{ from: id }], items: [node], hasUndo: false };
}
