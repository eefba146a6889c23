import type { Session } from '../../session/session.ts';
import type { Clock } from '../../time/clock.ts';
import type { FileSource } from './file-source.ts';

/** What lies at a path of the host. */
export interface FileFacts {
  /** Whole, as the host writes it. */
  readonly path: string;
  readonly kind: 'missing' | 'file' | 'folder';
  /** Whether the folder is there in which it lies, or would lie. */
  readonly hasFolder: boolean;
  /** Bytes; of a file. */
  readonly size: number;
  /** In hexadecimal digits; of a file. */
  readonly sha256: string;
}

export interface Looked {
  readonly target: FileFacts;
  /** What lies at the names within it, in their order; nothing where the path is a file's. */
  readonly inside: readonly FileFacts[];
}

/** Told how many bytes of a file are there. */
export type OnBytes = (bytes: number) => void;

/**
 * The files of the session's host, or of a simulated machine. All of it rejects with `FileFailure` where the host refuses, and with `SessionLost`, also where it was stopped.
 */
export interface HostFiles {
  /** A path as the session reads it, and names in it with slashes between their parts. */
  look(path: string, names?: readonly string[]): Promise<Looked>;
  makeFolders(paths: readonly string[]): Promise<void>;
  /**
   * Puts a file in its place in one step, once all of it is there. What an earlier transfer of the same content has brought is not sent again. Gives the path of what was there
   * before, where that is kept.
   */
  put(path: string, source: FileSource, keepOld: boolean, onBytes: OnBytes): Promise<string | undefined>;
  /** The first bytes of a file, as many as it had when it was looked at. */
  read(facts: FileFacts): Promise<Uint8Array>;
  /** Brings a file as it was when it was looked at to the runner's machine, in one step as well. */
  bring(facts: FileFacts, to: string, onBytes: OnBytes): Promise<void>;
}

/** The files of the host of a session, for one call. */
export type FilesOf = (
  session: Session,
  call: { readonly action: string; readonly subject: string },
  reach: FileReach,
) => HostFiles;

/** What a call for files goes by, of the ports of the call that asks for it. */
export interface FileReach {
  /** Aborted by a timeout or a stop. */
  readonly signal: AbortSignal;
  /** Whether a call of the session has a runspace of its own. */
  readonly apart: boolean;
  readonly clock: Pick<Clock, 'now'>;
  /** Hides secrets in a whole text. */
  hide(text: string): string;
}
