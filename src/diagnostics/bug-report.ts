import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join, sep } from 'node:path';
import { packageDirectory } from '../package/package-directory.ts';

/** What is to be done about a bug of ours, and by whom. */
export const bugHelp =
  'report it where you got runbook from, with these lines, the runbook, and what `runbook doctor` says';

/** What is written for an exception that nobody expected, with its places as they are in our sources. */
export function bugReport(error: unknown): string {
  return `This is a bug in runbook, not a mistake of yours. Please ${bugHelp}:\n${bugLines(error)}\n`;
}

/** The exception and its places, as they are in our sources. */
export function bugLines(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return inSources(text);
}

const chunks = join(packageDirectory, 'dist', 'cli') + sep;

/** A stack trace's places in the bundle, as places in the files that it was made from. */
function inSources(stack: string): string {
  const [before = '', ...places] = stack.split(chunks);
  return before + places.map(inSource).join('');
}

/** A text that begins with a chunk's place. */
function inSource(text: string): string {
  const [place, chunk = '', line, column] = /^([^\s:()]+\.js):(\d+):(\d+)/.exec(text) ?? [];
  const origin = place && sourceMap(chunk)?.findOrigin(Number(line), Number(column));
  if (!origin || !('fileName' in origin)) return chunks + text;
  const source = `${origin.fileName.replace(/^(\.\.\/)+/, '')}:${origin.lineNumber}:${origin.columnNumber}`;
  return source + text.slice(place.length);
}

/** Node would read the maps of all that it loads (`--enable-source-maps`), which takes longer than loading it. */
function sourceMap(chunk: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${chunks}${chunk}.map`, 'utf8')) as SourceMapPayload);
  } catch {
    return undefined;
  }
}
