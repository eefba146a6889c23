import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNativeProgram } from '../../src/actions/native-program.ts';
import type { ProgramRequest, ProgramResult } from '../../src/actions/program.ts';
import { ends, runs } from '../harness/leftovers.ts';

interface Ran {
  readonly result: ProgramResult;
  readonly stdout: string;
  readonly stderr: string;
}

interface Control {
  readonly stop: AbortController;
  readonly halt: AbortController;
  /** Called with all of stdout so far. */
  readonly onStdout?: (text: string) => void;
}

function control(onStdout?: Control['onStdout']): Control {
  return { stop: new AbortController(), halt: new AbortController(), ...(onStdout && { onStdout }) };
}

async function run(
  argv: ProgramRequest['argv'],
  rest: Partial<ProgramRequest> = {},
  { stop, halt, onStdout }: Control = control(),
): Promise<Ran> {
  const output = { stdout: '', stderr: '' };
  const result = await runNativeProgram(
    {
      argv,
      directory: undefined,
      stdin: undefined,
      environment: new Map(),
      signal: stop.signal,
      onOutput(stream, text) {
        output[stream] += text;
        if (stream === 'stdout') onStdout?.(output.stdout);
      },
      ...rest,
    },
    halt.signal,
  );
  return { result, ...output };
}

/** A program in a line of JavaScript: the same on every platform. */
function node(script: string, ...args: readonly string[]): [string, ...string[]] {
  return [process.execPath, '--eval', script, '--', ...args];
}

