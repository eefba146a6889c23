import { portText, type Condition, type LookFor, type Seen } from '../actions/look.ts';
import type { ProgramResult } from '../actions/program.ts';
import { seenIn } from '../actions/seen-in.ts';
import { runRehearsedProgram, type RehearsalPrograms } from './rehearsal-programs.ts';

/**
 * Answers `wait_for` by the stand-in `programs/wait_for.ps1`, which is asked once for a whole wait: it lets the time pass that it takes, and
 * ends with 0 where it comes about, with 1 where it never does. What it writes is what the file or the port has that is searched.
 */
export function createRehearsedLooks(programs: RehearsalPrograms, halt: AbortSignal): LookFor {
  return (condition) => async (signal) => {
    const { searchRegex } = condition;
    let written = '';
    const result = await runRehearsedProgram(
      programs,
      {
        argv: ['wait_for', ...argumentsOf(condition)],
        directory: undefined,
        stdin: undefined,
        environment: new Map(),
        signal,
        onOutput(stream, text) {
          if (stream === 'stdout') written += text;
        },
      },
      halt,
    );
    return seenBy(result, written, searchRegex);
  };
}

const HELP = 'it ends with 0 where it comes about, with 1 where it never does';

function argumentsOf(condition: Condition): readonly string[] {
  const { state, searchRegex } = condition;
  const subject = condition.kind === 'port' ? portText(condition) : condition.path;
  return [subject, state, ...(searchRegex === undefined ? [] : [searchRegex])];
}

function seenBy(result: ProgramResult, written: string, searchRegex: string | undefined): Seen {
  switch (result.kind) {
    case 'not-started':
      return { kind: 'cannot tell', message: result.message, help: result.help };
    case 'stopped':
      return { kind: 'never', why: 'it took longer' };
    case 'killed': {
      const message = `the stand-in for wait_for was ended by the signal ${result.signal}`;
      return { kind: 'cannot tell', message, help: HELP };
    }
    case 'exited': {
      if (result.exitCode === 1) return { kind: 'never', why: 'so says the rehearsal' };
      if (result.exitCode !== 0) {
        const message = `the stand-in for wait_for ended with exit code ${result.exitCode}`;
        return { kind: 'cannot tell', message, help: HELP };
      }
      const seen = seenIn(written, searchRegex, 'what the stand-in writes');
      return seen.kind === 'not yet' ? { kind: 'never', why: seen.why } : seen;
    }
  }
}
