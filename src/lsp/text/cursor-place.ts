/** Where a cursor stands in a YAML text, whether the text is YAML or not. */
export interface CursorPlace {
  /** From the outside in: keys, and `-` for an item of a list. Of a value its own key, or `-`, is the last one. */
  readonly path: readonly string[];
  /** Behind `key:`, or where a key would stand. What stands below a key, or behind a dash, may be either: it counts as a key. */
  readonly at: 'key' | 'value';
  /** The other keys of the mapping, with what stands behind them in their lines. */
  readonly siblings: ReadonlyMap<string, string>;
  /** Where the text begins that is being written: an offset. */
  readonly start: number;
  /** How that text is written; `block` is `|` or `>`. */
  readonly style: 'plain' | 'single' | 'double' | 'block';
  /** It stands within `{ }` or `[ ]`. */
  readonly isFlow: boolean;
}
