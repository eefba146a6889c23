import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageDirectory } from './package-directory.ts';

/** The version of `runbook`, as `package.json` has it. */
export function runnerVersion(): string {
  const manifest = readFileSync(join(packageDirectory, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
