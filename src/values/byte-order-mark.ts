import type { TextEncoding } from './text-encoding.ts';

/** .NET's numbers of UTF-16 and UTF-32, which without a mark are read as something else by most programs of Windows. */
const MARKED: ReadonlySet<number> = new Set([1200, 1201, 12000]);
const UTF_8 = 65001;

/**
 * Whether a file in this encoding begins with a byte order mark where nobody says so; undefined: there is no such mark in it. `written`: the encoding's name as the runbook has it, which
 * may say it (`utf8bom`).
 */
export function writesMark(encoding: TextEncoding | undefined, written: string): boolean | undefined {
  if (encoding === undefined) return undefined;
  if (encoding.codePage === UTF_8) return /bom$/i.test(written) && !/nobom$/i.test(written);
  return MARKED.has(encoding.codePage) ? true : undefined;
}
