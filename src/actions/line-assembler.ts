/** Puts pieces of text together to whole lines. */
export interface LineAssembler {
  push(text: string): void;
  /** Gives out what is left without a line end. */
  end(): void;
}

/** A line without an end is given out in parts of this many characters, so that memory stays bounded. */
const LONGEST = 1 << 16;

export function createLineAssembler(onLine: (line: string) => void): LineAssembler {
  let rest = '';
  return {
    push(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
      while (rest.length > LONGEST) {
        onLine(rest.slice(0, LONGEST));
        rest = rest.slice(LONGEST);
      }
    },
    end() {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}

/** Collects text up to a limit; what comes after is counted only. */
export interface BoundedText {
  add(text: string): void;
  text(): string;
  isTruncated(): boolean;
}

/** Characters of one stream that a result keeps: of one that something reads, and of one that is only told of. */
const KEPT_TEXT = 16 * 1024 * 1024;
const TOLD_TEXT = 256 * 1024;

/** `isRead`: whether anything reads the result. */
export function createBoundedText(isRead: boolean, limit = isRead ? KEPT_TEXT : TOLD_TEXT): BoundedText {
  const pieces: string[] = [];
  let length = 0;
  let truncated = false;
  return {
    add(text) {
      if (length + text.length <= limit) {
        pieces.push(text);
        length += text.length;
      } else if (!truncated) {
        pieces.push(text.slice(0, limit - length));
        length = limit;
        truncated = true;
      }
    },
    // Not getters: V8 keeps those of an object literal where only a full collection looks, with all that they see, task for task.
    text: () => pieces.join(''),
    isTruncated: () => truncated,
  };
}
