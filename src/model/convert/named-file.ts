import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import type { Location, SourceFile } from '../../diagnostics/source.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { ScalarNode } from '../../document/node.ts';
import { isOutside, outsideProblem } from '../../files/outside.ts';
import { yamlTraps } from '../../document/yaml-traps.ts';
import type { RunbookDocument } from '../../document/node.ts';
import type { SchemaName } from '../../document/schema.ts';
import { readText } from '../../document/read-text.ts';
import { report, type Conversion } from './conversion.ts';
import { LIMITS } from './reading.ts';

/** A path is relative to the file that names it. */
export function pathFrom(conversion: Conversion, written: string): string {
  return isAbsolute(written) ? written : join(dirname(conversion.file.path), written);
}

/** A script of a role lies in its `files`, as in Ansible; else it is as any other path. */
export function scriptPath(conversion: Conversion, written: string): string {
  const { role } = conversion;
  const inRole = role === undefined || isAbsolute(written) ? undefined : join(role, 'files', written);
  return inRole !== undefined && isThere(conversion, inRole) ? inRole : pathFrom(conversion, written);
}

/** Whether there is something at a path, if only something that cannot be read. */
export function isThere({ fileSystem }: Conversion, path: string): boolean {
  try {
    if (fileSystem.look) fileSystem.look(path);
    else fileSystem.readFile(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code !== undefined && code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}

/**
 * Reads a file that another one names. Errors: `file-outside` where it does not lie in the runbook's folder, and those of `readText`,
 * reported at the name.
 */
export function readNamedFile(
  conversion: Conversion,
  path: string,
  { location }: { readonly location: Location },
): { readonly file: SourceFile; readonly key: string } | undefined {
  const { fileSystem } = conversion;
  if (outsideOf(conversion, path)) {
    reportOutside(conversion, path, location);
    return undefined;
  }
  const key = realPathOf(conversion, path);
  const { file, diagnostics } = readText(path, fileSystem, location);
  for (const diagnostic of diagnostics) {
    const help = diagnostic.help ?? besideLink(conversion) ?? nearest(conversion, path);
    conversion.diagnostics.push(help === undefined ? diagnostic : { ...diagnostic, help });
  }
  return file && { file, key };
}

/** Whether a path leads out of the folder in which what the runbook names has to lie, by itself or by links. */
export function outsideOf(conversion: Conversion, path: string): boolean {
  const { root } = conversion.reading;
  if (!root) return false;
  if (isOutside(root.path, path)) return true;
  const real = realPathOf(conversion, path);
  return root.real !== undefined && isAbsolute(real) && isOutside(root.real, real);
}

/** With all links followed; of what cannot be looked at, the path itself: reading it says what is wrong. */
function realPathOf({ fileSystem }: Conversion, path: string): string {
  try {
    return fileSystem.look?.(path).realPath ?? normalize(path);
  } catch {
    return normalize(path);
  }
}

export function reportOutside(conversion: Conversion, path: string, location: Location): void {
  const { message, help } = outsideProblem(path);
  report(conversion, 'file-outside', message, location, { help });
}

/** Of a runbook that was reached by a link to its file, and names what does not lie beside the link. */
function besideLink({ reading, chain }: Conversion): string | undefined {
  const [runbook] = chain;
  if (reading.linkedTo === undefined || !runbook) return undefined;
  return `"${runbook.path}" is a link to "${reading.linkedTo}", and what it names is looked for beside the link: name that file, or link its folder`;
}

/** A name that is there, and nearly the same. */
export function nearest({ fileSystem }: Conversion, path: string): string | undefined {
  const near = suggest(basename(path), fileSystem.list?.(dirname(path)) ?? []);
  return near === undefined || near === basename(path) ? undefined : `did you mean "${near}"?`;
}

/**
 * A YAML file that is a part of the runbook, with the conversion for what stands in it. Each file is parsed once; taken in it can be more often, but
 * not in itself. Errors: those of `readNamedFile` and of YAML, `include-cycle`, `too-many-includes`.
 */
export function enterFile(
  conversion: Conversion,
  path: string,
  from: ScalarNode,
  kind: SchemaName | undefined,
): { readonly inside: Conversion; readonly document: RunbookDocument } | undefined {
  const read = readNamedFile(conversion, path, from);
  if (!read) return undefined;
  const { reading, chain } = conversion;
  const { file, key } = read;
  const inner = [...chain, { key, path, from: from.location }];
  if (chain.some((link) => link.key === key)) {
    const names = inner.slice(inner.findIndex((link) => link.key === key)).map((link) => link.path);
    report(conversion, 'include-cycle', `"${path}" includes itself: ${names.join(' → ')}`, from, {
      help: 'what is to be done several times is a "loop", or is tried again with "until"',
      related: chain.flatMap((link) =>
        link.from ? [{ message: `"${link.path}" is named here`, location: link.from }] : [],
      ),
    });
    return undefined;
  }
  const { taken } = reading;
  taken.files++;
  taken.characters += file.text.length;
  const tooMany =
    inner.length > LIMITS.depth + 1
      ? `files are included more than ${LIMITS.depth} levels deep`
      : taken.files > LIMITS.files
        ? `more than ${LIMITS.files} files are included`
        : taken.characters > LIMITS.characters
          ? `what is included has more than ${LIMITS.characters / 1e6} MB`
          : undefined;
  if (tooMany !== undefined) {
    // Once is enough: whatever else would be included is as much too much.
    const said = conversion.diagnostics.some(({ code }) => code === 'too-many-includes');
    if (!said) report(conversion, 'too-many-includes', `${tooMany} here`, from);
    return undefined;
  }
  if (kind !== 'runbook') reading.parts.add(key);
  if (!reading.documents.has(key)) {
    const parsed = reading.parse(file);
    for (const each of parsed.diagnostics) conversion.diagnostics.push(each);
    if (parsed.document)
      for (const each of yamlTraps(parsed.document.root)) conversion.diagnostics.push(each);
    reading.documents.set(key, parsed.document);
    if (parsed.document && kind) reading.schemas.set(parsed.document, kind);
  }
  const document = reading.documents.get(key);
  return document && { inside: { ...conversion, file: document.file, chain: inner }, document };
}
