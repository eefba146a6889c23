import type { ProgramResult } from './program.ts';

/** Why a program was not started: `no-program` is a file that is none, `batch-file` one whose arguments would become code. */
export type NotStartedReason =
  'not-found' | 'no-folder' | 'denied' | 'no-program' | 'batch-file' | 'nul-character' | 'other';

export interface NotStartedProgram {
  readonly program: string;
  readonly directory: string | undefined;
  readonly isWindows: boolean;
  /** Where it was to run; missing: this machine. */
  readonly host?: string | undefined;
}

/** It in words. `message`: what the system says of it. */
export function notStarted(
  reason: NotStartedReason,
  { program, directory, isWindows, host }: NotStartedProgram,
  message = '',
): ProgramResult {
  const say = (text: string, help: string): ProgramResult => ({ kind: 'not-started', message: text, help });
  const there = host === undefined ? '' : ` on "${host}"`;
  switch (reason) {
    case 'not-found':
      return say(
        `there is no program "${program}"${there}${directory === undefined ? '' : `, or no folder "${directory}" to run it in`}`,
        `name the program with its full path, or install it on ${host === undefined ? 'this machine' : 'that machine'}; a command of PowerShell goes under its own name or under powershell:`,
      );
    case 'no-folder':
      return say(
        `there is no folder "${directory ?? ''}"${there} to run "${program}" in`,
        'make it in a task before this one, or name another one under chdir:',
      );
    case 'denied':
      return say(
        isWindows
          ? `"${program}" needs elevation (error 740), or may not be run by this user`
          : `"${program}" may not be run by this user`,
        !isWindows
          ? 'check the file permissions of the program, or run as a user who may'
          : host === undefined
            ? 'start runbook again from a shell that was opened with "Run as administrator"'
            : `use an account that is an administrator of "${host}"`,
      );
    case 'no-program':
      return say(
        `"${program}" cannot be started as a program of its own`,
        'a batch file (.cmd, .bat) is not run, because cmd.exe would read its arguments as code: call the program that it calls',
      );
    case 'batch-file':
      return say(
        `"${program}" is a batch file: cmd.exe would read its arguments as code`,
        'call the program that the batch file calls, or use powershell: with parameters:',
      );
    case 'nul-character':
      return say(
        `an argument for "${program}" contains a NUL character, which no operating system can pass on`,
        'write the value to a file, or use stdin:',
      );
    case 'other':
      return say(
        `"${program}" could not be started: ${message}`,
        'see what the operating system says, and check the path',
      );
  }
}
