import { resolve } from 'node:path';
import type { Connection, Diagnostic as ProtocolDiagnostic } from 'vscode-languageserver/node';
import { bugLines } from '../diagnostics/bug-report.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { CheckedText } from './port.ts';
import { toDiagnostic } from './requests/to-diagnostic.ts';
import type { Context } from './spot.ts';
import { pathOf, uriOf } from './text/uri.ts';
import type { OpenRunbook } from './workspace.ts';

/** Milliseconds without a change before the texts are checked, and before PowerShell is asked about scripts. */
const PATIENCE = 150;
const PATIENCE_WITH_SCRIPTS = 1000;

/** Checks what is open when nobody is typing, and tells the editor. */
export class Publisher {
  readonly #connection: Connection;
  readonly #context: () => Context;
  readonly #checked = new WeakMap<OpenRunbook, Promise<CheckedText>>();
  /** The files that were told of, by the runbook that they belong to. */
  readonly #told = new Map<string, ReadonlySet<string>>();
  #soon: NodeJS.Timeout | undefined;
  #later: NodeJS.Timeout | undefined;
  #round = 0;

  constructor(connection: Connection, context: () => Context) {
    this.#connection = connection;
    this.#context = context;
  }

  /** Something has changed. */
  schedule(): void {
    this.stop();
    this.#soon = setTimeout(() => void this.#publishAll('known'), PATIENCE);
    this.#later = setTimeout(() => void this.#publishAll('all'), PATIENCE_WITH_SCRIPTS);
  }

  stop(): void {
    this.#round++;
    clearTimeout(this.#soon);
    clearTimeout(this.#later);
  }

  /** A text that is closed has no mistakes to show, unless it is a part of one that is open. */
  clear(uri: string): void {
    void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
    this.#told.delete(pathOf(uri));
  }

  /** What is known of the runbook that a file belongs to, as its texts are now. */
  checked(path: string): Promise<CheckedText> {
    return this.#check(this.#context().workspace.runbookOf(path), 'known');
  }

  #check(runbook: OpenRunbook, scripts: 'known' | 'all'): Promise<CheckedText> {
    const before = scripts === 'known' ? this.#checked.get(runbook) : undefined;
    if (before) return before;
    const found = this.#context().port.check(runbook.read, scripts);
    this.#checked.set(runbook, found);
    return found;
  }

  async #publishAll(scripts: 'known' | 'all'): Promise<void> {
    const round = this.#round;
    const { workspace } = this.#context();
    const runbooks = new Set(
      workspace
        .paths()
        .filter(isChecked)
        .map((path) => workspace.runbookOf(path)),
    );
    for (const runbook of runbooks) {
      try {
        const checked = await this.#check(runbook, scripts);
        // Somebody has gone on typing.
        if (round !== this.#round) return;
        this.#publish(runbook, checked, scripts);
      } catch (error) {
        this.#connection.console.error(bugLines(error));
      }
    }
  }

  #publish({ path }: OpenRunbook, { diagnostics }: CheckedText, scripts: 'known' | 'all'): void {
    const context = this.#context();
    const byFile = new Map<string, ProtocolDiagnostic[]>([[path, []]]);
    const told = this.#told.get(path) ?? new Set();
    // What was said of scenarios stays until they are looked at again.
    for (const before of told) if (scripts === 'all' || isChecked(before)) byFile.set(before, []);
    for (const diagnostic of diagnostics) {
      const file = diagnostic.location ? resolve(diagnostic.location.file.path) : path;
      if (!isChecked(file) && !isSaved(file, diagnostic, context)) continue;
      const list = byFile.get(file) ?? [];
      byFile.set(file, list);
      list.push(toDiagnostic(diagnostic, context));
    }
    this.#told.set(path, new Set([...told, ...byFile.keys()]));
    for (const [file, list] of byFile)
      void this.#connection.sendDiagnostics({ uri: uriOf(file), diagnostics: list });
  }
}

/** Scenarios are read from the disk: of one that has been changed since nothing can be said. */
function isSaved(path: string, { location }: Diagnostic, { workspace }: Context): boolean {
  return workspace.file(path)?.text === location?.file.text;
}

/** Scenarios are checked with their runbook, and keep another schema. */
function isChecked(path: string): boolean {
  return !/[\\/]rehearsal[\\/]scenarios[\\/][^\\/]+$/.test(path);
}
