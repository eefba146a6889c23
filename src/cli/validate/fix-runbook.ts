import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { applyFixes } from '../../diagnostics/apply-fixes.ts';
import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { lineAndColumn } from '../../diagnostics/print.ts';
import { fileSystemIn, withTexts } from '../../document/file-system.ts';
import type { Environment } from '../environment.ts';
import type { FoundRunbook } from '../find-runbook.ts';
import { checkRunbooks, readRunbook, type CheckOptions } from './check-runbook.ts';

export interface Mended {
  /** In the order in which they were mended; their places are those of the file as it was then. */
  readonly fixed: readonly Diagnostic[];
  /** A file could not be written; nothing of it is changed. */
  readonly problems: readonly Diagnostic[];
}

/** One mend can lay another mistake open, and of a file that is no YAML only the first mistake is known. */
const MOST_ROUNDS = 100;

/**
 * Mends what of a runbook, and of the files that it takes in, can be mended without knowing more, round by round as long as that leaves fewer of these mistakes than before. Each file is written
 * once, as a whole or not at all, in its own encoding and with its own line ends.
 */
export async function fixRunbook(
  found: FoundRunbook,
  environment: Pick<Environment, 'currentDirectory' | 'variables'>,
  options: CheckOptions,
): Promise<Mended> {
  const { currentDirectory } = environment;
  const unwritable = new Map<string, Diagnostic>();
  for (;;) {
    const { fixed, texts } = await mendInMemory(found, environment, options, new Set(unwritable.keys()));
    const prepared = Array.from(texts, ([path, text]) =>
      prepare(resolve(currentDirectory, path), path, text),
    );
    const failed = prepared.filter((each) => 'problem' in each);
    if (failed.length === 0) {
      const problems = prepared.flatMap((each) => ('problem' in each ? [] : replace(each)));
      return { fixed, problems: [...unwritable.values(), ...problems] };
    }
    // A mend may have its edits in several files: without one of them all is thought over again.
    for (const each of prepared) if (!('problem' in each)) discard(each.work);
    for (const { shown, problem } of failed) unwritable.set(shown, problem);
  }
}

/** What can be mended without a change of these files. */
async function mendInMemory(
  found: FoundRunbook,
  environment: Pick<Environment, 'currentDirectory' | 'variables'>,
  options: CheckOptions,
  unwritable: ReadonlySet<string>,
): Promise<{ readonly fixed: readonly Diagnostic[]; readonly texts: ReadonlyMap<string, string> }> {
  const texts = new Map<string, string>();
  const fileSystem = withTexts(fileSystemIn(environment.currentDirectory), texts);
  const look = async (): Promise<readonly Diagnostic[]> => {
    const read = readRunbook(found, environment, { ...options, fileSystem });
    // Nothing that needs PowerShell is mended.
    const [checked] = await checkRunbooks([read], environment, { ...options, parser: null });
    return checked?.diagnostics ?? [];
  };
  const isWritable = ({ fix }: Diagnostic): boolean =>
    !fix?.edits.some(({ location }) => unwritable.has(location.file.path));
  const fixed: Diagnostic[] = [];
  let diagnostics = await look();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const applied = applyFixes(diagnostics.filter(isWritable));
    if (applied.fixed.length === 0) break;
    const before = new Map(texts);
    for (const [path, text] of applied.texts) texts.set(path, text);
    const after = await look();
    const codes = new Set(applied.fixed.map(({ code }) => code));
    const isBetter = countOf(after, codes) < countOf(diagnostics, codes) || isFurther(after, applied.fixed);
    if (!isBetter) {
      restore(texts, before);
      break;
    }
    for (const each of applied.fixed) fixed.push(each);
    diagnostics = after;
  }
  return { fixed, texts };
}

/** Mistakes of these kinds: others may come to light only now. A file that is no YAML any more has any number of them. */
function countOf(diagnostics: readonly Diagnostic[], codes: ReadonlySet<string>): number {
  if (!codes.has('yaml-syntax') && diagnostics.some(({ code }) => code === 'yaml-syntax')) return Infinity;
  return diagnostics.filter(({ code }) => codes.has(code)).length;
}

/** For what a text is no YAML. */
const SYNTAX: ReadonlySet<DiagnosticCode> = new Set([
  'yaml-syntax',
  'unquoted-template',
  'text-after-quote',
  'bracket-in-flow',
  'colon-in-value',
  'missing-space',
]);

/** Of a file that is no YAML the first mistake is known only. Whether what is left of it begins behind the one that was mended. */
function isFurther(after: readonly Diagnostic[], fixed: readonly Diagnostic[]): boolean {
  const [only, other] = fixed;
  if (!only?.location || other || !SYNTAX.has(only.code)) return false;
  const { file, range } = only.location;
  const next = after.find(({ code, location }) => SYNTAX.has(code) && location?.file.path === file.path);
  if (!next?.location) return false;
  const [from, to] = [
    lineAndColumn(file, range.start),
    lineAndColumn(next.location.file, next.location.range.start),
  ];
  return to.line > from.line || (to.line === from.line && to.column > from.column);
}

function restore(texts: Map<string, string>, before: ReadonlyMap<string, string>): void {
  texts.clear();
  for (const [path, text] of before) texts.set(path, text);
}

/** A new text that lies beside its file. */
interface Prepared {
  readonly shown: string;
  readonly file: string;
  readonly work: string;
}

function prepare(
  path: string,
  shown: string,
  text: string,
): Prepared | { readonly shown: string; readonly problem: Diagnostic } {
  // A link stays one.
  const file = realpathSync(path);
  const work = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(work, encoded(text, readFileSync(file)));
    chmodSync(work, statSync(file).mode);
    return { shown, file, work };
  } catch (error) {
    discard(work);
    return { shown, problem: unwritableFile(shown, error as Error) };
  }
}

function replace({ shown, file, work }: Prepared): Diagnostic[] {
  try {
    renameSync(work, file);
    return [];
  } catch (error) {
    discard(work);
    return [unwritableFile(shown, error as Error)];
  }
}

function discard(work: string): void {
  try {
    rmSync(work, { force: true });
  } catch {
    // What could not be written cannot be removed either.
  }
}

function unwritableFile(shown: string, { message }: Error): Diagnostic {
  return {
    code: 'file-unwritable',
    severity: 'error',
    message: `"${shown}" cannot be written: ${message}`,
  };
}

const BOM = '\ufeff';

/** As the file was: UTF-8 with a byte order mark or without one, or UTF-16. */
function encoded(text: string, before: Buffer): Buffer {
  if (before[0] === 0xff && before[1] === 0xfe) return Buffer.from(BOM + text, 'utf16le');
  if (before[0] === 0xfe && before[1] === 0xff) return Buffer.from(BOM + text, 'utf16le').swap16();
  return Buffer.from(before[0] === 0xef && before[1] === 0xbb ? BOM + text : text);
}
