import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  createMessageConnection,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import type { Diagnostic, InitializeResult, Position, PublishDiagnosticsParams } from 'vscode-languageserver';
import { program } from '../harness/paths.ts';
import { createSandbox, type Sandbox } from '../harness/sandbox.ts';

/** Where the cursor stands in a text of a test. */
const CURSOR = '‸';

export interface OpenedText {
  readonly uri: string;
  readonly text: string;
  readonly position: Position;
}

/** An editor that talks with the binary's language server over its streams. */
export class LanguageClient {
  readonly sandbox: Sandbox = createSandbox();
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #connection: MessageConnection;
  readonly #published = new Map<string, readonly Diagnostic[]>();
  readonly #waiting = new Set<() => void>();
  readonly logged: string[] = [];
  #version = 0;

  constructor(args: readonly string[] = []) {
    this.#child = spawn(process.execPath, [program, 'lsp', '--stdio', ...args], {
      cwd: this.sandbox.directory,
    });
    this.#child.stderr.on('data', (chunk: Buffer) => this.logged.push(chunk.toString()));
    this.#connection = createMessageConnection(this.#child.stdout, this.#child.stdin);
    this.#connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }: PublishDiagnosticsParams) => {
        this.#published.set(uri, diagnostics);
        for (const each of this.#waiting) each();
      },
    );
    this.#connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.logged.push(message);
    });
    this.#connection.listen();
  }

  async start(general: object = {}): Promise<InitializeResult> {
    const result = await this.request<InitializeResult>('initialize', {
      processId: null,
      rootUri: null,
      capabilities: { general },
    });
    await this.#connection.sendNotification('initialized', {});
    return result;
  }

  request<Answer>(method: string, params: object): Promise<Answer> {
    return this.#connection.sendRequest<Answer>(method, params);
  }

  /** The code of the error that a request comes to which is cancelled at once: the server stands still until it can read both. */
  async cancelled(method: string, params: object): Promise<number | undefined> {
    this.#child.kill('SIGSTOP');
    const source = new CancellationTokenSource();
    const answer = this.#connection.sendRequest(method, params, source.token);
    source.cancel();
    // What is sent goes one after the other.
    await this.#connection.sendNotification('$/setTrace', { value: 'off' });
    this.#child.kill('SIGCONT');
    return answer.then(
      () => undefined,
      (error: unknown) => (error as { readonly code: number }).code,
    );
  }

  notify(method: string, params: object): Promise<void> {
    return this.#connection.sendNotification(method, params);
  }

  uriOf(name: string): string {
    return pathToFileURL(`${this.sandbox.directory}/${name}`).href;
  }

  /** Opens a text, which need not be on the disk; the cursor is taken out of it. */
  async open(name: string, marked: string): Promise<OpenedText> {
    const at = marked.indexOf(CURSOR);
    const text = marked.replace(CURSOR, '');
    const before = (at < 0 ? '' : marked.slice(0, at)).split('\n');
    const uri = this.uriOf(name);
    await this.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: ++this.#version, text },
    });
    return { uri, text, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } };
  }

  async close({ uri }: OpenedText): Promise<void> {
    await this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  /** What a request about the place of the cursor answers. */
  at<Answer>(method: string, { uri, position }: OpenedText, more: object = {}): Promise<Answer> {
    return this.request<Answer>(`textDocument/${method}`, { textDocument: { uri }, position, ...more });
  }

  /** The diagnostics of a text, when it has some that fit. */
  diagnostics(uri: string, fits: (all: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    return new Promise((resolve) => {
      const look = (): void => {
        const published = this.#published.get(uri);
        if (!published || !fits(published)) return;
        this.#waiting.delete(look);
        resolve(published);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Ends the server as an editor does; its exit code. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#child.once('exit', resolve));
    await this.request('shutdown', {});
    await this.notify('exit', {});
    const code = await ended;
    this.#connection.dispose();
    this.sandbox.dispose();
    return code;
  }
}
