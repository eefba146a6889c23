import { recordText } from './record-text.ts';

/** Reads one `Objs` element that comes in pieces. */
export interface RecordReader {
  /** The texts of the records that are complete by now. `left` is there when the element has ended: what comes after it. */
  read(piece: string): { readonly text: string; readonly left?: string };
  /** What can be said of a record that will not be completed. */
  end(): string;
}

/** PowerShell's serializer escapes `<` and `>` wherever they do not belong to a tag. */
const TAG = /<(\/?)[A-Z]\w*(?:\s[^<>]*?)?(\/?)>/gi;
/** Characters of one record; what is longer is none. */
const LONGEST = 4 * 1024 * 1024;

export function createRecordReader(): RecordReader {
  let buffer = '';
  /** Where the next tag is looked for. */
  let from = 0;
  let depth = 0;

  /** Takes a piece off the buffer. */
  const take = (end: number): string => {
    const taken = buffer.slice(0, end);
    buffer = buffer.slice(end);
    from = 0;
    return taken;
  };

  return {
    read(piece) {
      buffer += piece;
      let text = '';
      for (;;) {
        TAG.lastIndex = from;
        const tag = TAG.exec(buffer);
        if (!tag) break;
        // A native program that shares the stream writes between two records.
        if (depth === 1) text += take(tag.index);
        from = (depth === 1 ? 0 : tag.index) + tag[0].length;
        if (tag[1] === '/') depth--;
        else if (tag[2] === '') depth++;
        if (depth === 0) {
          take(from);
          return { text, left: buffer };
        }
        if (depth === 1) text += recordText(take(from));
      }
      if (buffer.length > LONGEST) return { text: text + take(buffer.length), left: '' };
      return { text };
    },
    end: () => recordText(buffer),
  };
}
