import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { lineAndColumn } from '../../diagnostics/print.ts';
import type { Location } from '../../diagnostics/source.ts';

/** A place as programs want it: lines and columns from 1, the end excluded. */
export interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function locationToJson({ file, range }: Location): JsonPlace {
  const start = lineAndColumn(file, range.start);
  const end = lineAndColumn(file, range.end);
  return { file: file.path, ...start, endLine: end.line, endColumn: end.column };
}

/** A diagnostic as `--format json` writes it. */
export function diagnosticToJson(diagnostic: Diagnostic): object {
  const { code, severity, message, location, help, related = [], fix } = diagnostic;
  return {
    code,
    documentation: `runbook explain ${code}`,
    severity,
    message,
    ...(location ? locationToJson(location) : {}),
    ...(help === undefined ? {} : { help }),
    ...(related.length === 0
      ? {}
      : { related: related.map((place) => ({ message: place.message, ...locationToJson(place.location) })) }),
    ...(fix && {
      fix: {
        title: fix.title,
        edits: fix.edits.map((edit) => ({ ...locationToJson(edit.location), text: edit.text })),
      },
    }),
  };
}
