import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileSystemIn } from '../../src/document/file-system.ts';
import { convertValidly } from '../../src/cli/convert/convert-validly.ts';
import { convertPlaybook } from '../../src/playbook/convert-playbook.ts';
import { countNotes } from '../../src/playbook/header.ts';

/**
 * Counts what `runbook convert` makes of the playbooks in a folder: `npm run count:playbooks -- FOLDER`. Each folder directly in it is counted by itself, and of each, one
 * file in three by the hash of its path.
 */
interface Counts {
  files: number;
  unread: number;
  tasks: number;
  remarked: number;
  unconverted: number;
  /** Of those not converted: what takes in a file that is not in the folder. */
  incomplete: number;
  valid: number;
}

const [folder = '.', ...flags] = process.argv.slice(2);
const isVerbose = flags.includes('-v');
const sets = new Map<string, Counts>();
const reasons = new Map<string, string[]>();

for (const path of playbooksIn(folder)) {
  const shown = relative(folder, path).replaceAll('\\', '/');
  const set = shown.split('/')[0] ?? '';
  const name = `${set}${isHeldBack(shown) ? ', held back' : ''}`;
  const counts = sets.get(name) ?? {
    files: 0,
    unread: 0,
    tasks: 0,
    remarked: 0,
    unconverted: 0,
    incomplete: 0,
    valid: 0,
  };
  sets.set(name, counts);
  counts.files++;
  const environment = { currentDirectory: process.cwd(), variables: process.env };
  const fileSystem = fileSystemIn(process.cwd());
  const { converted, diagnostics } = await convertValidly(
    (refused) => convertPlaybook(path, { fileSystem, refused }),
    path,
    environment,
  );
  if (!converted) {
    counts.unread++;
    note(`not read: ${diagnostics[0]?.message ?? ''}`, shown);
    continue;
  }
  const { all, remarked, unconverted } = countNotes(converted.notes);
  counts.tasks += all;
  counts.remarked += remarked;
  counts.unconverted += unconverted;
  if (diagnostics.length === 0) counts.valid++;
  else note(`not valid: ${diagnostics[0]?.message ?? ''}`, shown);
  for (const { outcome, module, reasons: why } of converted.notes) {
    if (outcome !== 'unconverted') continue;
    if (why.some((each) => /is not (?:there|beside)/.test(each))) counts.incomplete++;
    else note(`${module}: ${why.join('; ')}`, shown);
  }
}

for (const [name, counts] of [...sets].toSorted()) {
  const { files, unread, tasks, remarked, unconverted, incomplete, valid } = counts;
  const converted = tasks - unconverted;
  console.log(
    `${name}: ${files} files (${unread} not read), ${tasks} tasks: ${converted} converted (${percent(converted, tasks)}), ${remarked} of them with remarks; ` +
      `${incomplete} take in files that are not there, of the others ${percent(converted, tasks - incomplete)} are converted; ${valid} results valid (${percent(valid, files)})`,
  );
}
const sorted = [...reasons].toSorted(([, a], [, b]) => b.length - a.length);
for (const [reason, files] of sorted.slice(0, isVerbose ? 1000 : 40))
  console.log(
    `${files.length} × ${reason}${isVerbose ? ` (${[...new Set(files)].slice(0, 3).join(', ')})` : ''}`,
  );

function note(reason: string, path: string): void {
  reasons.set(reason, [...(reasons.get(reason) ?? []), path]);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function playbooksIn(path: string): string[] {
  if (statSync(path).isFile()) return /\.ya?ml$/.test(path) ? [path] : [];
  return readdirSync(path)
    .toSorted()
    .filter((name) => !/^(?:defaults|vars|meta|templates|files|group_vars|host_vars)$/.test(name))
    .flatMap((name) => playbooksIn(join(path, name)));
}

/** One in three, whatever is in it. */
function isHeldBack(path: string): boolean {
  let sum = 0;
  for (const character of path) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % 3 === 0;
}
