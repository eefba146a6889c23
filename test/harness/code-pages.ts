import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODE_GROUPS, type CodeEntry } from '../../src/diagnostics/codes.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';

/** The page of a code, docs/checks/CODE.md. */
export interface CodePage {
  readonly code: string;
  readonly entry: CodeEntry;
  readonly path: string;
  readonly markdown: string;
}

export const codePages: readonly CodePage[] = CODE_GROUPS.flatMap(({ codes }) =>
  Object.entries(codes as Readonly<Record<string, CodeEntry>>).map(([code, entry]) => {
    const path = join(packageDirectory, 'docs', 'checks', `${code}.md`);
    return { code, entry, path, markdown: readFileSync(path, 'utf8') };
  }),
);

/** Blocks whose opening line names a file: ```yaml roles/web/tasks/main.yml */
export function filesOf(markdown: string): Readonly<Record<string, string>> {
  const named = markdown.matchAll(/^```\w+ (\S+)\n(.*?)^```/gms);
  return Object.fromEntries(Array.from(named, ([, name = '', text = '']) => [name, text]));
}

/** What is written below `$ runbook …`, as a person types it. */
export interface ConsoleExample {
  readonly command: string;
  readonly output: string;
}

export function consoleExamplesOf(markdown: string): readonly ConsoleExample[] {
  const blocks = markdown.matchAll(/^```console\n\$ ([^\n]*)\n(.*?)^```/gms);
  return Array.from(blocks, ([, command = '', output = '']) => ({ command, output }));
}
