import { expect } from 'chai';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from '../../src/events/run-event.ts';
import { openLogFile, type LogFile } from '../../src/view/log-file.ts';
import { runScript, START, TIME_ZONE } from '../events/sample-run.ts';

const options = { now: START, timeZone: TIME_ZONE };
const notice = (text: string): RunEvent => ({
  type: 'notice-given',
  time: START,
  level: 'information',
  text,
});

describe('log file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runbook-log-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function open(path: string): LogFile {
    const log = openLogFile(path, options);
    if ('code' in log) throw new Error(log.message);
    return log;
  }

  it('gets a header, the plain view and what is appended, below what it had', async () => {
    const path = join(folder, 'run.log');
    for (const text of ['first', 'second']) {
      const log = open(path);
      log.handle(notice(text));
      log.append(`summary of the ${text}\n`);
      await log.end();
    }
    expect(readFileSync(path, 'utf8')).to.equal(
      [
        '=== runbook log, 2026-11-23 03:12:44 +01:00 (Europe/Berlin) ===',
        '03:12:44 +00:00 note: first',
        'summary of the first',
        '=== runbook log, 2026-11-23 03:12:44 +01:00 (Europe/Berlin) ===',
        '03:12:44 +00:00 note: second',
        'summary of the second',
        '',
      ].join('\n'),
    );
  });

  it('has every call, whole', async () => {
    const path = join(folder, 'run.log');
    const log = open(path);
    const script = runScript();
    script.start(0, 't1', 'Set it');
    const value = 'x'.repeat(100_000);
    for (const attempt of [1, 2]) script.call(0, 't1', `Set-Thing -Value ${value}\nand more`, { attempt });
    script.call(0, 't1', 'debug: hello', { call: { kind: 'debug' } });
    for (const event of script.events) log.handle(event);
    await log.end();
    const lines = readFileSync(path, 'utf8').split('\n');
    const call = [`03:12:44 +00:00   called: Set-Thing -Value ${value}`, '03:12:44 +00:00     and more'];
    expect(lines.slice(2, -1)).to.deep.equal([...call, ...call, '03:12:44 +00:00   called: debug: hello']);
  });

  it('is written at once, not at the end', async () => {
    const path = join(folder, 'run.log');
    const log = open(path);
    log.handle(notice('now'));
    expect(readFileSync(path, 'utf8')).to.contain('note: now');
    await log.end();
  });

  it('takes nothing in after its end', async () => {
    const path = join(folder, 'run.log');
    const log = open(path);
    await log.end();
    await log.end();
    log.handle(notice('late'));
    expect(readFileSync(path, 'utf8')).to.not.contain('late');
    expect(log.problem).to.equal(undefined);
  });

  it('says which file cannot be written and why', () => {
    const path = join(folder, 'no', 'such', 'run.log');
    expect(openLogFile(path, options)).to.deep.include({
      code: 'log-not-writable',
      message: `the log file "${path}" cannot be written: its folder does not exist`,
    });
    expect(openLogFile(folder, options)).to.have.property('code', 'log-not-writable');
  });

  it('says that a disk is full and lets the run go on', async () => {
    // A device that is always full; only Linux has one.
    if (!existsSync('/dev/full')) return;
    const log = open('/dev/full');
    log.handle(notice('lost'));
    expect(log.problem).to.equal('the disk is full');
    await log.end();
  });
});
