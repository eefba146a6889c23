import { dirname, isAbsolute, join } from 'node:path';
import type { ScalarNode } from '../../document/node.ts';
import type { RunnerBase } from '../action.ts';
import { report, type Conversion } from './conversion.ts';
import { isThere, nearest, outsideOf, reportOutside } from './named-file.ts';

/** What is looked for in a role's folder of this name first, then in the one beside the file that names it, then beside that file, as in Ansible. */
export function runnerBase({ file, role, reading }: Conversion, kind: 'files' | 'templates'): RunnerBase {
  const beside = dirname(file.path);
  const folders = [...(role === undefined ? [] : [join(role, kind)]), join(beside, kind), beside];
  return { folders, root: reading.root?.path };
}

/** The path of a file that is looked for so: where it is in none of the folders, that in the last one. */
export function pathInBase(conversion: Conversion, { folders }: RunnerBase, written: string): string {
  const paths = folders.map((folder) => (isAbsolute(written) ? written : join(folder, written)));
  return paths.find((path) => isThere(conversion, path)) ?? paths.at(-1) ?? written;
}

/** Says what is wrong with a path of the runner's machine that is written out: nothing is there, or it may not be named. */
export function checkInBase(
  conversion: Conversion,
  base: RunnerBase,
  written: string,
  node: ScalarNode,
): void {
  const { fileSystem } = conversion;
  const path = pathInBase(conversion, base, written);
  if (!fileSystem.look) return;
  if (outsideOf(conversion, path)) {
    reportOutside(conversion, path, node.location);
    return;
  }
  try {
    const { kind } = fileSystem.look(path);
    if (kind !== 'other') return;
    report(conversion, 'file-unreadable', `"${path}" cannot be copied: it is no file and no folder`, node);
  } catch {
    const message = `"${path}" cannot be copied: there is no such file or folder`;
    report(conversion, 'file-unreadable', message, node, { help: nearest(conversion, path) });
  }
}