describe('a native program', () => {
  it('gives its exit code and both of its outputs', async () => {
    const ran = await run(node(`console.log('out'); console.error('err'); process.exitCode = 3`));
    expect(ran).to.deep.equal({ result: { kind: 'exited', exitCode: 3 }, stdout: 'out\n', stderr: 'err\n' });
  });

  it('gets its arguments as they are: no shell reads them', async () => {
    const args = ['a b', '$HOME', '"quoted"', "it's", '*', '', '; exit 9', '%PATH%', 'ü\n'];
    const ran = await run(node('console.log(JSON.stringify(process.argv.slice(1)))', ...args));
    expect(JSON.parse(ran.stdout)).to.deep.equal(args);
  });

  it('gets text on its standard input, and none where there is none', async () => {
    const read = node(
      `process.stdin.setEncoding('utf8').on('data', (t) => console.log('got ' + t)).on('end', () => console.log('end'))`,
    );
    expect((await run(read, { stdin: 'grüße' })).stdout).to.equal('got grüße\nend\n');
    expect((await run(read)).stdout).to.equal('end\n');
  });

  it('may end without reading its input', async () => {
    const ran = await run(node('process.exit(0)'), { stdin: 'x'.repeat(1_000_000) });
    expect(ran.result).to.deep.equal({ kind: 'exited', exitCode: 0 });
  });

  it('gets the variables that are set for it, and not those that are unset', async () => {
    const ran = await run(node('console.log(process.env.ONE, process.env.HOME, process.env.USERPROFILE)'), {
      environment: new Map([
        ['ONE', 'wert'],
        ['HOME', null],
        ['USERPROFILE', null],
      ]),
    });
    expect(ran.stdout).to.equal('wert undefined undefined\n');
  });

  it('runs in the folder that is asked for', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'runbook-program-'));
    writeFileSync(join(directory, 'here.txt'), 'yes');
    const ran = await run(node(`console.log(require('fs').readFileSync('here.txt', 'utf8'))`), { directory });
    rmSync(directory, { recursive: true });
    expect(ran.stdout).to.equal('yes\n');
  });

  it('that is missing is named, with what to do', async () => {
    const { result } = await run(['no-such-program-here', 'x']);
    expect(result).to.deep.include({ kind: 'not-started' });
    expect((result as { message: string }).message).to.contain('"no-such-program-here"');
    expect((result as { help: string }).help).to.contain('full path');
  });

  it('in a folder that is missing names the folder', async () => {
    const { result } = await run(node('0'), { directory: join(tmpdir(), 'no', 'such', 'folder') });
    expect((result as { message: string }).message).to.contain(join('no', 'such', 'folder'));
  });

  it('with a NUL character in an argument is refused in words', async () => {
    const { result } = await run(node('0', 'a\0b'));
    expect((result as { message: string }).message).to.contain('NUL');
  });

  it('may write bytes that are no text', async () => {
    const ran = await run(node('process.stdout.write(Buffer.from([...Array(256).keys(), 255, 254, 0, 1]))'));
    expect(ran.result).to.deep.equal({ kind: 'exited', exitCode: 0 });
    expect(ran.stdout).to.contain('ABC');
  });

  it('may write UTF-16 with more than Latin letters in it', async () => {
    const ran = await run(node(`process.stdout.write(Buffer.from('Ubuntu – läuft\\r\\n', 'utf16le'))`));
    expect(ran.stdout).to.equal('Ubuntu – läuft\r\n');
  });

  it('is read in the encoding that is asked for', async () => {
    const encoding = { name: 'cp850', codePage: 850 };
    const script = `const b = Buffer.from([0x84, 0x94]); process.stdout.write(b); process.stderr.write(b)`;
    const ran = await run(node(script), { encoding });
    expect([ran.stdout, ran.stderr]).to.deep.equal(['äö', 'äö']);
  });

  it('that is a PowerShell says what went wrong as text, not as CLIXML', async () => {
    const records = `<Obj S="progress" RefId="0"><MS /></Obj><S S="Error">boom_x000A_</S>`;
    const clixml = `#< CLIXML\\n<Objs Version="1.1.0.1" xmlns="x">${records}</Objs>`;
    const ran = await run(node(`process.stderr.write('${clixml}')`));
    expect(ran.stderr).to.equal('boom\n');
  });

  it('that leaves a process behind which keeps the output open is not waited for', async () => {
    const child = `require('child_process').spawn(process.execPath, ['--eval', 'setTimeout(() => {}, 60000)'], { stdio: 'inherit', detached: true })`;
    const ran = await run(node(`const c = ${child}; c.unref(); console.log(c.pid); process.exit(0)`));
    const pid = Number(ran.stdout);
    try {
      expect(ran.result).to.deep.equal({ kind: 'exited', exitCode: 0 });
      expect(runs(pid), 'what it left behind on purpose is left alone').to.equal(true);
    } finally {
      process.kill(pid, 'SIGKILL');
    }
  });

  it('is ended by a stop, with all that it has started', async () => {
    const grandchild = `require('child_process').spawn(process.execPath, ['--eval', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore', detached: true })`;
    const stopped = control((text) => {
      if (text.includes('\n')) stopped.stop.abort();
    });
    const ran = await run(node(`console.log(${grandchild}.pid); setTimeout(() => {}, 60000)`), {}, stopped);
    expect(ran.result).to.deep.equal({ kind: 'stopped' });
    expect(await ends(Number(ran.stdout))).to.equal(true);
  });

  it('that ignores the stop is ended all the same', async function () {
    if (process.platform === 'win32') return;
    const stopped = control((text) => {
      if (text.includes('\n')) stopped.stop.abort();
    });
    const ran = await run(
      node(`process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000)`),
      {},
      stopped,
    );
    expect(ran.result).to.deep.equal({ kind: 'stopped' });
    expect(await ends(Number(ran.stdout))).to.equal(true);
  });

  it('is ended at once by a second request for a stop', async () => {
    const halted = control((text) => {
      if (!text.includes('\n')) return;
      halted.stop.abort();
      halted.halt.abort();
    });
    const ran = await run(
      node(`process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000)`),
      {},
      halted,
    );
    expect(ran.result).to.deep.equal({ kind: 'stopped' });
    expect(await ends(Number(ran.stdout))).to.equal(true);
  });

  it('that a signal from elsewhere ends says which', async () => {
    if (process.platform === 'win32') return;
    const { result } = await run(node(`process.kill(process.pid, 'SIGKILL')`));
    expect(result).to.deep.equal({ kind: 'killed', signal: 'SIGKILL' });
  });

  it('is not started where the stop came first', async () => {
    const before = control();
    before.stop.abort();
    const ran = await run(node(`console.log('ran')`), {}, before);
    expect(ran).to.deep.equal({ result: { kind: 'stopped' }, stdout: '', stderr: '' });
  });
});
