/** What a catalog says of the commands of one product: `catalogs/README.md` describes the files. */
export interface Catalog {
  /** Such as `windows-powershell-5.1`. */
  readonly name: string;
  readonly version: string;
  /** The PowerShell that the commands run in; undefined where that does not matter. */
  readonly edition: Edition | undefined;
  /** Who made the facts, and under which licence: whatever repeats them has to say so. */
  readonly source: { readonly licence: string; readonly attribution: string };
  /** Parameters of every command, except where it takes none of them. */
  readonly commonParameters: ReadonlyMap<string, ParameterFacts>;
  /** `-WhatIf` and `-Confirm`: they are not repeated in the commands that have them. */
  readonly shouldProcessParameters: ReadonlyMap<string, ParameterFacts>;
  /** The modules of its commands, in small letters. */
  readonly modules: ReadonlySet<string>;
  /** The names of its commands, as they are spelt. */
  names(): readonly string[];
  /** A command by its name, in any case. */
  command(name: string): CommandFacts | undefined;
  /** The command that an alias stands for, in any case; it may be one that the catalog does not have. */
  alias(name: string): string | undefined;
}

export type Edition = 'desktop' | 'core';

/** What is known of one command. Where a fact is null it is not known, and nothing may rest on it. */
export interface CommandFacts {
  readonly name: string;
  readonly module: string | null;
  readonly shouldProcess: boolean | null;
  readonly defaultSet: string | null;
  /** Whether it has the common parameters. */
  readonly takesCommon: boolean;
  /** It takes further parameters, depending on what it is called for: then an unknown one is no proof of a mistake. Null: perhaps. */
  readonly dynamic: boolean | null;
  /** Where the facts come from, by the catalog's ids. */
  readonly sources: readonly string[];
  readonly parameters: ReadonlyMap<string, ParameterFacts>;
  /** By the set's name: what it takes, and how. */
  readonly sets: ReadonlyMap<string, ReadonlyMap<string, Use>>;
}

export interface ParameterFacts {
  /** The short name of the .NET type, such as `String[]`; null: not known. */
  readonly type: string | null;
  readonly aliases: readonly string[];
  /** All that it takes; undefined where no closed list is known. */
  readonly values: readonly string[] | undefined;
  /** `set`: one of the values exactly, in any case. `enum`, or null: also numbers, several with commas, and unambiguous beginnings. */
  readonly valuesKind: 'set' | 'enum' | null;
}

/** How a parameter set takes a parameter. */
export interface Use {
  readonly mandatory: boolean | null;
  /** Undefined: by its name only. Only the order counts. Null: not known. */
  readonly position: number | null | undefined;
  /** Undefined: not from the pipeline. Null: not known. */
  readonly pipeline: 'value' | 'property' | 'both' | null | undefined;
  /** Takes all positional arguments that are left. */
  readonly remaining: boolean | null;
}

/** The name of the only set of a command whose sets have no names. */
export const ONLY_SET = '__AllParameterSets';
