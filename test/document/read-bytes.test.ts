import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fileSystemIn } from '../../src/document/file-system.ts';
import { NotReadable, readGivenFile, SIZE_LIMIT } from '../../src/document/read-bytes.ts';
import { readText } from '../../src/document/read-text.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';

(process.platform === 'win32' ? describe.skip : describe)('what is no regular file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-'));
  const inside = join(folder, 'inside');
  mkdirSync(inside);
  const fifo = join(inside, 'fifo');
  execFileSync('sh', ['-c', 'mkfifo "$0"', fifo]);
  writeFileSync(join(folder, 'outside.ps1'), '1');
  symlinkSync('/dev/zero', join(inside, 'zero'));
  symlinkSync(join(folder, 'outside.ps1'), join(inside, 'link.ps1'));
  const server = createServer().listen(join(inside, 'socket'));
  after(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const refused: readonly (readonly [string, string, RegExp])[] = [
    ['a device', '/dev/zero', /it is a pipe or a device, not a regular file$/],
    ['a link to a device', 'zero', /it is a pipe or a device, not a regular file$/],
    ['a pipe', 'fifo', /it is a pipe or a device, not a regular file$/],
    ['a socket', 'socket', /it is a socket or a device, not a regular file$/],
    ['a folder', '.', /it is a folder$/],
  ];
  for (const [what, path, message] of refused) {
    it(`${what} is not read`, () => {
      // Whatever a look at it says: what is opened is what counts.
      const disk = fileSystemIn(inside);
      const { file, diagnostics } = readText(path, { readFile: (each) => disk.readFile(each) });
      expect(file).to.equal(undefined);
      expect(diagnostics.map(({ message: said }) => said).join()).to.match(message);
    });
  }

  /** Every word of a runbook that names a file. */
  const naming: readonly ((path: string) => string)[] = [
    (path) => `tasks: [{ powershell: { file: ${path} } }]`,
    (path) => `tasks: [{ import_tasks: ${path} }]`,
    (path) => `tasks: [{ include_tasks: ${path} }]`,
    (path) => `tasks: [{ include_vars: ${path} }]`,
    (path) => `vars_files: [${path}]\ntasks: [{ meta: noop }]`,
    (path) => `catalogs: [${path}]\ntasks: [{ meta: noop }]`,
    (path) => `roles: [${path}]\ntasks: [{ meta: noop }]`,
  ];
  const hostile = ['/dev/zero', 'zero', 'fifo', 'socket', '../outside.ps1', 'link.ps1', '/proc/kmsg'];
  for (const write of naming) {
    for (const path of hostile) {
      for (const allowOutside of [false, true]) {
        const text = write(path);
        it(`${text.replace('\n', '⏎')} is refused${allowOutside ? ', wherever it may lie' : ''}`, () => {
          const source = { path: 'run.yml', text };
          const { diagnostics } = loadRunbook(source, { fileSystem: fileSystemIn(inside), allowOutside });
          // What is in a catalog is looked at with the checks.
          const isScript = path.endsWith('.ps1') && /powershell|catalogs/.test(text);
          if (allowOutside && isScript) return expect(diagnostics).to.deep.equal([]);
          return expect(diagnostics.map(({ severity }) => severity)).to.include('error');
        });
      }
    }
  }

  it('a file of /proc is read up to the limit, whatever it says of its size', () => {
    const { file } = readText('/proc/self/status', fileSystemIn(inside));
    if (process.platform === 'linux') expect(file?.text).to.contain('Name:');
  });

  it('a pipe that is given on the command line is read to its end', async () => {
    const writer = spawn('sh', ['-c', `exec 3> "$0"; printf 'a: ' >&3; printf 1 >&3`, fifo]);
    expect(Buffer.from(await readGivenFile(fifo)).toString()).to.equal('a: 1');
    if (writer.exitCode === null) await once(writer, 'close');
  });

  it('and no further than any file', async () => {
    const writer = spawn('sh', ['-c', 'exec yes > "$0"', fifo], { stdio: 'ignore' });
    expect((await readGivenFile(fifo)).length)
      .to.be.above(SIZE_LIMIT)
      .and.below(2 * SIZE_LIMIT);
    if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'close');
  });

  it('and one to which nobody writes is given up', async () => {
    const outcome = await readGivenFile(fifo, { patience: 20 }).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(NotReadable);
    expect((outcome as Error).message).to.match(/^no program has begun to write to it for /);
  });

  it('and one whose writer says nothing', async () => {
    const writer = spawn('sh', ['-c', 'exec 3> "$0"; exec sleep 60 >&3', fifo], { stdio: 'ignore' });
    const outcome = await readGivenFile(fifo, { silence: 20 }).catch((error: unknown) => error);
    writer.kill();
    expect(outcome).to.be.instanceOf(NotReadable);
    expect((outcome as Error).message).to.match(/^nothing has come from it for /);
  });

  it('a device on the command line is refused', async () => {
    expect(await readGivenFile('/dev/zero').catch((error: unknown) => error)).to.be.instanceOf(NotReadable);
  });
});
