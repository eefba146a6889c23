import { isMapping } from '../values/describe.ts';
import { Secret, type Mapping, type Value } from '../values/value.ts';

/** What a call of a cmdlet for content and items does to which items, as far as its arguments say it. */
export interface ItemChange {
  readonly paths: readonly string[];
  /** The paths have no wildcards. */
  readonly literal: boolean;
  /** Of the item, where only that changes. */
  readonly property: string | undefined;
  /** In a folder it is the item of this name that changes. */
  readonly leaf: string | undefined;
  /** What the item is made of. */
  readonly source: string | undefined;
  readonly encoding: string | undefined;
  /** The text that the item will have, given the one that it has; nothing where only running shows it. */
  readonly textAfter:
    ((before: string | undefined, source: string | undefined) => string | undefined) | undefined;
  /** What it leaves, where that is no text. */
  readonly leaves: 'text' | 'value' | 'folder' | 'missing';
}

/** What is asked of a call. */
export interface CalledCmdlet {
  readonly module: string | undefined;
  readonly name: string;
  readonly parameters: Mapping;
}

/** Nothing for a cmdlet that is none of these, or whose path is not among its arguments. */
export function itemChange({ name, module, parameters }: CalledCmdlet): ItemChange | undefined {
  if (module !== undefined && !/^Microsoft\.PowerShell\.(Management|Utility)$/i.test(module))
    return undefined;
  const given = new Map<string, Value>();
  for (const [key, value] of parameters) given.set(String(key).toLowerCase(), value);
  const text = (key: string): string | undefined => {
    const value = given.get(key);
    return typeof value === 'string' ? value : undefined;
  };
  const isOn = (key: string): boolean => given.get(key) === true;
  const value = (): string | undefined => textOf(given.get('value'));

  // Which items these leave is for PowerShell alone to say.
  if (['filter', 'include', 'exclude', 'stream'].some((key) => given.has(key))) return undefined;
  const isText = !isOn('asbytestream') && text('encoding')?.toLowerCase() !== 'byte';
  const literal = given.has('literalpath') || given.has('pspath');
  const change: ItemChange = {
    paths: pathsIn(
      given.get('literalpath') ?? given.get('pspath') ?? given.get('path') ?? given.get('filepath'),
    ),
    literal,
    property: undefined,
    leaf: undefined,
    source: undefined,
    encoding: isText ? text('encoding') : undefined,
    textAfter: undefined,
    leaves: 'text',
  };
  const lines = (written: Value | undefined): string | undefined => {
    const content = isText ? textOf(written) : undefined;
    return content === undefined || isOn('nonewline') ? content : `${content}\n`;
  };
  switch (name.toLowerCase()) {
    case 'set-content':
      return { ...change, textAfter: () => lines(given.get('value')) };
    case 'add-content':
      return { ...change, textAfter: (before) => joined(before, lines(given.get('value'))) };
    case 'clear-content':
      return { ...change, textAfter: () => '' };
    case 'out-file':
      return {
        ...change,
        textAfter: (before) => {
          const written = lines(given.get('inputobject'));
          return isOn('append') ? joined(before, written) : written;
        },
      };
    case 'export-csv':
    case 'export-clixml':
      return change;
    case 'set-item':
      return { ...change, leaves: 'value', textAfter: value };
    case 'clear-item':
      return { ...change, leaves: 'missing' };
    case 'new-item': {
      const leaf = text('name');
      const paths = leaf === undefined ? change.paths : change.paths.length === 0 ? ['.'] : change.paths;
      const kind = text('itemtype') ?? text('type') ?? 'file';
      const item = { ...change, paths, literal: true, leaf };
      if (/^d/i.test(kind)) return { ...item, leaves: 'folder' };
      if (!/^f/i.test(kind)) return item;
      // It refuses to write over a file.
      const textAfter = (before: string | undefined) =>
        before === undefined || isOn('force') ? (given.has('value') ? value() : '') : undefined;
      return { ...item, textAfter };
    }
    case 'remove-item':
      return { ...change, leaves: 'missing' };
    case 'copy-item': {
      const [source, second] = change.paths;
      const destination = text('destination');
      if (source === undefined || second !== undefined || destination === undefined) return undefined;
      const leaf = source.split(/[\\/]/).at(-1);
      return {
        ...change,
        paths: [destination],
        literal: true,
        leaf: leaf === '' || leaf?.includes('*') ? undefined : leaf,
        source,
        textAfter: (_, copied) => copied,
      };
    }
    case 'set-itemproperty':
    case 'new-itemproperty':
      return { ...change, property: text('name'), leaves: 'value', textAfter: value };
    case 'clear-itemproperty':
      return { ...change, property: text('name'), leaves: 'value', textAfter: () => '' };
    case 'remove-itemproperty':
      return { ...change, property: text('name'), leaves: 'missing' };
    default:
      return undefined;
  }
}

function pathsIn(value: Value | undefined): readonly string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((each): each is string => typeof each === 'string');
}

/** As `Set-Content` writes it, a line for each; objects are formatted by PowerShell alone. */
function textOf(value: Value | undefined): string | undefined {
  const values: readonly (Value | undefined)[] = Array.isArray(value) ? value : [value];
  const texts = values.map((each) => {
    if (typeof each === 'string') return each;
    if (each instanceof Secret) return each.toString();
    if (typeof each === 'bigint') return String(each);
    return typeof each === 'boolean' ? (each ? 'True' : 'False') : undefined;
  });
  if (texts.some((each) => each === undefined) || (value !== undefined && isMapping(value))) return undefined;
  return texts.join('\n');
}

function joined(before: string | undefined, written: string | undefined): string | undefined {
  return written === undefined ? undefined : (before ?? '') + written;
}
