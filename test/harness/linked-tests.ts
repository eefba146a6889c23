import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from './paths.ts';

/** The links of a page in `docs` to tests, `[title](../test/…)`, that lead to no `it` or `describe` of this title. `count`: how many links there are. */
export function linkedTests(page: string): { readonly count: number; readonly dead: readonly string[] } {
  const links = [...page.matchAll(/\[([^\]]+)\]\((\.\.\/test\/[^)]+)\)/g)];
  const dead = links.flatMap(([, title = '', path = '']) => {
    const file = resolve(root, 'docs', path);
    const calls = ['it', 'describe'].flatMap((call) => [
      `${call}('${title.replaceAll("'", "\\'")}'`,
      `${call}("${title}"`,
    ]);
    const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return calls.some((call) => source.includes(call)) ? [] : [`"${title}" in ${path}`];
  });
  return { count: links.length, dead };
}
