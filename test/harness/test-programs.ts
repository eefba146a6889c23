import type { ProgramRequest, ProgramResult, RunProgram } from '../../src/actions/program.ts';
import type { TestClock } from './test-clock.ts';

/** Native programs for tests of the engine: what they do is in their names, and it takes no time but the clock's. */
export interface TestPrograms {
  readonly run: RunProgram;
  /** The command lines that ran, in order. */
  readonly ran: readonly string[];
}

/**
 * `exit N`; `say TEXT`; `complain TEXT [N]`, which says it on stderr and ends with N or 1; `sleep SECONDS` on the clock; `flaky N`, which fails N times and then goes well; `env NAME`, which says the variable
 * that it was given; `interrupt`, which asks for a stop while it runs.
 */
export function createTestPrograms(clock: TestClock, interrupt: () => void): TestPrograms {
  const ran: string[] = [];
  const counts = new Map<string, number>();
  const exited = (exitCode: number): ProgramResult => ({ kind: 'exited', exitCode });

  const act = (request: ProgramRequest): ProgramResult => {
    const [name, argument = ''] = request.argv;
    const line = request.argv.join(' ');
    switch (name) {
      case 'exit':
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
        interrupt();
        return request.signal.aborted ? { kind: 'stopped' } : exited(0);
      default:
        return { kind: 'not-started', message: `there is no program "${name}"`, help: 'this is a test' };
    }
  };
  return {
    ran,
    run: (request) => {
      ran.push(request.argv.join(' '));
      return Promise.resolve(act(request));
    },
  };
}
