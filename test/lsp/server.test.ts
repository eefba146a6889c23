import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { createMessageConnection } from 'vscode-jsonrpc/node';
import type { Port } from '../../src/lsp/port.ts';
import { serve } from '../../src/lsp/server.ts';

const bug = (): never => {
  throw new TypeError('nobody thought of this');
};

describe('The language server', () => {
  it('logs an exception that nobody expected, answers the request with an error, and goes on', async () => {
    const port: Port = {
      read: () => ({ draft: undefined, diagnostics: [], parts: new Set() }),
      check: bug,
      commands: bug,
      bind: bug,
      pageOf: () => '',
    };
    const [input, output] = [new PassThrough(), new PassThrough()];
    void serve(port, input, output);
    const connection = createMessageConnection(output, input);
    const logged: string[] = [];
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      logged.push(message);
    });
    connection.listen();
    await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
    const uri = 'file:///a.yml';
    const textDocument = { uri, languageId: 'yaml', version: 1, text: 'tasks:\n  - ' };
    await connection.sendNotification('textDocument/didOpen', { textDocument });
    const position = { line: 1, character: 4 };
    const failure = await connection
      .sendRequest('textDocument/completion', { textDocument: { uri }, position })
      .then(
        () => undefined,
        (error: unknown) => error as { readonly code: number; readonly message: string },
      );
    expect(failure?.code).to.equal(-32603);
    expect(failure?.message).to.equal('a bug in runbook: nobody thought of this');
    expect(logged.join()).to.contain('nobody thought of this').and.to.contain('at ');
    expect(await connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } })).to.be.an(
      'array',
    );
    await connection.sendRequest('shutdown');
    connection.dispose();
  });
});
