import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { leastSecretLength } from '../../parameters/check-parameter.ts';
import { Secret } from '../../values/value.ts';
import { canAsk } from '../apply/prompts.ts';
import type { Environment } from '../environment.ts';
import { wrongConnection } from './connection-mistake.ts';
import type { PasswordSource } from './read-connection-file.ts';

/** The variable of the environment that has the password. */
export const PASSWORD_VARIABLE = 'RUNBOOK_CONNECTION_PASSWORD';

export type PasswordFound =
  | { readonly password: Secret | undefined }
  | { readonly diagnostics: readonly Diagnostic[]; readonly exitCode: 4 | 5 };

export interface PasswordWanted {
  readonly user: string;
  readonly host: string;
  /** `--ask-connection-password`. */
  readonly ask: boolean;
  /** What the connection file says. */
  readonly source: PasswordSource | undefined;
}

/** The password of an account: what is typed, before the variable, before what the connection file names. Where nobody has it, it is asked for on a terminal. */
export async function findPassword(wanted: PasswordWanted, environment: Environment): Promise<PasswordFound> {
  const { ask, source } = wanted;
  const variable = environment.variables[PASSWORD_VARIABLE];
  if (!ask && variable) return checked(variable, `the variable ${PASSWORD_VARIABLE}`);
  if (!ask && source) return fromFile(source, environment);
  if (canAsk(environment)) return await typed(wanted, environment);
  return refused(
    wrongConnection(
      ask
        ? '--ask-connection-password asks for a password, and there is no terminal to ask on'
        : `winrm needs the password of "${wanted.user}", and nobody gives it`,
      `put it into the variable ${PASSWORD_VARIABLE}, or let the connection file say where it is; without --user the account counts that runbook runs as`,
    ),
  );
}

function fromFile(source: PasswordSource, { variables }: Environment): PasswordFound {
  const { location } = source;
  if (source.kind === 'environment') {
    const value = variables[source.name];
    if (value) return checked(value, `the variable ${source.name}`);
    const message = `the variable "${source.name}" is to have the password, and is not set`;
    return refused(wrongConnection(message, 'set it in the environment of runbook', location));
  }
  try {
    const text = readFileSync(source.path, 'utf8').replace(/\r?\n$/, '');
    return checked(text, `the file "${source.path}"`);
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'is not there'
        : `cannot be read: ${(error as Error).message}`;
    const message = `the file "${source.path}" is to have the password, and ${why}`;
    return refused(
      wrongConnection(message, 'write the password into it, and let nobody else read it', location),
    );
  }
}

async function typed({ user, host }: PasswordWanted, { stdin, stdout }: Environment): Promise<PasswordFound> {
  const { password } = await import('@inquirer/prompts');
  try {
    const text = await password(
      { message: `Password of ${user} on ${host}`, validate: (answer) => problemOf(answer) ?? true },
      { input: stdin, output: stdout },
    );
    return { password: new Secret(text) };
  } catch (error) {
    // The prompt ends in this exception for Ctrl-C.
    if (!(error instanceof Error) || error.name !== 'ExitPromptError') throw error;
    return { diagnostics: [], exitCode: 5 };
  }
}

function checked(text: string, where: string): PasswordFound {
  const problem = problemOf(text);
  if (problem === undefined) return { password: new Secret(text) };
  return refused(
    wrongConnection(
      `${where} is to have the password, which ${problem}`,
      'give the password of the account, and nothing else',
    ),
  );
}

/** What no password that is kept secret can be. */
function problemOf(text: string): string | undefined {
  if (/[\r\n]/.test(text)) return 'has a line break in it';
  return text.length < leastSecretLength
    ? `has fewer than ${leastSecretLength} characters: a secret that short cannot be masked`
    : undefined;
}

function refused(diagnostic: Diagnostic): PasswordFound {
  return { diagnostics: [diagnostic], exitCode: 4 };
}
