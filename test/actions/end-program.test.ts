import { expect } from 'chai';
import { endProgram, type EndableProgram } from '../../src/actions/end-program.ts';
import type { SystemPrograms } from '../../src/session/process/system-programs.ts';

const windows = (run: SystemPrograms['run']): SystemPrograms => ({ platform: 'win32', run });
const halt = new AbortController().signal;

describe('ending a program on Windows', () => {
  it('is given up where the program has more rights than we, and says so', async () => {
    const elevated: EndableProgram = { pid: 77, exitCode: null, signalCode: null, kill: () => false };
    const begun = performance.now();
    const denied = windows(() => Promise.reject(new Error('Access is denied.')));
    expect(await endProgram(elevated, halt, denied, 200)).to.equal(false);
    expect(performance.now() - begun).to.be.lessThan(3000);
  });

  it('is done when the program has gone', async () => {
    let exitCode: number | null = null;
    const program: EndableProgram = {
      pid: 77,
      get exitCode() {
        return exitCode;
      },
      signalCode: null,
      kill: () => true,
    };
    const ended = windows(() => {
      setTimeout(() => (exitCode = 1), 50);
      return Promise.resolve('');
    });
    expect(await endProgram(program, halt, ended, 5000)).to.equal(true);
  });
});
