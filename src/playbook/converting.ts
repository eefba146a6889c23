import type { FileSystem } from '../document/file-system.ts';
import type { WrittenEntry } from '../document/written.ts';
import type { Location, SourceFile } from '../diagnostics/source.ts';
import type { CommentPool } from './comment-pool.ts';
import type { Names } from './names.ts';

/** What became of a task. */
export type Outcome = 'converted' | 'remarked' | 'unconverted';

export interface TaskNote {
  readonly outcome: Outcome;
  /** Of the task in the playbook. */
  readonly location: Location;
  readonly module: string;
  /** What is to be looked at, or why it was not converted. */
  readonly reasons: readonly string[];
}

/** A file that belongs to the runbook. */
export interface Part {
  /** Relative to the runbook, with `/`. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** What the files of a playbook share while they are converted. */
export interface Shared {
  readonly names: Names;
  readonly notes: TaskNote[];
  /** Keywords that were left out, and how often. */
  readonly leftOut: Map<string, number>;
  readonly parts: Map<string, Part>;
  readonly fileSystem: FileSystem;
  /** The folder of the playbook, as it was named. */
  readonly folder: string;
  /** Files that lie beside the playbook are taken along. Otherwise they are only named. */
  readonly takesParts: boolean;
  /** Reads a file of tasks and takes it along, once. Why not, where it cannot. */
  takeTasks(path: string, role: string | undefined): string | undefined;
  /** Reads a role and takes it along, once. Why not, where it cannot. */
  takeRole(name: string): string | undefined;
  /** The variables of a file that the playbook names. @throws CannotSay */
  variablesOf(name: string): readonly WrittenEntry[];
  /** Comments that have found no place: they stand at the end. */
  readonly loose: string[];
  /** By the place of a task in the playbook: why what was made of it is none. */
  readonly refused: ReadonlyMap<string, string>;
}

/** One file of a playbook while it is converted. */
export interface Converting extends Shared {
  readonly file: SourceFile;
  readonly comments: CommentPool;
  /** The role that it belongs to: its folder, relative to the playbook's. */
  readonly role: string | undefined;
}

export function placeOf({ file, range }: Location): string {
  return `${file.path}:${range.start}`;
}

export interface ConvertOptions {
  readonly fileSystem: FileSystem;
  /** Roles, files of tasks and files of variables are converted, too, as parts of the runbook. Default: they are only named. */
  readonly takesParts?: boolean;
  /** By the place of a task in the playbook (`placeOf`): why what was made of it before is none. */
  readonly refused?: ReadonlyMap<string, string>;
}
