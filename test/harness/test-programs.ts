import type { ProgramRequest, ProgramResult, RunProgram } from '../../src/actions/program.ts';
import { SessionLost } from '../../src/session/session.ts';
import type { TestClock } from './test-clock.ts';

/** Native programs for tests of the engine: what they do is in their names, and it takes no time but the clock's. */
export interface TestPrograms {
  readonly run: RunProgram;
  /** The command lines that ran, in order. */
  readonly ran: readonly string[];
}

/**
 * `linger SECONDS [N]`, which runs while others do, until the clock has come so far, and ends with N; `exit N`; `answer N TEXT`, which says it and ends with N; `say TEXT`; `complain TEXT [N]`, which says it on stderr and ends with N or 1; `sleep SECONDS` on the clock; `late SECONDS`, in which no timer fires; `flaky N`, which fails N times and then goes well; `env NAME`, which says the variable
 * that it was given; `interrupt [signal]`, which asks for a stop while it runs; `press [signal]`, which asks for one and ends well; `fade`, which fails at first and then is lost; `crash`,
 * which is a bug of ours; `lose [twice]`, with which the session goes (after
 * two requests for a stop). `before`: what ran when they were there already.
 */
export function createTestPrograms(
  clock: TestClock,
  interrupt: (by: 'operator' | 'signal') => void,
  before: readonly string[] = [],
): TestPrograms {
  const ran: string[] = [...before];
  const counts = new Map<string, number>();
  for (const line of before) counts.set(line, (counts.get(line) ?? 0) + 1);
  const exited = (exitCode: number): ProgramResult => ({ kind: 'exited', exitCode });

  const act = (request: ProgramRequest): ProgramResult => {
    const [name, argument = ''] = request.argv;
    const line = request.argv.join(' ');
    switch (name) {
      case 'exit':
        return exited(Number(argument));
      case 'answer':
        request.onOutput('stdout', request.argv[2] ?? '');
        return exited(Number(argument));
      case 'say':
        request.onOutput('stdout', `${argument}\n`);
        return exited(0);
      case 'complain':
        request.onOutput('stderr', argument);
        return exited(Number(request.argv[2] ?? 1));
      case 'sleep':
        clock.pass(Number(argument) * 1000);
        return request.signal.aborted ? { kind: 'stopped' } : exited(0);
      case 'late':
        clock.skip(Number(argument) * 1000);
        return exited(0);
      case 'flaky': {
        const count = (counts.get(line) ?? 0) + 1;
        counts.set(line, count);
        request.onOutput('stdout', `${count}\n`);
        return exited(count > Number(argument) ? 0 : 1);
      }
      case 'env':
        request.onOutput('stdout', `${String(request.environment.get(argument))}\n`);
        return exited(0);
      case 'interrupt':
        interrupt(argument === 'signal' ? 'signal' : 'operator');
        return request.signal.aborted ? { kind: 'stopped' } : exited(0);
      case 'press':
        interrupt(argument === 'signal' ? 'signal' : 'operator');
        return exited(0);
      case 'crash':
        throw new RangeError('Invalid string length');
      case 'fade':
        if (ran.filter((each) => each === line).length > 1) throw new SessionLost('it ended', 9, null, '');
        request.onOutput('stdout', 'x\n');
        return exited(1);
      case 'lose':
        if (argument === 'twice') for (let times = 0; times < 2; times++) interrupt('operator');
        throw new SessionLost('the PowerShell process ended with exit code 9', 9, null, 'good bye');
      default:
        return { kind: 'not-started', message: `there is no program "${name}"`, help: 'this is a test' };
    }
  };
  return {
    ran,
    run: (request) => {
      ran.push(request.argv.join(' '));
      if (request.argv[0] === 'linger') return linger(request, clock);
      return Promise.resolve(act(request));
    },
  };
}

function linger(request: ProgramRequest, clock: TestClock): Promise<ProgramResult> {
  const { argv, signal } = request;
  const [, seconds = '0', code = '0'] = argv;
  return new Promise((resolve) => {
    const end = (result: ProgramResult) => {
      cancel();
      signal.removeEventListener('abort', stop);
      resolve(result);
    };
    const stop = () => end({ kind: 'stopped' });
    const cancel = clock.schedule(Number(seconds) * 1000, () => {
      request.onOutput('stdout', `after ${seconds}\n`);
      end({ kind: 'exited', exitCode: Number(code) });
    });
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
}
