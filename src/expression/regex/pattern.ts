/** Whether a character, by its code point, is one of those meant. */
export type CharacterTest = (code: number) => boolean;

/** A regular expression of Python's syntax, parsed. */
export type Pattern =
  | { readonly kind: 'empty' }
  /** One character; `literal` is its code point where only that one matches. */
  | { readonly kind: 'character'; readonly test: CharacterTest; readonly literal?: number }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'alternatives'; readonly branches: readonly Pattern[] }
  | {
      readonly kind: 'repeat';
      readonly body: Pattern;
      readonly least: number;
      readonly most: number;
      readonly greedy: boolean;
    }
  | { readonly kind: 'group'; readonly index: number; readonly body: Pattern }
  | { readonly kind: 'assertion'; readonly holds: (text: string, at: number) => boolean }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly body: Pattern }
  | { readonly kind: 'back-reference'; readonly index: number; readonly ignoreCase: boolean };

/** Flags that a part of a pattern is under. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly verbose: boolean;
  readonly ascii: boolean;
}
