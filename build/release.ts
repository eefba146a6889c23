import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageDirectory } from '../src/package/package-directory.ts';
import { tryPackage } from './try-package.ts';

/** Packs what is built into a folder (`release/`, or the one that is named), and tries the tarball. Exit code 1 where something is wrong with it. */
const folder = resolve(process.argv[2] ?? join(packageDirectory, 'release'));
mkdirSync(folder, { recursive: true });
const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
  cwd: packageDirectory,
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const [{ filename, unpackedSize }] = JSON.parse(packed) as [{ filename: string; unpackedSize: number }];
const problems = tryPackage(join(folder, filename));
for (const problem of problems) console.error(problem);
if (problems.length === 0)
  console.log(
    `${join(folder, filename)}: works from an empty folder, ${(unpackedSize / 1e6).toFixed(1)} MB unpacked`,
  );
process.exitCode = problems.length === 0 ? 0 : 1;
