import { ownCommand } from '../../session/own-command.ts';
import type { Session } from '../../session/session.ts';
import { isMapping } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import { textField } from '../text-field.ts';
import { CHUNK, hashOfStart, type FileSource } from './file-source.ts';
import { FileFailure } from './file-failure.ts';
import type { FileFacts, FilesOf } from './host-files.ts';
import { keepFile } from './keep-file.ts';

/** Names that are asked for at once: each file is hashed by the host. */
const NAMES = 200;

/** The files of a session's host, by the far end's own commands (powershell/FarEnd/Files). */
export const filesInSession: FilesOf = (session, _, { signal, apart }) => {
  const call = (name: string, parameters: Readonly<Record<string, Value>>) =>
    calling(session, name, parameters, { signal, ...(apart && { apart }) });

  /** How many bytes of it an earlier transfer has brought. */
  async function sent(path: string, source: FileSource): Promise<number> {
    const [part] = await call('Get-RunbookFilePart', { Path: path, Sha256: source.sha256 });
    if (part === undefined || !isMapping(part)) return 0;
    const length = Number(part.get('size'));
    if (length > source.size || (await hashOfStart(source, length)) !== part.get('sha256')) return 0;
    return length;
  }

  return {
    async look(path, names = []) {
      let target: FileFacts | undefined;
      const inside: FileFacts[] = [];
      for (let at = 0; at === 0 || at < names.length; at += NAMES) {
        const facts = await call('Get-RunbookFile', { Path: path, Child: names.slice(at, at + NAMES) });
        const [first, ...rest] = facts.map(factsOf);
        target ??= first;
        inside.push(...rest);
      }
      if (!target) throw new FileFailure(`the host does not say what "${path}" is`);
      return { target, inside };
    },
    async makeFolders(paths) {
      await call('New-RunbookFolder', { Path: paths });
    },
    async put(path, source, keepOld, onBytes) {
      const about = { Path: path, Sha256: source.sha256, Backup: keepOld };
      const isSmall = source.size <= CHUNK;
      if (!isSmall) await send(path, source, onBytes);
      const data = isSmall ? { Data: await source.read(0, source.size) } : {};
      const [backup] = await call('Complete-RunbookFile', { ...about, ...data });
      return typeof backup === 'string' ? backup : undefined;
    },
    async read({ path, size }) {
      const [bytes] = await call('Read-RunbookFile', { Path: path, Offset: 0n, Count: BigInt(size) });
      return bytesOf(bytes);
    },
    bring: ({ path, size, sha256 }, to, onBytes) =>
      keepFile(to, { size, sha256 }, async (write) => {
        for (let at = 0; at < size;) {
          const count = BigInt(Math.min(CHUNK, size - at));
          const [answer] = await call('Read-RunbookFile', { Path: path, Offset: BigInt(at), Count: count });
          const bytes = bytesOf(answer);
          if (bytes.length === 0) throw new FileFailure(`"${path}" has become shorter while it was fetched`);
          await write(bytes);
          at += bytes.length;
          onBytes(at);
        }
      }),
  };

  /** In parts, which stay on the host where it is broken off. */
  async function send(path: string, source: FileSource, onBytes: (bytes: number) => void): Promise<void> {
    const { size, sha256 } = source;
    let at = await sent(path, source);
    while (at < size) {
      onBytes(at);
      let data: Uint8Array;
      try {
        data = await source.read(at, Math.min(CHUNK, size - at));
      } catch (error) {
        await call('Remove-RunbookFilePart', { Path: path, Sha256: sha256 });
        throw error;
      }
      await call('Write-RunbookFilePart', { Path: path, Sha256: sha256, Offset: BigInt(at), Data: data });
      at += data.length;
    }
    onBytes(size);
  }
};

async function calling(
  session: Session,
  name: string,
  parameters: Readonly<Record<string, Value>>,
  options: { readonly signal: AbortSignal; readonly apart?: boolean },
): Promise<readonly Value[]> {
  try {
    return await ownCommand(session, name, parameters, options);
  } catch (error) {
    // What the host says of a file is no bug.
    if (error instanceof Error && error.constructor === Error) throw new FileFailure(error.message);
    throw error;
  }
}

function factsOf(value: Value): FileFacts {
  if (!isMapping(value)) throw new TypeError('the host says nothing of a file');
  const kind = value.get('kind');
  return {
    path: textField(value, 'path'),
    kind: kind === 'file' || kind === 'folder' ? kind : 'missing',
    hasFolder: value.get('folder') === true,
    size: Number(value.get('size') ?? 0),
    sha256: kind === 'file' ? textField(value, 'sha256') : '',
  };
}

function bytesOf(value: Value | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new TypeError('the host gives no bytes of a file');
  return value;
}
