import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from '../harness/paths.ts';
import { LanguageClient } from './language-client.ts';

const reference = readFileSync(join(root, 'runbooks', 'lync-backend.yml'), 'utf8');
const uri = 'file:///typed/lync-backend.yml';

/** Where a text ends. */
function endOf(text: string): { readonly line: number; readonly character: number } {
  const lines = text.split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

describe('runbook lsp: typing', () => {
  const client = new LanguageClient();
  before(() => client.start());
  after(async () => {
    expect(await client.stop()).to.equal(0);
  });

  const failures: string[] = [];
  const ask = async (method: string, params: object, what: string): Promise<unknown> => {
    try {
      return await client.request(`textDocument/${method}`, params);
    } catch (error) {
      failures.push(`${method} at ${what}: ${(error as Error).message}`);
      return undefined;
    }
  };
  const change = (range: object, text: string) =>
    client.notify('textDocument/didChange', {
      textDocument: { uri, version: 1 },
      contentChanges: [{ range, text }],
    });

  it('answers at every character of the reference runbook as it is typed, and no answer is an error', async () => {
    await client.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text: '' },
    });
    // All of its beginning, then whole pieces between characters that are asked about.
    let typed = '';
    let asked = 0;
    for (let at = 0; at < reference.length;) {
      const size = at < 300 || at % 4001 < 30 ? 1 : 97;
      const piece = reference.slice(at, at + size);
      const position = endOf(typed);
      await change({ start: position, end: position }, piece);
      typed += piece;
      at += size;
      const here = { textDocument: { uri }, position: endOf(typed) };
      const what = JSON.stringify(typed.slice(-20));
      await ask('completion', here, what);
      if (asked++ % 4 === 0) {
        await ask('hover', here, what);
        await ask('definition', here, what);
        await ask('documentSymbol', { textDocument: { uri } }, what);
      }
    }
    expect(failures).to.deep.equal([]);
    expect(asked).to.be.greaterThan(600);
    const lenses = (await ask('codeLens', { textDocument: { uri } }, 'its end')) as readonly unknown[];
    expect(lenses.length, 'of the whole text').to.be.greaterThan(50);
    expect(client.logged).to.deep.equal([]);
  }).timeout(240_000);

  it('answers in damaged texts of any kind', async () => {
    const odd = [
      '\0',
      '\r',
      '{{',
      '}}',
      '\t',
      ': ',
      '- ',
      '[',
      '"',
      "'",
      '|',
      '&a ',
      '*a',
      '<<: ',
      '\ud800',
      '#',
      '\n\n',
      '%',
      '!x ',
    ];
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let round = 0; round < 60; round++) {
      const at = random(reference.length);
      const cut = random(3) === 0 ? random(400) : 0;
      const text = reference.slice(0, at) + (odd[random(odd.length)] ?? '') + reference.slice(at + cut);
      await client.notify('textDocument/didChange', {
        textDocument: { uri, version: 1 },
        contentChanges: [{ text }],
      });
      const here = { textDocument: { uri }, position: endOf(text.slice(0, at + random(3))) };
      const what = `round ${round}`;
      for (const method of ['completion', 'hover', 'definition']) await ask(method, here, what);
      await ask('references', { ...here, context: { includeDeclaration: true } }, what);
      await ask(
        'codeAction',
        {
          textDocument: { uri },
          range: { start: here.position, end: here.position },
          context: { diagnostics: [] },
        },
        what,
      );
    }
    expect(failures).to.deep.equal([]);
    expect(client.logged).to.deep.equal([]);
  }).timeout(240_000);

  it('answers a cancelled request as such, and goes on', async () => {
    const params = { textDocument: { uri }, position: { line: 0, character: 0 } };
    expect(await client.cancelled('textDocument/completion', params)).to.equal(-32800);
    expect(await ask('documentSymbol', { textDocument: { uri } }, 'the end')).to.be.an('array');
  });

  it('answers places that are not there', async () => {
    for (const position of [
      { line: 99_999, character: 5 },
      { line: 0, character: 99_999 },
    ])
      await ask('completion', { textDocument: { uri }, position }, 'nowhere');
    expect(
      await ask(
        'hover',
        { textDocument: { uri: 'untitled:Untitled-1' }, position: { line: 0, character: 0 } },
        'no file',
      ),
    ).to.equal(null);
    expect(failures).to.deep.equal([]);
  });
});
