import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Scalar as YamlScalar,
  type CST,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { YAMLWarning } from 'yaml';
import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { replacing, type Fix } from '../diagnostics/fix.ts';
import type { SharedPart } from '../diagnostics/name-uses.ts';
import { sourceTextOf, type Location, type SourceFile, type SourceText } from '../diagnostics/source.ts';
import type { DocumentNode, MappingEntry, MappingNode, Scalar, ScalarNode, ScalarStyle } from './node.ts';
import { scalarSource } from './scalar-source.ts';

/** Nodes that aliases may stand for altogether: a runbook shares a mapping here and there, a bomb shares billions. */
const ALIAS_LIMIT = 100_000;

interface NodesBuilt {
  readonly root: DocumentNode | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What aliases stand for, in the order of the aliases. */
  readonly shared: readonly SharedPart[];
}

/** Our nodes from yaml's: aliases and merge keys resolved, keys checked for being unique texts. */
export function buildNodes(file: SourceFile, contents: Node, warnings: readonly YAMLWarning[]): NodesBuilt {
  const builder = new NodeBuilder(file);
  for (const { pos, message } of warnings) {
    const tag = /^Unresolved tag: (.*)/s.exec(message)?.[1];
    const help =
      tag === undefined ? undefined : 'leave it out; there are no tags beyond those of YAML itself';
    builder.report(
      'yaml-unsupported',
      tag === undefined ? message : `the tag "${tag}" is not known`,
      pos,
      help,
    );
  }
  const root = builder.build(contents);
  return {
    root: builder.exhausted ? undefined : root,
    diagnostics: builder.diagnostics,
    shared: builder.shared,
  };
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  [YamlScalar.QUOTE_SINGLE]: 'single',
  [YamlScalar.QUOTE_DOUBLE]: 'double',
  [YamlScalar.BLOCK_LITERAL]: 'literal',
  [YamlScalar.BLOCK_FOLDED]: 'folded',
};

/** `'open'`: being built, so an alias to it would contain itself. */
type Anchor = 'open' | { readonly node: DocumentNode; readonly size: number };

