import type { Value } from './value.ts';

/** What PowerShell's own parser says of a script, without running it. Places are offsets in the script's text. */
export interface ScriptFacts {
  /** What keeps it from running at all, in the parser's words. */
  readonly mistakes: readonly ScriptMistake[];
  /** Syntax that Windows PowerShell 5.1 does not have. */
  readonly newer: readonly NewerSyntax[];
  readonly hasParameterBlock: boolean;
  /** It has a `dynamicparam` block: nobody knows all of its parameters. */
  readonly hasDynamicParameters: boolean;
  readonly parameters: readonly ScriptParameter[];
  /** What a rehearsal holds back, as it is written. */
  readonly heldBack: readonly (ScriptPlace & { readonly text: string })[];
  /** The functions that it defines, by their names. */
  readonly functions: readonly string[];
  /** It runs other scripts in its own scope (`. other.ps1`), or uses modules: they may define more. */
  readonly takesInOthers: boolean;
  readonly calls: readonly ScriptCommandCall[];
  /** Those that go to the end of their line. */
  readonly lineComments: readonly ScriptPlace[];
}

/** Offsets in UTF-16 code units, `end` excluded. */
export interface ScriptPlace {
  readonly start: number;
  readonly end: number;
}

export interface ScriptMistake extends ScriptPlace {
  /** PowerShell's own name for it, such as `MissingEndCurlyBrace`. */
  readonly id: string;
  readonly message: string;
}

export interface NewerSyntax extends ScriptPlace {
  /** In words, with the version that brought it. */
  readonly what: string;
  /** Windows PowerShell accepts it too, and takes it for something else. */
  readonly meansSomethingElse: boolean;
}

/** A parameter of the script's `param` block. */
export interface ScriptParameter extends ScriptPlace {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly mandatory: boolean;
}

/** A command that is called by its name, functions and nested blocks included. */
export interface ScriptCommandCall extends ScriptPlace {
  readonly name: string;
  /** It gets objects from a command before it. */
  readonly piped: boolean;
  readonly elements: readonly ScriptCallElement[];
}

/** What stands behind a command's name; `value` is missing where it is known only when the script runs. */
export type ScriptCallElement = ScriptPlace &
  (
    | {
        readonly kind: 'parameter';
        readonly name: string;
        readonly attached: boolean;
        readonly value?: Value;
      }
    | { readonly kind: 'argument'; readonly value?: Value }
    | { readonly kind: 'splat' }
  );
