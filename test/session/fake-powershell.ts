import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PowerShellProgram } from '../../src/session/find/powershell-program.ts';

/** What every fake begins with: the pipe that it was told of, and a way to write frames as the far end does. */
const PRELUDE = `
const net = require('node:net');
const connect = (then) => { const pipe = net.connect(process.env.RUNBOOK_SESSION_PIPE, () => then(pipe)); pipe.on('error', () => {}); pipe.on('close', () => {}); };
const int = (number) => { const bytes = Buffer.alloc(4); bytes.writeInt32LE(number); return bytes; };
const text = (value) => value === null ? int(-1) : Buffer.concat([int(Buffer.byteLength(value)), Buffer.from(value)]);
const frame = (kind, id, ...parts) => { const body = Buffer.concat(parts.map((part) => Buffer.from(part))); const head = Buffer.alloc(9); head.writeInt32LE(body.length, 0); head.write(kind, 4, 'latin1'); head.writeInt32LE(id, 5); return Buffer.concat([head, body]); };
const token = () => frame('T', 0, text(process.env.RUNBOOK_SESSION_TOKEN));
const hello = () =>
  frame(
    'H',
    0,
    ...['7.4.0', 'Core', 'Unix', 'FullLanguage', null].map(text),
    int(process.pid),
    text('2026-01-01T00:00:00Z'),
  );
const opened = () => frame('o', 1, int(0));
const done = (id) => frame('D', id, text('completed'), text('run'), text(null), text(null), [0], int(0), [0], int(0), [0, 2, 2, 0, 0, 0]);
const onFrame = (pipe, then) => { let all = Buffer.alloc(0); pipe.on('data', (bytes) => { all = Buffer.concat([all, bytes]); while (all.length >= 9 && all.length >= 9 + all.readInt32LE(0)) { const size = 9 + all.readInt32LE(0); then(String.fromCharCode(all[4]), all.readInt32LE(5)); all = all.subarray(size); } }); };
const stay = () => setInterval(() => {}, 1000);
`;

/** Programs that are not what they should be. Only where a script can be a program. */
export class FakePowerShells {
  readonly folder = mkdtempSync(join(tmpdir(), 'runbook-fake-'));
  #count = 0;

  /** A program that runs this JavaScript. */
  node(body: string): PowerShellProgram {
    return this.program(`#!${process.execPath}\n${PRELUDE}${body}`);
  }

  shell(body: string): PowerShellProgram {
    return this.program(`#!/bin/sh\n${body}\n`);
  }

  program(text: string): PowerShellProgram {
    const file = join(this.folder, `fake${String(this.#count++)}`);
    writeFileSync(file, text);
    chmodSync(file, 0o755);
    return { executable: file, arguments: [] };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
