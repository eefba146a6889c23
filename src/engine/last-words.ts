import type { Mask } from '../secrets/mask.ts';

/** Lines of a program's output that belong to the reason of its failure. */
const LINES = 5;
/** Characters of one line. */
const LONGEST = 300;
/** What is looked at: hiding secrets in all of an output would take its time, and more than this is not shown. */
const LOOKED_AT = 64 * 1024;

/**
 * The last lines that say anything, each after a line feed; empty where there are none. Secrets are hidden before anything is cut: of half a secret
 * nobody could tell what it is.
 */
export function lastWords(output: string | undefined, mask: Pick<Mask, 'mask'>): string {
  if (output === undefined) return '';
  const end = output.slice(-LOOKED_AT);
  // The first line was perhaps cut, and a secret in it.
  const whole = end.length < output.length ? end.slice(end.indexOf('\n') + 1) : end;
  return mask
    .mask(whole)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-LINES)
    .map((line) => `\n${line.length > LONGEST ? `…${line.slice(-LONGEST)}` : line}`)
    .join('');
}
