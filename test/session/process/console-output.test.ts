import { expect } from 'chai';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { readConsoleOutput } from '../../../src/session/process/console-output.ts';
import { createOutputDecoder } from '../../../src/session/process/output-decoder.ts';

const STACK = Array.from(
  { length: 200 },
  (_, index) => `   at Some.Namespace.Of.A.Program.Method${index}()\n`,
);

/** What is left of these pieces as last words; `null` is the mark at a call's end. */
async function lastWords(...pieces: readonly (string | null)[]): Promise<string> {
  const stream = new PassThrough();
  const console = readConsoleOutput(stream, 'nonce', createOutputDecoder, () => undefined);
  for (const piece of pieces) {
    stream.write(piece ?? '\u0001nonce:1\u0002');
    await turn();
  }
  return console.lastWords;
}

describe('the last words on a stream', () => {
  it('are all of it where it is not much', async () => {
    expect(await lastWords('one\n', null, 'two\n')).to.equal('one\ntwo\n');
    expect(await lastWords('')).to.equal('');
    const text = 'x'.repeat(1500) + 'y'.repeat(1500) + 'z'.repeat(500);
    expect(await lastWords(text.slice(0, 900), text.slice(900))).to.equal(text);
  });

  it('are the cause of a crash, which stands first, and the end of it', async () => {
    const words = await lastWords(
      'noise\n'.repeat(2000),
      'Unhandled exception. System.Exception: the disk is on fire\n',
      ...STACK,
    );
    expect(words).to.match(/^Unhandled exception\. System\.Exception: the disk is on fire\n {3}at /);
    expect(words).to.match(/\n… \d+ characters …\n/);
    expect(words).to.contain('Method199()');
    expect(words.length).to.be.lessThan(4100);
  });

  it('know the beginning of a crash that comes in pieces', async () => {
    const words = await lastWords('a line\nUnhandled exc', 'eption. System.Exception: why\n', ...STACK);
    expect(words).to.match(/^Unhandled exception\. System\.Exception: why\n/);
  });

  it('are the beginning and the end of what came since the last call, where nothing says that it is a crash', async () => {
    const words = await lastWords('before\n'.repeat(1000), null, 'libssl is missing\n', ...STACK);
    expect(words).to.match(/^libssl is missing\n/);
    expect(words).to.contain('Method199()');
    expect(words).to.not.contain('before');
  });

  it('of a crash are not those of an earlier call that only spoke of one', async () => {
    const words = await lastWords('Fatal error: not this\n', null, 'Fatal error. This\n', ...STACK);
    expect(words).to.match(/^Fatal error\. This\n/);
  });

  it('count the characters that are left out', async () => {
    const words = await lastWords('a'.repeat(2000) + 'b'.repeat(17) + 'c'.repeat(2000));
    expect(words).to.equal(`${'a'.repeat(2000)}\n… 17 characters …\n${'c'.repeat(2000)}`);
  });
});
