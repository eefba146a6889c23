import type { FileFacts, FilesOf } from '../actions/files/host-files.ts';
import { FileFailure } from '../actions/files/file-failure.ts';
import type { RunnerFiles } from '../actions/files/runner-files.ts';
import { ownCommand } from '../session/own-command.ts';
import { sha256 } from '../text/sha256.ts';
import { isMapping } from '../values/describe.ts';
import type { Mapping, Value } from '../values/value.ts';

/** Bytes of a text that stands in the state as it is. */
const MOST_TEXT = 64 * 1024;

/**
 * The files of the simulated machine: what its state has under `files`, by their paths, each as its text, or where it is none, or a long one, as its size and SHA-256. All folders are
 * there, and no secret stands in the text. A call is noted as that of a stand-in, and has its faults.
 */
export const filesInRehearsal: FilesOf = (session, { action, subject }, reach) => {
  const { signal, apart } = reach;
  const call = async (name: string, ...values: Value[]): Promise<readonly Value[]> => {
    try {
      const parameters = { Name: name, Argument: values };
      return await ownCommand(session, 'Invoke-RunbookRehearsal', parameters, {
        signal,
        ...(apart && { apart }),
      });
    } catch (error) {
      if (error instanceof Error && error.constructor === Error) throw new FileFailure(error.message);
      throw error;
    }
  };
  let begun = false;

  return {
    async look(path, names = []) {
      if (!begun) await call('Enter-RehearsalFileCall', action, subject);
      begun = true;
      const [files] = await call('Get-RehearsalFileTable');
      const table = files !== undefined && isMapping(files) ? files : new Map<string, Value>();
      const target = factsIn(table, path);
      const inside = target.kind === 'file' ? [] : names.map((name) => factsIn(table, within(path, name)));
      return { target, inside };
    },
    makeFolders: () => Promise.resolve(),
    async put(path, source, keepOld) {
      const [table] = await call('Get-RehearsalFileTable');
      const before = table !== undefined && isMapping(table) ? contentIn(table, path) : undefined;
      const names = table !== undefined && isMapping(table) ? [...table.keys()].map((key) => keyOf(key)) : [];
      const backup = keepOld && before !== undefined ? backupPath(path, reach.clock.now(), names) : undefined;
      if (backup !== undefined && before !== undefined) await call('Set-RehearsalFile', backup, before);
      const { size } = source;
      const text = size <= MOST_TEXT ? textOf(await source.read(0, size)) : undefined;
      const shown = text === undefined ? undefined : reach.hide(text);
      const facts = new Map<string, Value>([
        ['size', BigInt(size)],
        ['sha256', source.sha256],
        ...(shown === undefined ? [] : [['text', shown] as const]),
      ]);
      const content = text !== undefined && shown === text ? text : facts;
      await call('Set-RehearsalFile', path, content);
      return backup;
    },
    async read({ path }) {
      const [table] = await call('Get-RehearsalFileTable');
      const found = table !== undefined && isMapping(table) ? contentIn(table, path) : undefined;
      const content = found !== undefined && found !== null && isMapping(found) ? found.get('text') : found;
      // Of what is no text nobody knows more than its size and hash.
      return typeof content === 'string' ? Buffer.from(content) : Buffer.of(0);
    },
    // Nothing is written on the runner's machine.
    bring: () => Promise.resolve(),
  };
};

/** What is copied is read as ever; where something is fetched to, nothing lies. */
export function rehearsedRunnerFiles(files: RunnerFiles): RunnerFiles {
  return { ...files, look: () => Promise.resolve({ kind: 'missing' }) };
}

/** As the far end calls it; in a simulated time it is Greenwich's. */
function backupPath(path: string, now: number, taken: readonly string[]): string {
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  for (let number = 1; ; number++) {
    const free = `${path}.${time}${number === 1 ? '' : `-${number}`}.bak`;
    if (!taken.includes(keyOf(free))) return free;
  }
}

function within(folder: string, name: string): string {
  const separator = folder.includes('\\') || !folder.includes('/') ? '\\' : '/';
  return `${folder.replace(/[\\/]+$/, '')}${separator}${name.replaceAll('/', separator)}`;
}

function factsIn(table: Mapping, path: string): FileFacts {
  const content = contentIn(table, path);
  const facts = { path: path.replace(/(?<=.)[\\/]+$/, ''), hasFolder: true, size: 0, sha256: '' };
  if (typeof content === 'string') {
    const bytes = Buffer.from(content);
    return { ...facts, kind: 'file', size: bytes.length, sha256: sha256(bytes) };
  }
  if (content !== undefined && content !== null && isMapping(content)) {
    const size = Number(content.get('size') ?? 0);
    const hash = content.get('sha256');
    return { ...facts, kind: 'file', size, sha256: typeof hash === 'string' ? hash.toLowerCase() : '' };
  }
  const folder = `${keyOf(path)}\\`;
  const isFolder = [...table.keys()].some((key) => keyOf(String(key)).startsWith(folder));
  return { ...facts, kind: isFolder ? 'folder' : 'missing' };
}

function contentIn(table: Mapping, path: string): Value | undefined {
  for (const [key, content] of table) if (keyOf(String(key)) === keyOf(path)) return content;
  return undefined;
}

/** Windows takes slashes of both kinds, and letters of both cases, for the same. */
function keyOf(path: string): string {
  return path.replaceAll('/', '\\').replace(/\\+$/, '').toLowerCase();
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
