import type { Program, ProgramHandler, ProgramNode, ProgramPlay } from '../program/program.ts';
import { mayReach } from '../program/reached-handlers.ts';
import { visitNodes, walk } from '../program/walk.ts';
import { createDrawing, type Drawing, type Exit, type Part } from './drawing.ts';
import type { Known } from './known.ts';
import { flowWalker } from './flow-walker.ts';
import type { FlowGraph, FlowNode } from './flow-graph.ts';

/**
 * The program as a graph, in the walk's order: plays one behind the other, sections of blocks, branches, files of includes, what takes back, and handlers. A node whose own
 * conditions do not hold is passed by, which has no edge of its own.
 */
export function buildFlowGraph(program: Program, known: Known): FlowGraph {
  const { runbook } = program;
  const drawing = createDrawing();
  const title = runbook.name ?? runbook.file.path;
  const start = terminal('start', 'start', drawing);
  const plays = program.plays.map((play) => playPart(play, play.source.name ?? title, known, drawing));
  const end = terminal('end', 'end', drawing);
  const failed = terminal('failed', 'the run has failed', drawing);
  let exits: readonly Exit[] = [{ from: start.id }];
  for (const { part, ends, group } of plays) {
    drawing.connect(exits, part.entry);
    exits = [...part.exits, ...ends];
    const label = part.hasUndo ? 'fails; what was done is undone' : 'fails';
    drawing.edge({ from: group, to: failed.id, label, kind: 'fails' });
  }
  drawing.connect(exits, end.id);
  const items = [start, ...plays.flatMap(({ part }) => part.items), end, failed];
  return { title, items, edges: drawing.edges };
}

function terminal(kind: 'start' | 'end' | 'failed', text: string, drawing: Drawing): FlowNode {
  return { kind, id: drawing.nodeId(), lines: [text], isConditional: false, mark: undefined };
}

interface DrawnPlay {
  readonly part: Part;
  /** Where `meta: end_play` leaves it. */
  readonly ends: readonly Exit[];
  readonly group: string;
}

function playPart(play: ProgramPlay, name: string, known: Known, drawing: Drawing): DrawnPlay {
  const group = drawing.groupId();
  const ends: Exit[] = [];
  const flushes: string[] = [];
  const walker = flowWalker({ known, drawing, ends, flushes });
  const tasks = drawing.sequence(walk(play.nodes, { isOnlyFile: false, isBare: false }, walker));
  const handlers = play.handlers.map((handler) => {
    const [part] = walk([handler.node], { isOnlyFile: false, isBare: false }, walker);
    if (!part) throw new TypeError('a handler came to nothing');
    return [handler, part] as const;
  });
  if (handlers.length === 0) return { part: inGroup(group, name, tasks), ends, group };
  const all = drawing.sequence(handlers.map(([, part]) => part));
  drawing.connect(tasks.exits, all.entry);
  for (const from of flushes) drawing.edge({ from, to: all.entry, label: 'flushes', kind: 'notifies' });
  notices(play, new Map(handlers), drawing);
  const box = {
    kind: 'handlers' as const,
    id: drawing.groupId(),
    lines: ['handlers: each that was notified'],
    isConditional: false,
    mark: undefined,
    items: all.items,
  };
  const part: Part = { ...tasks, exits: all.exits, items: [...tasks.items, box] };
  return { part: inGroup(group, name, part), ends, group };
}

function inGroup(id: string, name: string, part: Part): Part {
  const group = { kind: 'play' as const, id, lines: [name], isConditional: false, mark: undefined };
  return { ...part, items: [{ ...group, items: part.items }] };
}

/** Which tasks tell which handlers, as far as that is known: a name that gets its value at run time may be any. */
function notices(
  { nodes, handlers }: ProgramPlay,
  parts: ReadonlyMap<ProgramHandler, Part>,
  drawing: Drawing,
): void {
  visitNodes([...nodes, ...handlers.map(({ node }) => node)], undefined, (node: ProgramNode) => {
    const from = node.kind === 'task' ? drawing.idOf(node) : undefined;
    if (node.notify && from !== undefined) {
      const isOpen = node.notify.some(({ kind }) => kind === 'template');
      for (const handler of mayReach(node.notify, handlers)) {
        const to = parts.get(handler)?.entry;
        const label = isOpen ? 'may notify' : 'notifies';
        if (to !== undefined) drawing.edge({ from, to, label, kind: 'notifies' });
      }
    }
    return { down: undefined };
  });
}
