/** What a run has said of the texts that are expected of it; line breaks and indentation do not count. */
export interface SaidTexts {
  hear(text: string): void;
  /** Whether it was said; a text that is none of the expected ones was not. */
  has(expected: string): boolean;
  /** The line that comes nearest to a text which was not said. */
  nearest(expected: string): string | undefined;
}

/** Longer lines are no sentences. */
const LONGEST_LINE = 400;

/** How much of the words of a text a line has to have to be told as near to it. */
const NEAR = 0.5;

/** Keeps no more of what is said than the texts are long. */
export function createSaidTexts(expected: readonly string[]): SaidTexts {
  const wanted = new Map(
    expected.map((text) => [text, { text: flat(text), words: wordsOf(text), said: false, ...nothing }]),
  );
  const longest = Math.max(0, ...[...wanted.values()].map(({ text }) => text.length));
  let tail = '';
  return {
    hear(text) {
      if (wanted.size === 0) return;
      const heard = `${tail} ${flat(text)}`;
      for (const each of wanted.values()) each.said ||= heard.includes(each.text);
      tail = heard.slice(Math.max(0, heard.length - longest));
      const open = [...wanted.values()].filter(({ said }) => !said);
      if (open.length === 0) return;
      for (const line of text.split('\n')) {
        if (line.length > LONGEST_LINE) continue;
        const has = new Set(wordsOf(line));
        for (const each of open) {
          const score = each.words.filter((word) => has.has(word)).length / Math.max(1, each.words.length);
          if (score > each.score) [each.score, each.near] = [score, line.trim()];
        }
      }
    },
    has: (text) => wanted.get(text)?.said === true,
    nearest(text) {
      const { score = 0, near } = wanted.get(text) ?? {};
      return score >= NEAR ? near : undefined;
    },
  };
}

const nothing: { score: number; near: string | undefined } = { score: 0, near: undefined };

function flat(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

function wordsOf(text: string): readonly string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])];
}
