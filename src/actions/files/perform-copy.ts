import type { Key, Value } from '../../values/value.ts';
import { done, failed, notRun, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import { copyFolder } from './copy-folder.ts';
import type { CopyCall } from './copy-call.ts';
import { showFileDiff } from './file-diff.ts';
import { endsInSlash, nameOf, shownBy, sourceOf } from './copy-parts.ts';
import { bytesSource, type FileSource } from './file-source.ts';
import type { FileFacts, HostFiles } from './host-files.ts';
import { onHost } from './on-host.ts';
import { textBytes } from './text-bytes.ts';

/** Puts a file or a folder on the host, as far as it differs from what is there. */
export function performCopy(call: CopyCall, ports: Ports): Promise<Outcome> {
  const { kind, dest, content } = call;
  return onHost({ action: kind, subject: dest }, ports, async (files, changing) => {
    switch (content.kind) {
      case 'text':
        return copyFile(
          call,
          {
            source: bytesSource(textBytes(content.text, content.form)),
            // A template has a file's name.
            ...(content.src === undefined ? {} : { name: nameOf(content.src) }),
          },
          files,
          ports,
          changing,
        );
      case 'bytes':
        return copyFile(call, { source: bytesSource(content.bytes) }, files, ports, changing);
      case 'path': {
        const found = await ports.runnerFiles.find(content.src, content.base);
        if (found.kind === 'folder') return copyFolder(call, content, found, files, ports, changing);
        return copyFile(
          call,
          { source: await sourceOf(found, ports), name: nameOf(found.path) },
          files,
          ports,
          changing,
        );
      }
    }
  });
}

/** `name`: what the file is called in a folder; what has none comes to `dest` itself. */
async function copyFile(
  call: CopyCall,
  { source, name }: { readonly source: FileSource; readonly name?: string },
  files: HostFiles,
  ports: Ports,
  changing: (path: string) => void,
): Promise<Outcome> {
  const { dest, backup, force, checkMode } = call;
  const { target, inside } = await files.look(dest, name === undefined ? [] : [name]);
  const wantsFolder = endsInSlash(dest) || target.kind === 'folder';
  const [within] = inside;
  const at = wantsFolder ? within : target;
  if (!at || at.kind === 'folder')
    return failed(`"${target.path}" is a folder`, 'let "dest" end with the name of the file');
  const missing = missingFolder(at, wantsFolder, call);
  if (missing) return missing;
  const isSame = at.kind === 'file' && at.sha256 === source.sha256;
  const changes = !isSame && (at.kind === 'missing' || force);
  const result = resultOf(call, at, isSame || changes ? source : at, changes ? [at.path] : []);
  if (!changes) return done(result, call.again === true && isSame);
  if (ports.diff) await showFileDiff(at, source, files, ports, formOf(call));
  if (checkMode) return done(result, true);
  if (!at.hasFolder) await files.makeFolders([target.path]);
  changing(at.path);
  const old = await files.put(at.path, source, backup, shownBy(nameOf(at.path), source, ports));
  if (old !== undefined) result.set('backup_file', old);
  return done(result, true);
}

/** Of a text, the encoding in which it is written. */
function formOf({ content }: CopyCall): string | undefined {
  return content.kind === 'text' ? content.form.encoding : undefined;
}

function missingFolder(at: FileFacts, wantsFolder: boolean, { checkMode }: CopyCall): Outcome | undefined {
  if (at.hasFolder || wantsFolder) return undefined;
  const message = `the folder in which "${at.path}" is to be is not there`;
  // It may be what was not done before.
  if (checkMode) return notRun(message);
  return failed(message, 'make it before: "New-Item: { Path: …, ItemType: Directory, Force: true }"');
}

/** By Ansible's names. */
function resultOf(
  { content }: CopyCall,
  { path }: FileFacts,
  { size, sha256 }: Pick<FileSource, 'size' | 'sha256'>,
  copied: readonly string[],
): Map<Key, Value> {
  return new Map<Key, Value>([
    ['dest', path],
    ['src', content.kind === 'bytes' ? null : (content.src ?? null)],
    ['checksum', sha256],
    ['size', BigInt(size)],
    ['operation', 'file_copy'],
    ['copied', copied],
  ]);
}
