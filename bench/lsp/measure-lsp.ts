import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection } from 'vscode-jsonrpc/node';
import { packageDirectory } from '../../src/package/package-directory.ts';

/** The times of a kind of request, in milliseconds, each behind a change of the text. */
export interface RequestTimes {
  readonly method: string;
  readonly times: readonly number[];
}

const METHODS = [
  'completion',
  'hover',
  'definition',
  'references',
  'documentSymbol',
  'codeLens',
  'codeAction',
] as const;
const PLACES = 60;

/** Types a character at places all over the reference runbook, and asks each time for everything that an editor asks for. */
export async function measureLsp(): Promise<readonly RequestTimes[]> {
  const path = join(packageDirectory, 'runbooks', 'lync-backend.yml');
  const text = readFileSync(path, 'utf8');
  const uri = pathToFileURL(path).href;
  const child = spawn(process.execPath, [join(packageDirectory, 'dist', 'cli', 'main.js'), 'lsp', '--stdio']);
  const connection = createMessageConnection(child.stdout, child.stdin);
  connection.listen();
  await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  const times = new Map<string, number[]>(METHODS.map((method) => [method, []]));
  for (let place = 0; place < PLACES; place++) {
    const position = positionAt(text, Math.floor((text.length * (place + 0.5)) / PLACES));
    for (const method of METHODS) {
      const at = { start: position, end: position };
      const typed = { start: position, end: { ...position, character: position.character + 1 } };
      for (const change of [
        { range: at, text: 'x' },
        { range: typed, text: '' },
      ]) {
        await connection.sendNotification('textDocument/didChange', {
          textDocument: { uri, version: 1 },
          contentChanges: [change],
        });
      }
      const begun = performance.now();
      await connection.sendRequest(`textDocument/${method}`, {
        textDocument: { uri },
        position,
        range: at,
        context: { includeDeclaration: true, diagnostics: [] },
      });
      times.get(method)?.push(performance.now() - begun);
    }
  }
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  return [...times].map(([method, all]) => ({ method, times: all }));
}

function positionAt(text: string, offset: number): { readonly line: number; readonly character: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
