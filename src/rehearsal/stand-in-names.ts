import { readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { readRegularFile } from '../document/read-bytes.ts';

/** The names under which the stand-ins of a rehearsal can note calls, as far as their texts show: those of functions and programs, and of calls that are noted by name. */
export function standInNames(directory: string): ReadonlySet<string> {
  const names = new Set<string>();
  const programs = join(directory, 'programs');
  for (const file of filesIn(programs)) {
    if (!/\.ps1$/i.test(file)) continue;
    names.add(basename(file, extname(file)));
    addNoted(names, textOf(join(programs, file)));
  }
  for (const file of filesIn(directory)) {
    if (!/\.ps[md]?1$/i.test(file)) continue;
    const text = textOf(join(directory, file));
    for (const [, name = ''] of text.matchAll(/\bfunction\s+(?:\w+:)?([\w.-]+)/gi)) names.add(name);
    addNoted(names, text);
  }
  return names;
}

function addNoted(names: Set<string>, text: string): void {
  for (const [, name = ''] of text.matchAll(/Write-RehearsalCall\b[^\n]*?-Command\s+['"]?([\w.-]+)/gi))
    names.add(name);
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Of what is no file, such as a pipe, nothing. */
function textOf(path: string): string {
  try {
    return readRegularFile(path).toString('utf8');
  } catch {
    return '';
  }
}
