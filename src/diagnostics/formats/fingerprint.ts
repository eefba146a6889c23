import { sha256 } from '../../text/sha256.ts';
import { lineAt } from '../line-at.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { SourceFile } from '../source.ts';

/**
 * By what a finding is known again when the lines around it have moved: its code, its file, and the text of its line without what is blank. Of several that are the same in all that, each has a
 * number, from the top.
 */
export type Fingerprints = (diagnostic: Diagnostic, file: string) => string;

export function fingerprints(): Fingerprints {
  const seen = new Map<string, number>();
  return ({ code, location }, file) => {
    const line = location ? lineText(location.file, location.range.start) : '';
    const what = sha256([code, file, line].join('\0'));
    const number = (seen.get(what) ?? 0) + 1;
    seen.set(what, number);
    return `${what}:${number}`;
  };
}

/** Nothing of a file whose text is not to be shown: a hash of a short secret can be guessed. */
function lineText(file: SourceFile, offset: number): string {
  if (file.hidden === true) return '';
  const { start } = lineAt(file, offset);
  const end = file.text.indexOf('\n', start);
  return file.text.slice(start, end === -1 ? undefined : end).replace(/\s+/g, '');
}
