import type { FileFacts, FilesOf } from '../../src/actions/files/host-files.ts';
import type { RunnerFiles } from '../../src/actions/files/runner-files.ts';
import { createRunnerFiles } from '../../src/actions/files/runner-files.ts';
import { sha256 } from '../../src/text/sha256.ts';

/** The files of a host that exists in a test only, by their paths; null is a folder. */
export type MemoryFiles = Map<string, Buffer | null>;

/** `fetched`: what was brought to the runner's machine, by the paths there. */
export function memoryFiles(files: MemoryFiles, fetched: string[] = []): FilesOf {
  const factsOf = (path: string): FileFacts => {
    const whole = path.replace(/[\\/]$/, '');
    const content = files.get(whole);
    const folder = whole.replace(/[\\/][^\\/]*$/, '');
    const kind = content === undefined ? 'missing' : content === null ? 'folder' : 'file';
    const [size, hash] = content ? [content.length, sha256(content)] : [0, ''];
    return { path: whole, kind, hasFolder: folder === whole || files.has(folder), size, sha256: hash };
  };
  return () => ({
    look(path, names = []) {
      const target = factsOf(path);
      const inside = names.map((name) => factsOf(`${target.path}\\${name.replaceAll('/', '\\')}`));
      return Promise.resolve({ target, inside: target.kind === 'file' ? [] : inside });
    },
    makeFolders(paths) {
      for (const path of paths) files.set(path, null);
      return Promise.resolve();
    },
    async put(path, source, keepOld, onBytes) {
      const old = files.get(path);
      const backup = keepOld && old ? `${path}.bak` : undefined;
      if (backup !== undefined && old) files.set(backup, old);
      files.set(path, Buffer.from(await source.read(0, source.size)));
      onBytes(source.size);
      return backup;
    },
    read: ({ path }) => Promise.resolve(files.get(path) ?? Buffer.alloc(0)),
    bring(_, to) {
      fetched.push(to);
      return Promise.resolve();
    },
  });
}

/** What nothing asks for. */
export const noFiles: { readonly filesOf: FilesOf; readonly runnerFiles: RunnerFiles } = {
  filesOf: memoryFiles(new Map()),
  runnerFiles: createRunnerFiles('/nowhere'),
};
