import { dirname, normalize } from 'node:path';
import {
  hasErrors,
  sortDiagnostics,
  withoutRepetitions,
  type Diagnostic,
} from '../diagnostics/diagnostic.ts';
import type { Ignore } from '../diagnostics/ignore.ts';
import { nameOddCharacters } from '../diagnostics/name-odd-characters.ts';
import type { SharedPart } from '../diagnostics/name-uses.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { nodeFileSystem, type FileSystem } from '../document/file-system.ts';
import { ignoresIn } from '../document/ignores-in.ts';
import { parseDocument } from '../document/parse-document.ts';
import type { Parse } from '../document/parse-once.ts';
import { readDocument } from '../document/read-document.ts';
import { schemaValidator } from '../document/schema-validator.ts';
import { validateDocument } from '../document/validate-document.ts';
import { yamlTraps } from '../document/yaml-traps.ts';
import { convertRunbook } from './convert/convert-runbook.ts';
import type { Conversion } from './convert/conversion.ts';
import { findGaps } from './convert/find-gaps.ts';
import { keptBraces } from './convert/kept-braces.ts';
import type { Reading } from './convert/reading.ts';
import type { Runbook } from './runbook.ts';

export interface LoadedRunbook {
  /** Missing where there are errors. */
  readonly runbook: Runbook | undefined;
  /** What could be made of it, for checks: the runbook, or what is left of it where there are errors. Missing where nothing is. */
  readonly draft: Runbook | undefined;
  /** Errors and warnings, sorted by their places. */
  readonly diagnostics: readonly Diagnostic[];
  /** The files that are parts of the runbook and no runbooks of their own, by their real paths. */
  readonly parts: ReadonlySet<string>;
  /** Findings that comments want to be left out; whoever has all findings applies them. */
  readonly ignores: readonly Ignore[];
  /** Parts of its files that aliases stand for. */
  readonly shared: readonly SharedPart[];
}

export interface LoadOptions {
  readonly fileSystem?: FileSystem;
  /** Files outside of the runbook's folder may be read. */
  readonly allowOutside?: boolean;
  /** What makes documents of the files that it takes in. Default: `parseDocument`. */
  readonly parse?: Parse;
}

/**
 * Reads a runbook, with the scripts that it names, and checks its form: YAML, keys, kinds of values, and the syntax of
 * expressions. Every independent mistake is reported, as a diagnostic; what the codes mean stands in docs/checks/.
 */
export function loadRunbook(
  source: string | SourceFile,
  { fileSystem = nodeFileSystem, allowOutside = false, parse = parseDocument }: LoadOptions = {},
): LoadedRunbook {
  const parsed = typeof source === 'string' ? readDocument(source, fileSystem) : parseDocument(source);
  const diagnostics = [...parsed.diagnostics];
  const { document } = parsed;
  if (!document) {
    return {
      runbook: undefined,
      draft: undefined,
      diagnostics: sortDiagnostics(diagnostics),
      parts: new Set(),
      ignores: [],
      shared: [],
    };
  }
  for (const each of yamlTraps(document.root)) diagnostics.push(each);
  const { path } = document.file;
  const key = realPath(fileSystem, path) ?? normalize(path);
  const folder = dirname(path);
  const reading: Reading = {
    parse,
    root: allowOutside ? undefined : { path: folder, real: realPath(fileSystem, folder) },
    linkedTo: linkedTo(fileSystem, path, key),
    documents: new Map(),
    schemas: new Map([[document, 'runbook']]),
    parts: new Set(),
    catalogs: new Map(),
    parameters: new Map(),
    inputs: new Map(),
    evaluated: new Set(),
    taken: { files: 0, characters: 0 },
  };
  const conversion: Conversion = {
    file: document.file,
    fileSystem,
    diagnostics,
    reading,
    chain: [{ key, path, from: undefined }],
    choices: new Map(),
    role: undefined,
    roleHandlers: [],
    elseAt: undefined,
  };
  const runbook = convertRunbook(conversion, document);
  const documents = new Set([
    document,
    ...[...reading.documents.values()].filter((each) => each !== undefined),
  ]);
  diagnostics.push(...keptBraces(documents, reading.evaluated, diagnostics));
  // The converters say more about a mistake than a schema can; the schema has the last word on what they let pass, so that an
  // editor and a run never disagree about a runbook that is accepted.
  if (!hasErrors(diagnostics)) {
    for (const [document, name] of reading.schemas)
      for (const each of validateDocument(document, schemaValidator(name))) diagnostics.push(each);
  }
  const isWhole = !hasErrors(diagnostics);
  const comments = Array.from(documents, ignoresIn);
  diagnostics.push(...comments.flatMap((each) => each.diagnostics));
  return {
    runbook: isWhole ? runbook : undefined,
    draft: isWhole || !runbook ? runbook : { ...runbook, gaps: findGaps(documents, diagnostics) },
    diagnostics: sortDiagnostics(withoutRepetitions(nameOddCharacters(diagnostics))),
    parts: reading.parts,
    ignores: comments.flatMap((each) => each.ignores),
    shared: Array.from(documents).flatMap((each) => each.shared),
  };
}

function realPath(fileSystem: FileSystem, path: string): string | undefined {
  try {
    return fileSystem.look?.(path).realPath;
  } catch {
    return undefined;
  }
}

/** Where a file really lies that was reached by a link to it, and not only by links among its folders. */
function linkedTo(fileSystem: FileSystem, path: string, real: string): string | undefined {
  const folder = realPath(fileSystem, dirname(path));
  return folder === undefined || dirname(real) === folder ? undefined : real;
}
