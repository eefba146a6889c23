import nodePath, { type PlatformPath } from 'node:path';

/** Where files are seen from. */
export interface SourceRoot {
  /** The folder that relative places in reports begin at: of a repository, its top. Absolute. */
  readonly root: string;
  /** The folder that the paths of files begin at. Absolute. */
  readonly currentDirectory: string;
  /** The platform's. Default: this one's. */
  readonly paths?: PlatformPath;
}

export function absolutePath(file: string, { currentDirectory, paths = nodePath }: SourceRoot): string {
  return paths.resolve(currentDirectory, file);
}

/** A file's path from the root, with `/`; undefined for one that lies elsewhere. */
export function pathInRoot(file: string, from: SourceRoot): string | undefined {
  const { root, paths = nodePath } = from;
  const inside = paths.relative(root, absolutePath(file, from));
  const isOutside =
    inside === '' || inside === '..' || inside.startsWith(`..${paths.sep}`) || paths.isAbsolute(inside);
  return isOutside ? undefined : inside.replaceAll(paths.sep, '/');
}

/** An absolute path as a URI (RFC 8089), of a drive and of a share of Windows, too. */
export function fileUri(absolute: string, paths: PlatformPath = nodePath): string {
  const path = absolute.replaceAll(paths.sep, '/');
  const [, drive, rest = path] = /^([A-Za-z]:)(\/.*)$/s.exec(paths.sep === '/' ? '' : path) ?? [];
  if (drive !== undefined) return `file:///${drive}${encodePath(rest)}`;
  return path.startsWith('//') ? `file:${encodePath(path)}` : `file://${encodePath(path)}`;
}

/** The segments of a path, as a URI can have them. */
export function encodePath(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(wellFormed(segment)))
    .join('/');
}

/** A name of Windows can have halves of characters, which no URI can. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
