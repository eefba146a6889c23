import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { oddCharacters } from '../text/odd-characters.ts';

const TURNS = /[\u202a-\u202e\u2066-\u2069]/;
/** Of one file: whoever put them in put in several. */
const MOST = 5;

/**
 * Characters that turn around in which order a text is shown, anywhere in a file, comments included: what people read is then not what is run ("Trojan Source",
 * CVE-2021-42574). Errors, `reordered-text`, one a line.
 */
export function reorderedText(file: SourceFile): readonly Diagnostic[] {
  if (!TURNS.test(file.text)) return [];
  const found: Diagnostic[] = [];
  let start = 0;
  for (const line of file.text.split('\n')) {
    const odd = TURNS.test(line) ? oddCharacters(line).filter(({ kind }) => kind === 'direction') : [];
    const [first] = odd;
    if (first && found.length < MOST) {
      const place = ({ index, text }: { readonly index: number; readonly text: string }) => ({
        file,
        range: { start: start + index, end: start + index + text.length },
      });
      found.push({
        code: 'reordered-text',
        severity: 'error',
        message: `${first.name} stands here: what is shown of this line is not what is run`,
        location: place(first),
        help: 'leave it out; where a text needs it, write it as an escape, such as "\\u2067" in double quotes or [char]0x2067 in a script',
        fix: {
          title: 'leave out what turns the text around',
          edits: odd.map((each) => ({ location: place(each), text: '' })),
        },
      });
    }
    start += line.length + 1;
  }
  return found;
}
