import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location, Range } from '../../diagnostics/source.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import {
  entryOf,
  type DocumentNode,
  type MappingEntry,
  type MappingNode,
  type RunbookDocument,
} from '../../document/node.ts';
import { wordsIn, type Gaps } from '../gaps.ts';
import { BUILTINS, CMDLET, KEYS, REUSE } from './vocabulary.ts';

/** Keys under which tasks, or plays, are listed. */
const LISTS: ReadonlySet<string> = new Set([
  'plays',
  'tasks',
  'handlers',
  'block',
  'rescue',
  'always',
  'choose',
  'undo',
]);
const KNOWN: ReadonlySet<string> = new Set<string>(Object.values(KEYS).flat());
const ACTIONS: ReadonlySet<string> = new Set([...BUILTINS, ...REUSE, 'block', 'choose', 'import_runbook']);

/** Keys that leave a node as it is but for the names in them. */
const HARMLESS: ReadonlySet<string> = new Set([
  'name',
  'description',
  'params',
  'register',
  'vars',
  'tags',
  'notify',
  'listen',
  'delay',
  'retries',
  'diff',
  'changed_when',
  'confirm',
  'status',
  'debug',
  'set_fact',
]);

/** Keys that do not say what a node does, nor of what the session knows commands. */
const KEYWORDS: ReadonlySet<string> = new Set(
  [...KNOWN].filter(
    (key) => !ACTIONS.has(key) && !LISTS.has(key) && !['catalogs', 'roles', 'vars_files'].includes(key),
  ),
);

/** Keys that bring what stands in another file. */
const FROM_FILES = /include|import|role|vars_files/;

interface Around {
  /** What stands around, under `when`. */
  readonly conditions: readonly DocumentNode[];
  /** The choose of which it is a branch. */
  readonly choose: MappingNode | undefined;
  /** It is a handler, which is known by its name. */
  readonly isHandler: boolean;
}

/**
 * The gaps that mistakes of form leave in what was converted. The converters tell a mistake's place and go on; this finds the keys and nodes
 * that have one. Of a mistake in a file that is no document here nothing is known.
 */
export function findGaps(documents: Iterable<RunbookDocument>, diagnostics: readonly Diagnostic[]): Gaps {
  const finder = new GapFinder();
  const places = diagnostics.flatMap(({ severity, location }) => (severity === 'error' ? [location] : []));
  const paths = new Set<string>();
  for (const { file, root } of documents) {
    paths.add(file.path);
    finder.look(
      root,
      places.flatMap((place) => (place?.file.path === file.path ? [place.range] : [])),
    );
  }
  if (places.some((place) => !place || !paths.has(place.file.path))) finder.isOpen = true;
  return finder;
}

class GapFinder implements Gaps {
  readonly words = new Set<string>();
  readonly texts: Location[] = [];
  readonly nodes: Location[] = [];
  turnsRun = false;
  mayBringCommands = false;
  isOpen = false;
  /** By where they start. */
  #mistakes: readonly Range[] = [];
  /** What an alias stands for is looked at once. */
  #touched = new Map<DocumentNode, boolean>();

