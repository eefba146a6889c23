/** A flowchart as our own reading of it has it: only what `runbook graph` may write is read, and anything else throws. */
export interface MermaidGraph {
  /** By id: what stands in it, and its shape: `[`, `([`, `{`, `{{`, or `subgraph`. */
  readonly items: ReadonlyMap<
    string,
    { readonly text: string; readonly shape: string; readonly around: string }
  >;
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly label: string;
    readonly isDotted: boolean;
  }[];
  readonly classes: ReadonlyMap<string, readonly string[]>;
}

const LABEL = String.raw`"((?:[\p{L}\p{N}\p{M} ]|#\d+;|<br/>)*)"`;
const NODE = new RegExp(String.raw`^(n\d+)(\(\[|\[|\{\{|\{)${LABEL}(\]\)|\]|\}\}|\})$`, 'u');
const SUBGRAPH = new RegExp(String.raw`^subgraph (g\d+)\[${LABEL}\]$`, 'u');
const EDGE = new RegExp(String.raw`^([ng]\d+) (-->|-\.->)(?:\|${LABEL}\|)? (n\d+)$`, 'u');
const CLASS_DEF = /^classDef ([a-z]+) [a-z-]+:[#\w .-]+(?:,[a-z-]+:[#\w .-]+)*$/;
const CLASS = /^class ([ng]\d+(?:,[ng]\d+)*) ([a-z]+)$/;
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '([': '])', '{': '}', '{{': '}}' };

export function readMermaid(text: string): MermaidGraph {
  const [first, ...lines] = text.trimEnd().split('\n');
  if (first !== 'flowchart TB') throw new Error(`not a flowchart: ${first}`);
  const items = new Map<string, { text: string; shape: string; around: string }>();
  const edges: { from: string; to: string; label: string; isDotted: boolean }[] = [];
  const styles = new Set<string>();
  const classes = new Map<string, readonly string[]>();
  const open: string[] = [];
  const known = (id: string) => {
    if (!items.has(id)) throw new Error(`${id} is not there`);
    return id;
  };
  for (const line of lines.map((each) => each.trim())) {
    const [, group, title] = SUBGRAPH.exec(line) ?? [];
    const [, node, opening, label, closing] = NODE.exec(line) ?? [];
    const [, from, arrow, words, to] = EDGE.exec(line) ?? [];
    const [, ids, named] = CLASS.exec(line) ?? [];
    const [, style] = CLASS_DEF.exec(line) ?? [];
    const around = open.at(-1) ?? '';
    if (group !== undefined && !items.has(group)) {
      items.set(group, { text: decoded(title), shape: 'subgraph', around });
      open.push(group);
    } else if (line === 'end' && open.length > 0) open.pop();
    else if (node !== undefined && opening !== undefined && CLOSING[opening] === closing && !items.has(node))
      items.set(node, { text: decoded(label), shape: opening, around });
    else if (from !== undefined && to !== undefined)
      edges.push({ from: known(from), to: known(to), label: decoded(words), isDotted: arrow === '-.->' });
    else if (style !== undefined) styles.add(style);
    else if (ids !== undefined && named !== undefined && styles.has(named))
      classes.set(named, ids.split(',').map(known));
    else throw new Error(`cannot be read: ${line}`);
  }
  if (open.length > 0) throw new Error('a subgraph has no end');
  return { items, edges, classes };
}

/** A line end in a label is a blank here: where a text is broken is not its meaning. */
function decoded(label = ''): string {
  return label
    .replaceAll('<br/>', ' ')
    .replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

/** Each edge as `from -label-> to`, by what stands in the boxes; what is inside has the first line of its box only. */
export function edgesOf({ items, edges }: MermaidGraph): readonly string[] {
  const text = (id: string) => items.get(id)?.text ?? id;
  return edges.map(({ from, to, label, isDotted }) => {
    const arrow = isDotted ? '..' : '--';
    return `${text(from)} ${arrow}${label === '' ? '' : `${label}${arrow}`}> ${text(to)}`;
  });
}
