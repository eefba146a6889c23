import {
  CodeActionKind,
  createConnection,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  type CancellationToken,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import { bugLines } from '../diagnostics/bug-report.ts';
import { runnerVersion } from '../package/runner-version.ts';
import { OpenTexts } from './open-texts.ts';
import type { Port } from './port.ts';
import { Publisher } from './publisher.ts';
import { codeActions } from './requests/code-actions.ts';
import { codeLenses } from './requests/code-lenses.ts';
import { complete } from './requests/complete.ts';
import { hover } from './requests/hover.ts';
import { definition, references } from './requests/locations.ts';
import { prepareRename, rename } from './requests/rename.ts';
import { symbols } from './requests/symbols.ts';
import { spotAt, type Context, type Spot } from './spot.ts';
import { chosenEncoding, offsetAt } from './text/encoded-position.ts';
import { pathOf } from './text/uri.ts';
import { Workspace } from './workspace.ts';

/** Serves one editor over two streams until it says `exit`, or its stream ends. What it resolves to is the exit code: 1 where it went without `shutdown`. */
export function serve(
  port: Port,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<0 | 1> {
  const connection = createConnection(input, output);
  const workspace = new Workspace(port);
  let context: Context = { workspace, port, encoding: 'utf-16' };
  const contextNow = (): Context => context;
  const publisher = new Publisher(connection, contextNow);
  const texts = new OpenTexts(workspace, contextNow);
  let isShutDown = false;

  connection.onInitialize(({ capabilities }: InitializeParams): InitializeResult => {
    context = { ...context, encoding: chosenEncoding(capabilities.general?.positionEncodings) };
    return initialized(context);
  });
  connection.onShutdown(() => {
    isShutDown = true;
    publisher.stop();
  });
  connection.onDidOpenTextDocument(({ textDocument: { uri, text } }) => {
    texts.open(uri, text);
    publisher.schedule();
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri }, contentChanges }) => {
    texts.change(uri, contentChanges);
    publisher.schedule();
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    texts.close(uri);
    publisher.clear(uri);
    publisher.schedule();
  });
  const refresh = (): void => {
    workspace.forget();
    publisher.schedule();
  };
  connection.onDidSaveTextDocument(refresh);
  connection.onDidChangeWatchedFiles(refresh);
  answerRequests(connection, contextNow, publisher);
  connection.listen();
  return new Promise((resolve) => {
    const end = (): void => {
      publisher.stop();
      resolve(isShutDown ? 0 : 1);
    };
    connection.onExit(end);
    input.once('end', end);
    input.once('close', end);
  });
}

function answerRequests(connection: Connection, contextNow: () => Context, publisher: Publisher): void {
  /** An exception that nobody expected is logged, and the editor gets an error; the server goes on. */
  const guarded =
    <Params, Answer>(answer: (params: Params) => Answer | Promise<Answer>) =>
    async (params: Params, token: CancellationToken) => {
      // What cancels it may lie behind it in the same chunk.
      await new Promise(setImmediate);
      if (token.isCancellationRequested)
        return new ResponseError<undefined>(LSPErrorCodes.RequestCancelled, 'cancelled');
      try {
        return await answer(params);
      } catch (error) {
        if (error instanceof ResponseError) return error as ResponseError<undefined>;
        connection.console.error(bugLines(error));
        return new ResponseError<undefined>(
          ErrorCodes.InternalError,
          `a bug in runbook: ${(error as Error).message}`,
        );
      }
    };
  /** With the place that is meant; nothing of a file that cannot be read. */
  const at =
    <Params extends TextDocumentPositionParams, Answer>(
      answer: (spot: Spot, context: Context, params: Params) => Answer | Promise<Answer>,
    ) =>
    (params: Params): Answer | Promise<Answer> | null => {
      const context = contextNow();
      const file = context.workspace.file(pathOf(params.textDocument.uri));
      if (!file) return null;
      return answer(
        spotAt(file, offsetAt(file, params.position, context.encoding), context),
        context,
        params,
      );
    };
  connection.onCompletion(guarded(at(complete)));
  connection.onHover(guarded(at(async (spot, context) => (await hover(spot, context)) ?? null)));
  connection.onDefinition(guarded(at((spot, context) => [...definition(spot, context)])));
  connection.onReferences(
    guarded(
      at(
        (
          spot,
          context,
          params: TextDocumentPositionParams & { context: { includeDeclaration: boolean } },
        ) => [...references(spot, params.context.includeDeclaration, context)],
      ),
    ),
  );
  connection.onPrepareRename(guarded(at(prepareRename)));
  connection.onRenameRequest(
    guarded(
      at((spot, context, params: TextDocumentPositionParams & { newName: string }) =>
        rename(spot, params.newName, context),
      ),
    ),
  );
  connection.onDocumentSymbol(
    guarded(({ textDocument }) => {
      const file = contextNow().workspace.file(pathOf(textDocument.uri));
      return file ? [...symbols({ file }, contextNow())] : [];
    }),
  );
  connection.onCodeAction(
    guarded(async ({ textDocument, range }) => {
      const file = contextNow().workspace.file(pathOf(textDocument.uri));
      if (!file) return [];
      return [...codeActions(file, range, (await publisher.checked(file.path)).diagnostics, contextNow())];
    }),
  );
  connection.onCodeLens(
    guarded(async ({ textDocument }) => {
      const file = contextNow().workspace.file(pathOf(textDocument.uri));
      return file ? [...(await codeLenses(file, await publisher.checked(file.path), contextNow()))] : [];
    }),
  );
}

function initialized({ encoding }: Context): InitializeResult {
  return {
    serverInfo: { name: 'runbook', version: runnerVersion },
    capabilities: {
      positionEncoding: encoding,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      completionProvider: { triggerCharacters: [':', ' ', '.', '|', '{', '-', '"', "'"] },
      hoverProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: { prepareProvider: true },
      documentSymbolProvider: true,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      codeLensProvider: { resolveProvider: false },
    },
  };
}