class NodeBuilder {
  readonly diagnostics: Diagnostic[] = [];
  exhausted = false;
  readonly #file: SourceFile;
  readonly #uses = new Map<DocumentNode, Location[]>();
  readonly #anchors = new Map<string, Anchor>();
  /** Nodes so far, those behind aliases counted each time. */
  #count = 0;
  #aliased = 0;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  report(
    code: DiagnosticCode,
    message: string,
    range: readonly [number, number] | Location,
    help?: string,
    fix?: Fix,
  ): void {
    const location = 'file' in range ? range : this.#at(range[0], range[1]);
    this.diagnostics.push({
      code,
      severity: 'error',
      message,
      location,
      ...(help !== undefined && { help }),
      ...(fix && { fix }),
    });
  }

  get shared(): readonly SharedPart[] {
    return Array.from(this.#uses, ([{ location }, uses]) => ({ part: location, uses }));
  }

  build(node: Node): DocumentNode {
    this.#count++;
    if (isAlias(node)) return this.#resolve(node.source, this.#locate(node));
    const anchor = 'anchor' in node ? node.anchor : undefined;
    const before = this.#count;
    if (anchor !== undefined) this.#anchors.set(anchor, 'open');
    const built = this.#buildContent(node);
    if (anchor !== undefined) this.#anchors.set(anchor, { node: built, size: this.#count - before + 1 });
    return built;
  }

  #buildContent(node: Node): DocumentNode {
    const location = this.#locate(node);
    if (isScalar(node)) return this.#scalar(node, location);
    if (isSeq(node) && node.items.some(isPair)) {
      const help = 'leave it out; there are no tags beyond those of YAML itself';
      this.report('yaml-unsupported', `the tag "${node.tag ?? ''}" is not known`, location, help);
      return emptyScalar(location);
    }
    if (isSeq<Node>(node))
      return { kind: 'sequence', items: Array.from(taken(node), (item) => this.build(item)), location };
    if (isMap<Node, Node | null>(node)) return this.#mapping(node, location);
    throw new TypeError('a YAML node of an unknown kind');
  }

  #resolve(anchor: string, location: Location): DocumentNode {
    const found = this.#anchors.get(anchor);
    if (found === undefined) {
      this.report('yaml-syntax', `nothing before this place is named "&${anchor}"`, location);
    } else if (found === 'open') {
      this.report('yaml-syntax', `"*${anchor}" stands inside of what it names`, location);
    } else {
      this.#count += found.size;
      this.#aliased += found.size;
      const uses = this.#uses.get(found.node);
      if (uses) uses.push(location);
      else this.#uses.set(found.node, [location]);
      if (this.#aliased <= ALIAS_LIMIT) return found.node;
      if (!this.exhausted) {
        this.report(
          'alias-bomb',
          `the aliases up to here stand for more than ${ALIAS_LIMIT} nodes`,
          location,
        );
      }
      this.exhausted = true;
    }
    return emptyScalar(location);
  }

  #scalar(node: YamlScalar, location: Location): ScalarNode {
    const token = node.srcToken as CST.FlowScalar | CST.BlockScalar | undefined;
    const text = token && node.source !== undefined ? node.source : '';
    const source: SourceText = token
      ? scalarSource(this.#file, text, token)
      : { ...sourceTextOf(''), file: this.#file, offsetOf: () => location.range.start };
    const style = STYLES[node.type ?? ''] ?? 'plain';
    return { kind: 'scalar', value: node.value as Scalar, style, source, location };
  }

  #mapping(node: YAMLMap<Node, Node | null>, location: Location): MappingNode | ScalarNode {
    const entries = new Map<Scalar, MappingEntry>();
    const merged: MappingNode[] = [];
    let merge: ScalarNode | undefined;
    const template = this.#unquotedTemplate(node, location);
    if (template) return template;
    for (const pair of taken(node)) {
      const key = this.#key(pair);
      const value = pair.value ? this.build(pair.value) : emptyScalar(key?.location ?? location);
      if (!key) continue;
      const first = entries.get(key.value);
      if (key.value === '<<' && key.style === 'plain' && !merge) {
        merge = key;
        for (const each of this.#mergeable(value)) merged.push(each);
      } else if (key.value === '<<' && key.style === 'plain') {
        this.diagnostics.push({
          code: 'duplicate-key',
          severity: 'error',
          message: 'the merge key "<<" stands twice in one mapping',
          location: key.location,
          help: 'merge both in one place, the stronger one first: <<: [*one, *other]',
          ...(merge && { related: [{ message: 'it stands here first', location: merge.location }] }),
        });
      } else if (first) {
        this.diagnostics.push({
          code: 'duplicate-key',
          severity: 'error',
          message: `the key "${key.source.text}" stands twice in one mapping`,
          location: key.location,
          related: [{ message: 'it stands here first', location: first.key.location }],
        });
      } else {
        entries.set(key.value, { key, value });
      }
    }
    for (const { entries: others } of merged) {
      for (const entry of others) if (!entries.has(entry.key.value)) entries.set(entry.key.value, entry);
    }
    return { kind: 'mapping', entries: [...entries.values()], location };
  }

  #key(pair: Pair<Node, Node | null>): ScalarNode | undefined {
    const key = this.build(pair.key);
    if (key.kind === 'scalar') return key;
    this.report('yaml-unsupported', 'a key has to be a text, not a list or a mapping', key.location);
    return undefined;
  }

  /** `{{ x }}` without quotes is, for YAML, a mapping whose key is a mapping. It goes on as the text that was meant. */
  #unquotedTemplate(node: YAMLMap<Node, Node | null>, location: Location): ScalarNode | undefined {
    const { start, end } = location.range;
    const text = this.#file.text.slice(start, end);
    const [pair, ...others] = node.items;
    if (!pair || others.length > 0 || !isMap(pair.key) || !text.startsWith('{{')) return undefined;
    const quoted = `"${text.replaceAll('"', "'")}"`;
    const message = 'a value that begins with "{{" has to be quoted';
    const fix = text.includes('\\') ? undefined : replacing(location, text, quoted);
    this.report('unquoted-template', message, location, `quote it: ${quoted}`, fix);
    const source: SourceText = { file: this.#file, text, offsetOf: (index) => start + index };
    return { kind: 'scalar', value: text, style: 'plain', source, location };
  }

  #mergeable(node: DocumentNode): MappingNode[] {
    if (node.kind === 'mapping') return [node];
    if (node.kind === 'sequence') return node.items.flatMap((item) => this.#mergeable(item));
    this.report('yaml-syntax', 'the merge key "<<" takes a mapping or a list of mappings', node.location);
    return [];
  }

  #locate(node: Node): Location {
    const [start, end] = node.range ?? [0, 0];
    return this.#at(start, end);
  }

  #at(start: number, end: number): Location {
    return { file: this.#file, range: { start, end } };
  }
}

/** The items of a collection, each of which is let go: the trees of a large file, yaml's and ours, would not have room beside each other. */
function* taken<Item>(collection: { items: Item[]; srcToken?: unknown }): Generator<Item> {
  const { items } = collection;
  collection.items = [];
  delete collection.srcToken;
  // From behind, so that taking one moves no other.
  items.reverse();
  for (let item = items.pop(); item !== undefined; item = items.pop()) yield item;
}

function emptyScalar(location: Location): ScalarNode {
  const source: SourceText = { file: location.file, text: '', offsetOf: () => location.range.start };
  return { kind: 'scalar', value: null, style: 'plain', source, location };
}