  look(root: DocumentNode, mistakes: readonly Range[]): void {
    this.#mistakes = mistakes.toSorted((a, b) => a.start - b.start);
    this.#touched = new Map();
    if (!this.#isTouched(root)) return;
    const around: Around = { conditions: [], choose: undefined, isHandler: false };
    if (root.kind === 'sequence') this.#list(root.items, around);
    else if (root.kind === 'mapping') this.#level(root, around, false);
    else this.isOpen = true;
  }

  #list(items: readonly DocumentNode[], around: Around): void {
    for (const item of items) {
      if (!this.#isTouched(item)) continue;
      const isNode =
        item.kind === 'mapping' &&
        !item.entries.some(({ key }) => ['tasks', 'plays'].includes(key.source.text));
      if (item.kind === 'mapping') this.#level(item, around, isNode);
      else this.#whole(item, around);
    }
  }

  #level(node: MappingNode, around: Around, isNode: boolean): void {
    const { entries } = node;
    const conditions = entries.flatMap(({ key, value }) => (key.source.text === 'when' ? [value] : []));
    const isAny = (found: (key: string) => boolean): boolean =>
      entries.some(({ key }) => found(key.source.text));
    const hasAction = isAny((key) => ACTIONS.has(key) || CMDLET.test(key));
    const isWhole =
      (isNode && !hasAction) ||
      entries.some((entry) =>
        this.#mistakesIn(entry.key.location.range).some((at) => reachesBeyond(at, entry)),
      );
    if (isWhole) this.#whole(node, around);
    for (const entry of entries) {
      const name = entry.key.source.text;
      const items = itemsOf(entry);
      if (items) {
        const inside = {
          conditions: [...around.conditions, ...conditions],
          choose: name === 'choose' ? node : undefined,
          isHandler: name === 'handlers',
        };
        this.#list(items, inside);
      }
      if (this.#isEntryWrong(entry, items)) this.#entry(entry, node, around, isNode);
    }
  }

  #isEntryWrong({ key, value }: MappingEntry, items: readonly DocumentNode[] | undefined): boolean {
    if (!items) return this.#isTouched(key) || this.#isTouched(value);
    if (this.#isTouched(key)) return true;
    const inOrder = items.map(({ location }) => location.range).toSorted((a, b) => a.start - b.start);
    let next = 0;
    let end = -1;
    return this.#mistakesIn(value.location.range).some((at) => {
      for (; (inOrder[next]?.start ?? Infinity) <= at.start; next++)
        end = Math.max(end, inOrder[next]?.end ?? -1);
      return at.start > end;
    });
  }

  #entry(entry: MappingEntry, node: MappingNode, around: Around, isNode: boolean): void {
    const { key, value } = entry;
    const name = key.source.text;
    const meant = KNOWN.has(name) ? name : (suggest(name, [...KNOWN]) ?? name);
    const isKeyAlone = itemsOf(entry) !== undefined && KNOWN.has(name);
    this.texts.push(isKeyAlone ? key.location : between(key.location, value.location));
    if (!KNOWN.has(name)) this.#addWords(key);
    if (name === 'params' && value.kind === 'mapping') this.#addParameters(value);
    else if (name === 'vars' && value.kind === 'mapping') this.#addTouched(value);
    else this.#addWords(value);
    if (around.isHandler) this.#addEntries(node);
    if (FROM_FILES.test(meant) || isNameLost(meant, value, around)) this.isOpen = true;
    if (!KEYWORDS.has(meant)) this.mayBringCommands = true;
    // A node whose action is wrong may be missing: then nothing of it is in the model.
    if (isNode && (ACTIONS.has(meant) || CMDLET.test(name))) this.#addEntries(node);
    // What is wrong with a known key itself is wrong with the node: another key is missing, or does not go with it.
    const isValueOnly = !(KNOWN.has(name) && this.#isTouched(key));
    if (isValueOnly && (HARMLESS.has(meant) || (isNode && CMDLET.test(name)))) return;
    this.turnsRun = true;
    if (!isNode) return;
    this.#openNode(node, around);
    for (const other of node.entries) if (!itemsOf(other)) this.#addWords(other.value);
  }

  /** A node that is missing, or of which anything may be wrong. */
  #whole(node: DocumentNode, around: Around): void {
    this.texts.push(node.location);
    this.turnsRun = true;
    this.mayBringCommands = true;
    this.#openNode(node, around);
    if (node.kind === 'mapping') this.#addEntries(node);
    else this.#addWords(node);
  }

  #openNode(node: DocumentNode, { conditions, choose }: Around): void {
    this.nodes.push(node.location);
    if (choose) this.nodes.push(choose.location);
    for (const condition of conditions) this.#addWords(condition);
  }

  #addEntries({ entries }: MappingNode): void {
    for (const { key, value } of entries) {
      if (!KNOWN.has(key.source.text)) this.#addWords(key);
      this.#addWords(value);
    }
  }

  #addWords(node: DocumentNode): void {
    if (node.kind === 'scalar') for (const word of wordsIn(node.source.text)) this.words.add(word);
    else if (node.kind === 'sequence') for (const item of node.items) this.#addWords(item);
    else {
      for (const { key, value } of node.entries) {
        this.#addWords(key);
        this.#addWords(value);
      }
    }
  }

  /** A parameter's name, and what is read to know whether it is required. */
  #addParameters({ entries }: MappingNode): void {
    for (const { key, value } of entries) {
      if (!this.#isTouched(key) && !this.#isTouched(value)) continue;
      this.#addWords(key);
      const condition = value.kind === 'mapping' ? entryOf(value, 'required_when') : undefined;
      if (condition) this.#addWords(condition.value);
    }
  }

  #addTouched({ entries }: MappingNode): void {
    for (const { key, value } of entries) {
      if (!this.#isTouched(key) && !this.#isTouched(value)) continue;
      this.#addWords(key);
      this.#addWords(value);
    }
  }

  /** Also just behind it, where something is missing. */
  #mistakesIn({ start, end }: Range): readonly Range[] {
    const from = this.#firstFrom(start);
    let to = from;
    while ((this.#mistakes[to]?.start ?? Infinity) <= end) to++;
    return this.#mistakes.slice(from, to);
  }

  /** The place of the first mistake that starts there, or behind it. */
  #firstFrom(start: number): number {
    let low = 0;
    let high = this.#mistakes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#mistakes[middle]?.start ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isTouched(node: DocumentNode): boolean {
    const before = this.#touched.get(node);
    if (before !== undefined) return before;
    const touched =
      this.#mistakesIn(node.location.range).length > 0 ||
      (node.kind === 'sequence' && node.items.some((item) => this.#isTouched(item))) ||
      (node.kind === 'mapping' &&
        node.entries.some(({ key, value }) => this.#isTouched(key) || this.#isTouched(value)));
    this.#touched.set(node, touched);
    return touched;
  }
}

/** Whether not even the words say which names are given values, or are told. */
function isNameLost(key: string, value: DocumentNode, { isHandler }: Around): boolean {
  if (['vars', 'params', 'set_fact'].includes(key)) return value.kind !== 'mapping';
  const isText = value.kind === 'scalar' && /^[^{}[\]]*\p{L}[^{}[\]]*$/u.test(value.source.text);
  if (key === 'register') return !isText || !/^[\p{L}_]/u.test(value.source.text);
  if (key === 'notify') return !isText && value.kind !== 'sequence';
  return isHandler && ['name', 'listen'].includes(key) && !isText;
}

function itemsOf({ key, value }: MappingEntry): readonly DocumentNode[] | undefined {
  if (!LISTS.has(key.source.text)) return undefined;
  if (value.kind === 'sequence') return value.items;
  return key.source.text === 'undo' && value.kind === 'mapping' ? [value] : undefined;
}

/** Whether a mistake that begins with this entry goes over others as well. */
function reachesBeyond(at: Range, { key, value }: MappingEntry): boolean {
  return at.start === key.location.range.start && at.end > value.location.range.end;
}

function between({ file, range: { start } }: Location, { file: last, range }: Location): Location {
  // The value of an alias stands elsewhere.
  return { file, range: { start, end: last === file && range.end > start ? range.end : start } };
}
