import type { Key, Value } from '../../values/value.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import type { CopyCall, PathContent } from './copy-call.ts';
import { endsInSlash, nameOf, shownBy, sourceOf } from './copy-parts.ts';
import { showFileDiff } from './file-diff.ts';
import type { FileFacts, HostFiles } from './host-files.ts';
import type { Found } from './runner-files.ts';

/** With a slash at the end of `src` what is in the folder comes to `dest`, without it the folder itself comes into it, as in Ansible. */
export async function copyFolder(
  call: CopyCall,
  content: PathContent,
  folder: Found,
  files: HostFiles,
  ports: Ports,
  changing: (path: string) => void,
): Promise<Outcome> {
  const { dest, backup, force, checkMode } = call;
  const all = await ports.runnerFiles.list(folder, content.base);
  const before = endsInSlash(content.src) ? '' : `${nameOf(folder.path)}/`;
  const { target, inside } = await files.look(dest, [before, ...all.map(({ name }) => `${before}${name}`)]);
  if (target.kind === 'file') return failed(`"${target.path}" is a file, and a folder is to be copied to it`);
  const [root = target, ...there] = inside;

  const folders: string[] = root.kind === 'missing' ? [root.path] : [];
  const changes: { readonly path: string; readonly at: FileFacts }[] = [];
  let size = 0;
  for (const [index, { path, kind }] of all.entries()) {
    const at = there[index];
    if (!at) continue;
    const isWrong = at.kind !== 'missing' && at.kind !== kind;
    if (isWrong) return failed(`"${at.path}" is a ${at.kind}, and a ${kind} is to be copied to it`);
    if (kind === 'folder') {
      if (at.kind === 'missing') folders.push(at.path);
      continue;
    }
    const source = await sourceOf({ path }, ports);
    size += source.size;
    if (at.kind === 'file' && (!force || at.sha256 === source.sha256)) continue;
    changes.push({ path, at });
    if (ports.diff) await showFileDiff(at, source, files, ports);
  }

  const copied = changes.map(({ at }) => at.path);
  const result = new Map<Key, Value>([
    ['dest', root.path],
    ['src', content.src],
    ['checksum', null],
    ['size', BigInt(size)],
    ['operation', 'folder_copy'],
    ['copied', copied],
  ]);
  const changed = folders.length > 0 || copied.length > 0 || call.again === true;
  if (checkMode) return { status: 'done', changed, message: '', fields: result };
  if (folders.length > 0) {
    changing(root.path);
    await files.makeFolders(folders);
  }
  const backups: string[] = [];
  for (const { path, at } of changes) {
    changing(at.path);
    const source = await sourceOf({ path }, ports);
    const old = await files.put(at.path, source, backup, shownBy(nameOf(at.path), source, ports));
    if (old !== undefined) backups.push(old);
  }
  if (backups.length > 0) result.set('backup_files', backups);
  return { status: 'done', changed, message: '', fields: result };
}
