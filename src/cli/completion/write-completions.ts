import type { Command } from 'commander';
import { oneLine } from '../../text/printable.ts';
import type { Environment } from '../environment.ts';
import { bashInsertion, bashLine } from './bash-line.ts';
import type { Candidate, Completion } from './candidate.ts';
import { complete } from './complete.ts';

/** Gives the program with the command of this name; with all of them where there is none. */
type ProgramWith = (name: string) => Promise<Command>;

/**
 * What the scripts in `completions/` ask: `__complete SHELL WORDS…`, of which the last word is the one that is being typed. Writes a candidate a line, with a tab and what it
 * is before the line's end where the shell shows that, and then a line `:` with `goes-on` (no blank behind the only candidate) and `files` (a path can stand there, too).
 * bash gives its line and its word breaks; PowerShell gives the words as one, in Base64, because not every PowerShell can hand over an empty one. A mistake in a runbook is nobody's business here: then there are no candidates.
 */
export async function writeCompletions(
  [shell = '', ...given]: readonly string[],
  programWith: ProgramWith,
  environment: Environment,
): Promise<void> {
  const find = async (words: readonly string[], current: string) =>
    complete(words, current, await programWith(words[0] ?? ''), environment);
  if (shell === 'bash') {
    const [text = '', breaks = ''] = given;
    const line = bashLine(text, breaks);
    const { candidates, files } = await find(line.words, line.current);
    const insertions = candidates.flatMap((each): Candidate | [] => {
      const value = bashInsertion(each.value, line);
      return value === undefined ? [] : { ...each, value };
    });
    write({ candidates: insertions, files }, 'values', environment);
    return;
  }
  const all = shell === 'powershell' ? decoded(given[0] ?? '') : given;
  write(await find(all.slice(0, -1), all.at(-1) ?? ''), 'described', environment);
}

function decoded(text: string): readonly string[] {
  return Buffer.from(text, 'base64').toString('utf8').split('\0');
}

/** Nobody reads more of a description in a list. */
const LONGEST = 80;
/** It would end the line, do something to the terminal, or not be what it looks like. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function write(
  { candidates, files }: Completion,
  how: 'values' | 'described',
  { stdout }: Environment,
): void {
  const fit = candidates.filter(({ value }) => !UNFIT.test(value));
  const lines = fit.map(({ value, description }) =>
    how === 'values' ? value : `${value}\t${shortened(description())}`,
  );
  const goesOn = fit.some((each) => each.goesOn === true);
  const end = `:${goesOn ? ' goes-on' : ''}${files ? ' files' : ''}`;
  stdout.write([...lines, end].map((line) => `${line}\n`).join(''));
}

function shortened(description: string): string {
  const text = oneLine(description.trim().replaceAll(/\s+/g, ' '));
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
