import { execa } from 'execa';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandKinds } from './kinds-commands.ts';
import { expressionKinds } from './kinds-expressions.ts';
import { flowKinds } from './kinds-flow.ts';
import { formKinds } from './kinds-form.ts';
import { randomFrom } from './kind.ts';
import { scriptKinds } from './kinds-scripts.ts';
import { SourceFile, type Planting } from './source-file.ts';

export const kinds = [...formKinds, ...expressionKinds, ...commandKinds, ...scriptKinds, ...flowKinds];

const runbooks = fileURLToPath(new URL('runbooks/', import.meta.url));
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** How often a kind of mistake was planted and found, with one example of what was missed. */
export interface KindScore {
  readonly name: string;
  readonly planted: number;
  /** An error or a warning on the right line. */
  readonly found: number;
  /** Something was said, on another line. */
  readonly elsewhere: number;
  readonly missed: readonly string[];
}

export interface Score {
  readonly kinds: readonly KindScore[];
  /** What is said of the runbooks as they are: none of it should be. */
  readonly falseAlarms: readonly string[];
}

interface Finding {
  readonly file: string;
  readonly severity: string;
  readonly line: number;
  readonly code: string;
}

/**
 * Plants mistakes at random places of valid runbooks, one in each copy, and has `runbook validate` look for them.
 * `folder` is emptied of nothing and filled with the copies; `each` is how many are planted of a kind; the same `seed` plants the same.
 */
export async function plantAndCount(
  folder: string,
  { each, seed }: { each: number; seed: number },
): Promise<Score> {
  const random = randomFrom(seed);
  const names = readdirSync(runbooks).filter((name) => name.endsWith('.yml'));
  const sources = names.map((name) => ({
    name,
    file: new SourceFile(readFileSync(join(runbooks, name), 'utf8')),
  }));
  cpSync(runbooks, join(folder, 'unchanged'), { recursive: true });
  const planted = kinds.map(({ name, plant }, index) => {
    // Several rounds: most mistakes can be made in more than one way at the same place.
    const all = new Map<string, { runbook: string; planting: Planting }>();
    for (let round = 0; round < 8; round++) {
      for (const source of sources) {
        for (const planting of plant(source.file, random)) {
          if (planting.text !== source.file.text) all.set(planting.text, { runbook: source.name, planting });
        }
      }
    }
    const picked = pick([...all.values()], each, random).map(({ runbook, planting }, number) => {
      const copy = join(`kind-${String(index)}`, String(number));
      mkdirSync(join(folder, copy), { recursive: true });
      cpSync(join(runbooks, 'parts'), join(folder, copy, 'parts'), { recursive: true });
      writeFileSync(join(folder, copy, runbook), planting.text);
      return { path: join(copy, runbook), planting };
    });
    return { name, picked };
  });
  const paths = planted.flatMap(({ picked }) => picked.map(({ path }) => path));
  const findings = await validate(folder, ['unchanged', ...paths]);
  return {
    kinds: planted.map(({ name, picked }) => ({ name, ...count(picked, findings) })),
    falseAlarms: findings.filter(({ file }) => file.startsWith('unchanged')).map(told),
  };
}

function count(picked: readonly { path: string; planting: Planting }[], findings: readonly Finding[]) {
  const byFile = groupByFile(findings);
  let found = 0;
  let elsewhere = 0;
  const missed: string[] = [];
  for (const { path, planting } of picked) {
    const said = byFile.get(path) ?? [];
    if (said.some(({ line }) => line >= planting.from && line <= planting.to)) {
      found++;
      continue;
    }
    if (said.length > 0) elsewhere++;
    missed.push(
      `${path}:${String(planting.from)}${said.length > 0 ? ` (said: ${said.map(told).join(', ')})` : ''}`,
    );
  }
  return { planted: picked.length, found, elsewhere, missed };
}

/** What the binary says; notes are no findings. */
export async function validate(folder: string, paths: readonly string[]): Promise<readonly Finding[]> {
  const run = await execa('node', [main, 'validate', '--format', 'json', ...paths], {
    cwd: folder,
    reject: false,
    maxBuffer: 1e9,
  });
  const files = JSON.parse(run.stdout) as { file: string; diagnostics: Finding[] }[];
  return files
    .flatMap(({ file, diagnostics }) => diagnostics.map((diagnostic) => ({ ...diagnostic, runbook: file })))
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ runbook, severity, line, code, file }) => ({
      file: file === runbook ? file : runbook,
      severity,
      line: file === runbook ? line : 0,
      code,
    }));
}

function groupByFile(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.file);
    if (group) group.push(finding);
    else groups.set(finding.file, [finding]);
  }
  return groups;
}

function told({ file, line, code }: Finding): string {
  return `${file}:${line} ${code}`;
}

function pick<T>(all: readonly T[], count: number, random: () => number): readonly T[] {
  const rest = [...all];
  const picked: T[] = [];
  while (picked.length < count && rest.length > 0)
    picked.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return picked;
}
