/** Keys of other tools, and of earlier habits, and what they are here. */
const WORDS: Readonly<Record<string, string>> = {
  parameters: 'params',
  inputs: 'params',
  arguments: 'params',
  variables: 'vars',
  env: 'environment',
  steps: 'tasks',
  jobs: 'tasks',
  stages: 'tasks',
  if: 'when',
  condition: 'when',
  foreach: 'loop',
  finally: 'always',
  catch: 'rescue',
};

/** The key that does here what the word does elsewhere, where it is one of those that are possible; undefined for any other word. */
export function meantByOthers(word: string, keys: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const meant = Object.hasOwn(WORDS, lower) ? WORDS[lower] : undefined;
  return meant !== undefined && keys.includes(meant) ? meant : undefined;
}
