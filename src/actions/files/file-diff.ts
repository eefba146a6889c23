import { changeText } from '../diff.ts';
import type { ItemState } from '../item-state.ts';
import type { Ports } from '../ports.ts';
import type { FileSource } from './file-source.ts';
import type { FileFacts, HostFiles } from './host-files.ts';
import { textOf } from './text-bytes.ts';

/** Bytes of a file of which a diff is shown. */
const MOST = 512 * 1024;

/** Shows what becomes of a file: a unified diff where both are texts, sizes and hashes where not. `encoding`: in which it is written. */
export async function showFileDiff(
  at: FileFacts,
  source: FileSource,
  files: Pick<HostFiles, 'read'>,
  ports: Ports,
  encoding?: string,
): Promise<void> {
  const isSmall = Math.max(at.size, source.size) <= MOST;
  const before = at.kind === 'file' && isSmall ? textOf(await files.read(at), encoding) : '';
  const after = isSmall ? textOf(await source.read(0, source.size), encoding) : undefined;
  ports.show('diff', diffText(at, source, before, after, ports));
}

function diffText(
  at: FileFacts,
  source: FileSource,
  before: string | undefined,
  after: string | undefined,
  ports: Ports,
): string {
  const { path, kind } = at;
  const sizes = kind === 'missing' ? facts(source) : `${facts(at)} → ${facts(source)}`;
  if (before === undefined || after === undefined) return `${path}: ${sizes}`;
  const state = (text: string, as: ItemState['kind']): ItemState => ({ path, name: path, kind: as, text });
  const shown = changeText(
    state(before, kind === 'missing' ? 'missing' : 'text'),
    state(after, 'text'),
    ports,
  );
  return shown ?? `${path}: its encoding or its byte order mark changes, ${sizes}`;
}

function facts({ size, sha256 }: Pick<FileSource, 'size' | 'sha256'>): string {
  return `${size.toLocaleString('en')} bytes (sha256 ${sha256.slice(0, 12)}…)`;
}
