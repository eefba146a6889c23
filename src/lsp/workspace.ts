import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { SourceFile } from '../diagnostics/source.ts';
import { fileSystemIn, type FileSystem } from '../document/file-system.ts';
import { readText } from '../document/read-text.ts';
import { isTaskFile } from '../model/is-task-file.ts';
import type { Port, ReadText } from './port.ts';
import { healedDocument, type Healed } from './text/healed-document.ts';

/** A runbook with its files, as they stand in the editor now. */
export interface OpenRunbook {
  /** Of the runbook's own file; absolute. */
  readonly path: string;
  readonly read: ReadText;
  /** The same of the text without the lines that keep it from being YAML. */
  readonly healed: ReadText;
}

/** Runbooks that are looked through for one that takes a file in. */
const MOST_CANDIDATES = 40;

/** The texts that an editor has open, and what was made of them; the disk has the others. */
export class Workspace {
  readonly #port: Port;
  readonly #open = new Map<string, SourceFile>();
  readonly #runbooks = new Map<string, OpenRunbook>();
  readonly #healed = new WeakMap<SourceFile, Healed>();
  readonly #closed = new Map<string, SourceFile>();
  readonly #owners = new Map<string, string | undefined>();

  constructor(port: Port) {
    this.#port = port;
  }

  /** A text that the editor has now; what was made of earlier ones is forgotten. */
  put(path: string, text: string): void {
    if (!this.#open.has(path)) this.#owners.clear();
    this.#open.set(path, { path, text });
    this.#runbooks.clear();
  }

  close(path: string): void {
    this.#open.delete(path);
    this.forget();
  }

  /** Something may have changed on the disk. */
  forget(): void {
    this.#runbooks.clear();
    this.#closed.clear();
    this.#owners.clear();
  }

  paths(): readonly string[] {
    return [...this.#open.keys()];
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  /** A file as it stands in the editor, or on the disk; undefined where it cannot be read. */
  file(path: string): SourceFile | undefined {
    const open = this.#open.get(path) ?? this.#closed.get(path);
    if (open) return open;
    const { file } = readText(path, fileSystemIn(''));
    if (file) this.#closed.set(path, file);
    return file;
  }

  healed(file: SourceFile): Healed {
    const before = this.#healed.get(file);
    if (before) return before;
    const found = healedDocument(file);
    this.#healed.set(file, found);
    return found;
  }

  /** The disk, with the texts of the editor in the place of those that it has open. */
  fileSystem(texts: ReadonlyMap<string, string> = new Map()): FileSystem {
    const disk = fileSystemIn('');
    return {
      ...disk,
      readFile: (path) => {
        const absolute = resolve(path);
        const text = texts.get(absolute) ?? this.#open.get(absolute)?.text;
        return text === undefined ? disk.readFile(path) : Buffer.from(text);
      },
      look: (path) => {
        const open = this.#open.get(resolve(path));
        if (!open) return disk.look(path);
        try {
          return disk.look(path);
        } catch {
          return { kind: 'file', size: open.text.length, realPath: resolve(path) };
        }
      },
    };
  }

  /** The runbook that a file is, or is a part of; of several the first. */
  runbookOf(path: string): OpenRunbook {
    const owner = this.#ownerOf(path);
    const before = this.#runbooks.get(owner);
    if (before) return before;
    const read = this.#port.read(owner, this.fileSystem());
    const found = { path: owner, read, healed: read.draft ? read : this.#readHealed(owner, read) };
    this.#runbooks.set(owner, found);
    return found;
  }

  /** The runbook's own file and its parts, by their absolute paths. */
  filesOf({ path, healed }: OpenRunbook): readonly string[] {
    return [path, ...[...healed.parts].map((part) => this.#asOpened(part)).filter((part) => part !== path)];
  }

  #readHealed(path: string, read: ReadText): ReadText {
    const file = this.file(path);
    const healed = file && this.healed(file);
    if (!healed?.document) return read;
    return this.#port.read(path, this.fileSystem(new Map([[path, healed.text]])));
  }

  /** A part's real path may be reached by a link. */
  #asOpened(real: string): string {
    return this.#open.has(real) ? real : (this.paths().find((path) => this.#realPath(path) === real) ?? real);
  }

  #realPath(path: string): string {
    try {
      return this.fileSystem().look?.(path).realPath ?? path;
    } catch {
      return path;
    }
  }

  #ownerOf(path: string): string {
    const known = this.#owners.get(path);
    if (known !== undefined) return known;
    const owner = this.#isPart(path) ? this.#findOwner(path) : undefined;
    this.#owners.set(path, owner ?? path);
    return owner ?? path;
  }

  #isPart(path: string): boolean {
    try {
      return isTaskFile(path, this.fileSystem()) || /[\\/]roles[\\/]/.test(path);
    } catch {
      return false;
    }
  }

  /** Among the open files, then in the folders around. */
  #findOwner(path: string): string | undefined {
    const real = this.#realPath(path);
    const candidates = [...this.paths(), ...runbooksAround(path)].filter((each) => each !== path);
    return candidates
      .slice(0, MOST_CANDIDATES)
      .find((each) => this.#port.read(each, this.fileSystem()).parts.has(real));
  }
}

/** YAML files in the folder of a file and in the three around it. */
function runbooksAround(path: string): readonly string[] {
  const found: string[] = [];
  let folder = dirname(path);
  for (let level = 0; level < 4; level++) {
    try {
      found.push(
        ...readdirSync(folder)
          .filter((name) => /\.ya?ml$/i.test(name))
          .map((name) => join(folder, name)),
      );
    } catch {
      // A folder that cannot be read has none to offer.
    }
    folder = dirname(folder);
  }
  return found;
}
