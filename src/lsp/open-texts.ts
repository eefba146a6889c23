import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Context } from './spot.ts';
import { offsetAt } from './text/encoded-position.ts';
import { rememberUri } from './text/uri.ts';
import type { Workspace } from './workspace.ts';

/** Takes in what the editor says of its texts. */
export class OpenTexts {
  readonly #workspace: Workspace;
  readonly #context: () => Context;

  constructor(workspace: Workspace, context: () => Context) {
    this.#workspace = workspace;
    this.#context = context;
  }

  open(uri: string, text: string): void {
    this.#workspace.put(rememberUri(uri), withoutMark(text));
  }

  /** Changes of a text, each of the text that the one before has left. */
  change(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void {
    const path = rememberUri(uri);
    let text = this.#workspace.file(path)?.text ?? '';
    const { encoding } = this.#context();
    for (const change of changes) {
      if (!('range' in change)) {
        text = change.text;
        continue;
      }
      const file = { path, text };
      const start = offsetAt(file, change.range.start, encoding);
      const end = offsetAt(file, change.range.end, encoding);
      text = text.slice(0, Math.min(start, end)) + change.text + text.slice(Math.max(start, end));
    }
    this.#workspace.put(path, withoutMark(text));
  }

  close(uri: string): void {
    this.#workspace.close(rememberUri(uri));
  }
}

/** An editor may hand on the byte order mark, which is no part of the text. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
