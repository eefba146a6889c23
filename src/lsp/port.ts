import type { Proof } from '../checks/check.ts';
import type { KnownCommands } from '../catalog/index.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileSystem } from '../document/file-system.ts';
import type { BoundParameters } from '../parameters/bound-parameters.ts';
import type { Program } from '../program/program.ts';

/** A runbook that has been read: what could be made of it, and the files that are parts of it. */
export interface ReadText {
  /** Missing where nothing could be made of the text; what was wrong in it is missing in the program. */
  readonly draft: Program | undefined;
  /** Of form alone. */
  readonly diagnostics: readonly Diagnostic[];
  /** By their real paths. */
  readonly parts: ReadonlySet<string>;
}

export interface CheckedText {
  /** Missing where its form is wrong. */
  readonly program: Program | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly proofs: readonly Proof[];
}

/** What the server has done by others, who know of the machine. */
export interface Port {
  /** Reads a runbook by its absolute path. */
  read(path: string, fileSystem: FileSystem): ReadText;
  /** What `validate` says of it. `known`: of scripts only what is known already, and nothing of scenarios; `all`: PowerShell is asked, which takes a second. */
  check(read: ReadText, what: 'known' | 'all'): Promise<CheckedText>;
  /** The commands of its session, with those of its catalogs; without a program those of any session. */
  commands(program: Program | undefined): KnownCommands;
  /** Its parameters as far as they are known without a run: defaults. */
  bind(program: Program): Promise<BoundParameters | undefined>;
  /** Where the page of a code is: a URI. */
  pageOf(code: string): string;
}
