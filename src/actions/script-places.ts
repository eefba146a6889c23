import { lineAt } from '../diagnostics/line-at.ts';
import type { SourceText } from '../diagnostics/source.ts';

/** Where a script stands in a file, as data. */
export interface ScriptPlaces {
  readonly file: string;
  /** In the script's order; each holds as long as lines and columns go on as they do in the script. */
  readonly pieces: readonly ScriptPiece[];
}

/** Lines and columns from 1, columns in UTF-16 code units as PowerShell counts them. */
export interface ScriptPiece {
  readonly line: number;
  readonly column: number;
  readonly fileLine: number;
  readonly fileColumn: number;
}

/** A task in a loop is prepared for each item. */
const known = new WeakMap<SourceText, ScriptPlaces>();

/** The places of a script: one piece for a block that keeps its lines, more where YAML folds lines or has escapes. */
export function placesOf(source: SourceText): ScriptPlaces {
  const before = known.get(source);
  if (before) return before;
  const pieces: ScriptPiece[] = [];
  let line = 1;
  let column = 1;
  for (let index = 0; index < source.text.length; index++, column++) {
    if (source.text[index] === '\n') {
      line++;
      column = 0;
      continue;
    }
    const offset = source.offsetOf(index);
    const at = lineAt(source.file, offset);
    const piece = { line, column, fileLine: at.line, fileColumn: offset - at.start + 1 };
    const expected = pieces.length === 0 ? undefined : placeIn(pieces, line, column);
    if (expected?.line !== piece.fileLine || expected.column !== piece.fileColumn) pieces.push(piece);
  }
  const places = { file: source.file.path, pieces };
  known.set(source, places);
  return places;
}

/** The place in the file, as messages name it: `site.yml:12:9`. */
export function placeText({ file, pieces }: ScriptPlaces, line: number, column: number): string | undefined {
  const place = placeIn(pieces, line, column);
  return place && `${file}:${place.line}:${place.column}`;
}

function placeIn(
  pieces: readonly ScriptPiece[],
  line: number,
  column: number,
): { readonly line: number; readonly column: number } | undefined {
  const piece = pieces.findLast((each) => each.line < line || (each.line === line && each.column <= column));
  return (
    piece && {
      line: piece.fileLine + line - piece.line,
      column: piece.fileColumn + column - piece.column,
    }
  );
}
