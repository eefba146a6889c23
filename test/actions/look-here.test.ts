import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { lookHere } from '../../src/actions/look-here.ts';
import type { FileCondition, PortCondition } from '../../src/actions/look.ts';

const never = new AbortController().signal;
const free = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

describe('A look at a port', () => {
  const servers: Server[] = [];
  const serve = async (greeting?: string): Promise<number> => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      if (greeting !== undefined) socket.write(greeting);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  const look = (port: number, more: Partial<PortCondition> = {}) =>
    lookHere({
      kind: 'port',
      host: '127.0.0.1',
      port,
      state: 'started',
      searchRegex: undefined,
      connectTimeout: 5000,
      ...more,
    })(never);

  it('sees that it takes connections, and that it takes none', async () => {
    const open = await serve();
    const closed = await free();
    expect((await look(open)).kind).to.equal('so');
    expect(await look(closed)).to.deep.equal({ kind: 'not yet', why: 'the connection is refused' });
    expect((await look(closed, { state: 'stopped' })).kind).to.equal('so');
    expect(await look(open, { state: 'stopped' })).to.deep.equal({
      kind: 'not yet',
      why: 'it takes connections',
    });
  });

  it('finds a pattern in what it says by itself', async () => {
    const port = await serve('220 mail.example.com ESMTP ready\r\n');
    expect(await look(port, { searchRegex: '^220 (\\S+) (?P<kind>E?SMTP)' })).to.deep.equal({
      kind: 'so',
      fields: new Map<string, unknown>([
        ['match_groups', ['mail.example.com', 'ESMTP']],
        ['match_groupdict', new Map([['kind', 'ESMTP']])],
      ]),
    });
    expect(await look(port, { searchRegex: 'POP3', connectTimeout: 200 })).to.deep.equal({
      kind: 'not yet',
      why: 'it is not in what it says',
    });
  });

  it('ends when it is aborted', async () => {
    const port = await serve();
    const stop = new AbortController();
    const looking = lookHere({
      kind: 'port',
      host: '127.0.0.1',
      port,
      state: 'started',
      searchRegex: 'never',
      connectTimeout: 600_000,
    })(stop.signal);
    stop.abort();
    expect((await looking).kind).to.equal('not yet');
  });
});

describe('A look at a file', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'runbook-look-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const looking = (path: string, more: Partial<FileCondition> = {}) => {
    const look = lookHere({ kind: 'file', path, state: 'started', searchRegex: undefined, ...more });
    return () => look(never);
  };

  it('sees that it is there, a folder too, and that it is gone', async () => {
    const path = join(folder, 'ready.txt');
    expect(await looking(path)()).to.deep.equal({ kind: 'not yet', why: 'it is not there' });
    expect((await looking(path, { state: 'stopped' })()).kind).to.equal('so');
    expect((await looking(join(path, 'below'), { state: 'stopped' })()).kind).to.equal('so');
    writeFileSync(path, '');
    expect((await looking(path)()).kind).to.equal('so');
    expect((await looking(folder)()).kind).to.equal('so');
    expect(await looking(path, { state: 'stopped' })()).to.deep.equal({
      kind: 'not yet',
      why: 'it is there',
    });
  });

  it('finds a pattern when it has come into the file, whatever the encoding', async () => {
    const path = join(folder, 'setup.log');
    const look = looking(path, { searchRegex: '^Done: (\\w+)$' });
    expect(await look()).to.deep.equal({ kind: 'not yet', why: 'it is not there' });
    writeFileSync(path, 'Begun\n');
    expect(await look()).to.deep.equal({ kind: 'not yet', why: 'it is not in it' });
    appendFileSync(path, 'Done: Größe\n');
    expect(await look()).to.deep.equal({
      kind: 'so',
      fields: new Map<string, unknown>([
        ['match_groups', ['Größe']],
        ['match_groupdict', new Map()],
      ]),
    });
    writeFileSync(path, Buffer.from('\ufeffBegun\r\nDone: all\n', 'utf16le'));
    expect((await looking(path, { searchRegex: '^Done: (\\w+)$' })()).kind).to.equal('so');
  });

  it('searches the end of a large file', async () => {
    const path = join(folder, 'large.log');
    writeFileSync(path, `first ${'x'.repeat(17 * 1024 * 1024)} last`);
    expect((await looking(path, { searchRegex: 'last' })()).kind).to.equal('so');
    expect((await looking(path, { searchRegex: 'first' })()).kind).to.equal('not yet');
  });

  it('cannot search a folder', async () => {
    expect(await looking(folder, { searchRegex: 'x' })()).to.deep.equal({
      kind: 'not yet',
      why: 'it is a folder',
    });
  });
});
