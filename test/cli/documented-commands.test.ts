import { writeFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { expect } from 'chai';
import type { Environment } from '../../src/cli/environment.ts';
import { runProgram } from '../../src/cli/program.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';
import { codePages, consoleExamplesOf, filesOf } from '../harness/code-pages.ts';
import { createSandbox } from '../harness/sandbox.ts';

/** With `UPDATE_GOLDENS=1` the outputs are written anew: look at the difference before committing it. */
const update = process.env['UPDATE_GOLDENS'] === '1';

/** `NAME=value runbook command "an argument"`, as a shell takes it. */
function words(command: string): { variables: Record<string, string>; args: string[] } {
  const all = Array.from(command.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, bare = '']) => quoted ?? bare);
  const at = all.indexOf('runbook');
  const variables = Object.fromEntries(
    all.slice(0, at).map((each) => [each.split('=')[0] ?? '', each.split('=').slice(1).join('=')]),
  );
  return { variables, args: all.slice(at + 1) };
}

/** What it writes, on both streams in its order. */
async function run(command: string, currentDirectory: string): Promise<string> {
  const { variables, args } = words(command);
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      text += chunk.toString();
      done();
    },
  });
  const environment: Environment = {
    stdin: Readable.from(['']),
    stdout: stream,
    stderr: stream,
    variables,
    currentDirectory,
    packageDirectory,
    now: () => 0,
    exitCode: 0,
  };
  await runProgram(args, environment, undefined);
  return text;
}

describe('The commands on the pages of codes', () => {
  for (const { code, entry, path, markdown } of codePages) {
    for (const { command, output } of consoleExamplesOf(markdown)) {
      it(`write what is shown below "${command}", with ${code}`, async () => {
        const sandbox = createSandbox();
        try {
          for (const [name, text] of Object.entries(filesOf(markdown))) sandbox.file(name, text);
          const written = await run(command, sandbox.directory);
          if (update) {
            const before = `$ ${command}\n`;
            writeFileSync(
              path,
              markdown.replace(`${before}${output}`, () => `${before}${written}`),
            );
          } else {
            expect(written).to.equal(output);
          }
          const said = Array.from(
            written.matchAll(/(error|warning|information): .* \[([a-z-]+)\]$/gm),
            ([, a, b]) => [a, b],
          );
          expect(said.map(([, each]) => each)).to.include(code);
          expect(entry.severities).to.include(said.find(([, each]) => each === code)?.[0]);
        } finally {
          sandbox.dispose();
        }
      });
    }
  }
});
