import { expect } from 'chai';
import { endProcessTree } from '../../../src/session/process/end-process-tree.ts';
import { listProcesses } from '../../../src/session/process/process-list.ts';
import { stopTask } from '../../../src/session/stop-task.ts';
import {
  systemProgram,
  thisSystem,
  type SystemPrograms,
} from '../../../src/session/process/system-programs.ts';
import { taskProcesses } from '../../../src/session/process/task-processes.ts';
import { ends } from '../../harness/leftovers.ts';
import { openTestSession, output, testPowerShell } from '../test-session.ts';

interface Asked {
  readonly file: string;
  readonly args: readonly string[];
  readonly limit: number;
}

/** A Windows that answers as it is told and keeps what it was asked. */
function windows(answer: (asked: Asked) => Promise<string>): SystemPrograms & { readonly asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    platform: 'win32',
    run(file, args, limit) {
      asked.push({ file, args, limit });
      return answer({ file, args, limit });
    },
  };
}

const delay = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const never = new Promise<never>(() => undefined);

describe('programs of Windows', () => {
  it('are named by their full path, wherever Windows is', () => {
    expect(systemProgram('taskkill.exe', { systemroot: 'D:\\Win' })).to.equal(
      'D:\\Win\\System32\\taskkill.exe',
    );
    expect(systemProgram('chcp.com', {})).to.equal('C:\\Windows\\System32\\chcp.com');
  });

  it('are not waited for longer than they may take', async () => {
    const begun = performance.now();
    const error = await thisSystem.run(process.execPath, ['--eval', 'setTimeout(() => {}, 60000)'], 200).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(Error);
    expect(performance.now() - begun).to.be.lessThan(5000);
    expect((await thisSystem.run(process.execPath, ['--print', '1'], 60_000)).trim()).to.equal('1');
  });
});

describe('what a task has started', () => {
  /** PowerShell (100) that began long ago; a child of an earlier task; one that began as the task did; a grandchild. */
  const listing = (now: number) =>
    [now, '100 1 900000', '200 100 60000', '201 100 3000', '202 201 1000', '300 1 10', '(no process)'].join(
      '\r\n',
    );

  it('is known by its age at the moment of the listing, however long that took to start', async () => {
    const system = windows(async () => {
      // PowerShell's start; then it takes the time, and looks.
      await delay(300);
      return listing(Date.now());
    });
    const began = performance.now() - 2800;
    expect(await taskProcesses(100, began, system)).to.deep.equal([201, 202]);
    // With the tolerance for whole seconds; but not what is much older than the task.
    expect(await taskProcesses(100, performance.now() - 1000, system)).to.deep.equal([202]);
  });

  it('is asked of Windows PowerShell by its full path, within a limit', async () => {
    const system = windows(() => Promise.resolve(listing(Date.now())));
    await listProcesses(system);
    expect(system.asked[0]!.file).to.match(
      /^[A-Z]:\\.*\\System32\\WindowsPowerShell\\v1\.0\\powershell\.exe$/,
    );
    expect(system.asked[0]!.limit).to.be.within(1, 10_000);
  });

  it('is nothing where the listing fails', async () => {
    expect(
      await taskProcesses(
        100,
        0,
        windows(() => Promise.reject(new Error('WMI'))),
      ),
    ).to.deep.equal([]);
  });

  it('is asked of ps by its full path elsewhere', async () => {
    const asked: string[] = [];
    const run = (file: string) => {
      asked.push(file);
      return Promise.resolve('  10     1    10       05:03\n   11    10    10 1-00:00:01\n');
    };
    const { processes } = await listProcesses({ platform: 'darwin', run });
    expect(asked).to.deep.equal(['/bin/ps']);
    expect(processes).to.deep.equal([
      { pid: 10, parent: 1, group: 10, age: 303_000 },
      { pid: 11, parent: 10, group: 10, age: 86_401_000 },
    ]);
  });
});

describe('stopping a task', () => {
  it('does not wait for a listing that hangs: it is given up after the grace time', async () => {
    const begun = performance.now();
    let asked = false;
    const obeyed = await stopTask(
      {
        askToStop: () => (asked = true),
        hasEnded: () => false,
        processes: () => never,
        kill: () => undefined,
      },
      300,
    );
    expect([obeyed, asked]).to.deep.equal([false, true]);
    expect(performance.now() - begun).to.be.within(290, 3000);
  });

  it('goes on where the listing hangs and the task obeys', async () => {
    let ended = false;
    const stopped = stopTask(
      {
        askToStop: () => setTimeout(() => (ended = true), 50),
        hasEnded: () => ended,
        processes: () => (ended ? Promise.resolve([]) : delay(400).then(() => [])),
        kill: () => undefined,
      },
      10_000,
    );
    expect(await stopped).to.equal(true);
  });

  it('asks what it has started first, then forces it, and looks again when it has ended', async () => {
    const killed: string[] = [];
    let ended = false;
    await stopTask(
      {
        askToStop: () => undefined,
        hasEnded: () => ended,
        processes: () => Promise.resolve(ended ? [7, 8] : [7]),
        kill(pids, signal = 'SIGKILL') {
          killed.push(`${signal} ${[...pids].join()}`);
          if (signal === 'SIGKILL') ended = true;
        },
      },
      400,
    );
    expect(killed[0]).to.equal('SIGTERM 7');
    expect(killed.slice(-2)).to.deep.equal(['SIGKILL 7', 'SIGKILL 7,8']);
  });
});

describe('ending a process of ours on Windows', () => {
  it('ends the tree below it first, with a program by its full path, within a limit, and then itself', async () => {
    const order: string[] = [];
    const system = windows(({ args }) => {
      order.push(args.join(' '));
      return Promise.resolve('');
    });
    await endProcessTree({ pid: 77, kill: (signal) => order.push(signal) > 0 }, system);
    expect(order).to.deep.equal(['/PID 77 /T /F', 'SIGKILL']);
    expect(system.asked[0]!.file).to.match(/^[A-Z]:\\.*\\System32\\taskkill\.exe$/);
    expect(system.asked[0]!.limit).to.be.within(1, 10_000);
  });

  it('still ends the process itself where the program fails', async () => {
    let signal: string | undefined;
    const system = windows(() => Promise.reject(new Error('Access is denied.')));
    await endProcessTree({ pid: 77, kill: (name) => (signal = name) === name }, system);
    expect(signal).to.equal('SIGKILL');
  });
});

if (process.platform !== 'win32') {
  describe('a session whose PowerShell has a wrapper around it', () => {
    it('ends with the wrapper and with PowerShell itself, forced or not', async () => {
      const { executable, arguments: leading } = await testPowerShell();
      const wrapped = {
        executable: '/bin/sh',
        arguments: ['-c', '"$0" "$@"; exit $?', executable, ...leading],
      };
      for (const grace of [0, 10_000]) {
        const session = await openTestSession({ powershell: wrapped });
        const [pid] = await output(session, '$PID');
        expect(Number(pid)).to.equal(session.info.pid);
        await session.close(grace);
        await ends(Number(pid));
      }
    });
  });
}
