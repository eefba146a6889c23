/** What is said of a look, whoever looks: by Node.js on this machine, by the far end on a host. */
export const lookWords = {
  denied: 'it may not be read',
  'in-use': 'another program has it open for itself',
  folder: 'it is a folder',
  there: 'it is there',
  missing: 'it is not there',
  refused: 'the connection is refused',
  'no-answer': 'nothing answers',
  'unknown-name': 'its name is not known',
  unreachable: 'no way leads there',
  takes: 'it takes connections',
} as const;

/** The runner's words for a reason, or the system's own. */
export function lookWord(reason: string): string {
  return Object.hasOwn(lookWords, reason) ? lookWords[reason as keyof typeof lookWords] : reason;
}
