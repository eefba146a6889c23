import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileSystemIn } from '../../src/document/file-system.ts';
import { convertValidly } from '../../src/cli/convert/convert-validly.ts';
import { convertPlaybook } from '../../src/playbook/convert-playbook.ts';
import { countNotes } from '../../src/playbook/header.ts';

/**
 * Counts what `runbook convert` makes of the playbooks in a folder: `npm run count:playbooks -- FOLDER`. Each folder directly in it is counted by itself, and of each, one
 * file in three by the hash of its path. With a list (`npm run count:playbooks -- FOLDER LIST.json`) only what it names is counted, every second file apart: `path` of
 * `owner/name` is FOLDER/owner__name/path, with the files that it takes in beside it.
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

interface Playbook {
  path: string;
  shown: string;
  set: string;
}

interface ListedPlaybook {
  repository: string;
  path: string;
}

const isVerbose = process.argv.includes('-v');
const [folder = '.', list] = process.argv.slice(2).filter((each) => each !== '-v');
const sets = new Map<string, Counts>();
const reasons = new Map<string, string[]>();

for (const { path, shown, set } of list === undefined ? playbooksOf(folder) : listed(list)) {
  const counts = sets.get(set) ?? {
    files: 0,
    unread: 0,
    tasks: 0,
    remarked: 0,
    unconverted: 0,
    incomplete: 0,
    valid: 0,
  };
  sets.set(set, counts);
  counts.files++;
  const environment = { currentDirectory: process.cwd(), variables: process.env };
  const fileSystem = fileSystemIn(process.cwd());
  const { converted, diagnostics } = await convertValidly(
    (refused) => convertPlaybook(path, { fileSystem, takesParts: true, refused }),
    join(dirname(path), 'converted', basename(path)),
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

function listed(file: string): Playbook[] {
  const entries = JSON.parse(readFileSync(file, 'utf8')) as ListedPlaybook[];
  return entries.map(({ repository, path }, index) => ({
    path: join(folder, repository.replace('/', '__'), path),
    shown: `${repository}/${path}`,
    set: index % 2 === 0 ? 'A' : 'B',
  }));
}

function playbooksOf(root: string): Playbook[] {
  return playbooksIn(root).map((path) => {
    const shown = relative(root, path).replaceAll('\\', '/');
    const set = shown.split('/')[0] ?? '';
    return { path, shown, set: `${set}${isHeldBack(shown) ? ', held back' : ''}` };
  });
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
