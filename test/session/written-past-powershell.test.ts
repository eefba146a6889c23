import { expect } from 'chai';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LiveSession } from '../../src/session/live-session.ts';
import { findEncoding } from '../../src/values/text-encoding.ts';
import { observe, openTestSession, scriptCall, testPowerShell } from './test-session.ts';

describe('what is written past PowerShell', () => {
  let session: LiveSession;
  before(async () => {
    session = await openTestSession();
  });
  after(() => session.close());

  const written = async (text: string, encoding?: string) => {
    const found = encoding === undefined ? undefined : findEncoding(encoding);
    const call = scriptCall(text, found ? { encoding: found } : {});
    const { records } = await observe(session, call);
    const texts = (wanted: string) =>
      records.map((record) => (record.stream === wanted && 'text' in record ? record.text : '')).join('');
    return {
      stdout: texts('stdout'),
      stderr: texts('stderr'),
      output: texts('output'),
      warning: texts('warning'),
    };
  };
  const raw = (name: string, bytes: string) =>
    `$s = [Console]::OpenStandard${name}(); $b = [byte[]](${bytes}); $s.Write($b, 0, $b.Length); $s.Flush()`;

  it('is UTF-16 where most of its units look like that', async () => {
    const dash = `[Text.Encoding]::Unicode.GetBytes("Ubuntu – läuft\`n")`;
    expect((await written(raw('Output', dash))).stdout).to.equal('Ubuntu – läuft\n');
    expect((await written(raw('Error', dash))).stderr).to.equal('Ubuntu – läuft\n');
  });

  it('is read in the encoding that the task names, and in that task alone', async () => {
    expect((await written(raw('Output', '0x84, 0x94, 0x0a'), 'cp850')).stdout).to.equal('äö\n');
    expect((await written(raw('Error', '0xe4, 0xf6, 0x0a'), 'windows-1252')).stderr).to.equal('äö\n');
    expect((await written(raw('Output', '0xc3, 0xa4, 0x0a'))).stdout).to.equal('ä\n');
  });

  it('is written by [Console] in that encoding, too', async () => {
    const texts = { cp850: 'Größe', 'utf-16le': '– Größe', 'utf-16be': '– Größe', shift_jis: '日本語' };
    for (const [encoding, text] of Object.entries(texts)) {
      const script = `[Console]::WriteLine('${text}'); [Console]::Error.WriteLine('${text}')`;
      const { stdout, stderr } = await written(script, encoding);
      expect([stdout.trim(), stderr.trim()], encoding).to.deep.equal([text, text]);
    }
    expect((await written(`[Console]::WriteLine('wieder UTF-8: ä –')`)).stdout.trim()).to.equal(
      'wieder UTF-8: ä –',
    );
  });

  it('has the encoding of the native programs that PowerShell reads', async () => {
    const program = `$n = '${process.execPath.replaceAll("'", "''")}'; `;
    const node = (bytes: string) =>
      `${program}$x = & $n -e 'process.stdout.write(Buffer.from([${bytes}]))'; $x`;
    expect((await written(node('0x84,0x94,10'), 'cp850')).output).to.equal('äö');
    expect((await written(node('0x13,0x20,0x41,0,10,0'), 'utf-16le')).output).to.equal('–A');
    expect((await written(node('0xc3,0xa4,10'))).output, 'and back').to.equal('ä');
  });

  it('by a nested PowerShell as CLIXML is shown as its texts, whoever reads it', async () => {
    const { executable, arguments: leading } = await testPowerShell();
    const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
    const inner = `Write-Error 'boom'; Write-Warning 'careful'; Write-Progress -Activity a -Status b; 'out'`;
    const encoded = Buffer.from(inner, 'utf16le').toString('base64');
    const args = [...leading, '-NoProfile', '-EncodedCommand', encoded].map(quoted);

    const read = await written(`& ${quoted(executable)} ${args.join(' ')}; exit 0`);
    expect(read.output).to.equal('out');
    expect(read.warning).to.equal('careful');
    expect(read.stderr)
      .to.contain('boom')
      .and.to.not.match(/CLIXML|<|Processing/);

    const past = await written(
      `Start-Process ${quoted(executable)} -ArgumentList ${args.join(',')} -NoNewWindow -Wait`,
    );
    expect(past.stdout).to.equal('out\n');
    expect(past.stderr).to.contain('boom').and.to.contain('WARNING: careful\n');
    expect(past.stderr).to.not.match(/CLIXML|<|_x001B_|Processing/);
  }).timeout(120_000);
});

describe('a web error', () => {
  let session: LiveSession;
  let server: Server;
  before(async () => {
    session = await openTestSession();
    server = createServer((request, response) => {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end(request.url === '/empty' ? '' : request.url === '/braces' ? '{}' : '{"error":"no space"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    server.close();
    await session.close();
  });

  const message = async (path: string): Promise<string> => {
    const { port } = server.address() as AddressInfo;
    const script = `Invoke-RestMethod 'http://127.0.0.1:${port}/${path}'`;
    const { errors } = await session.invoke(scriptCall(script));
    expect(errors).to.have.length(1);
    return errors[0]?.message ?? '';
  };

  it('says what has failed and the HTTP status first, then what the service says', async () => {
    const [first = '', ...rest] = (await message('body')).split('\n');
    expect(first).to.match(/\b500\b.*Internal Server Error/);
    expect(rest.join('')).to.contain('no space');
  });

  it('says so where the service says nothing', async () => {
    for (const path of ['empty', 'braces'])
      expect((await message(path)).split('\n')[0]).to.match(/\b500\b.*Internal Server Error/);
  });

  it('or any error without a text is named', async () => {
    const { errors } = await session.invoke(scriptCall(`throw [InvalidOperationException]::new('')`));
    expect(errors[0]?.message).to.contain('InvalidOperationException');
  });
});
