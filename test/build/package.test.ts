import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { tryPackage } from '../../build/try-package.ts';
import { root } from '../harness/paths.ts';

interface Manifest {
  readonly license: string;
  readonly scripts: Readonly<Record<string, string>>;
}
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

describe('The npm package', function () {
  this.timeout(300_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'runbook-pack-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('works from its tarball, in an empty folder and without a network', () => {
    const args = ['tsx', join(root, 'build', 'release.ts'), folder];
    const said = execFileSync('npx', args, {
      cwd: root,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    expect(said).to.match(/runbook-\d+\.\d+\.\d+\.tgz: works from an empty folder/);
    expect(readdirSync(folder)).to.have.length(1);
  });

  it('is said to be broken where a file is missing in it, or one too many', function () {
    if (process.platform === 'win32') this.skip();
    const [tarball = ''] = readdirSync(folder);
    execFileSync('tar', ['-xzf', tarball], { cwd: folder });
    const inside = join(folder, 'package');
    for (const path of ['LICENSE', 'starter', 'completions']) rmSync(join(inside, path), { recursive: true });
    execFileSync('mkdir', ['-p', join(inside, 'src')]);
    execFileSync('sh', ['-c', 'echo x > package/src/x.ts && tar -czf broken.tgz package'], { cwd: folder });
    const problems = tryPackage(join(folder, 'broken.tgz'));
    expect(problems).to.include.members(['it has no LICENSE', 'it has src']);
    expect(problems.some((problem) => problem.startsWith('runbook init ended with 4'))).to.equal(true);
    expect(problems.some((problem) => problem.startsWith('runbook completion bash ended with'))).to.equal(
      true,
    );
  });

  it('is under the license that stands beside it', () => {
    expect(readFileSync(join(root, 'LICENSE'), 'utf8')).to.match(
      new RegExp(`^${manifest.license} License\n`),
    );
  });
});

describe('The CI of this repository', () => {
  interface Job {
    readonly 'runs-on': string;
    readonly strategy?: { readonly matrix: { readonly include: readonly { readonly powershell: string }[] } };
    readonly steps: readonly { readonly run?: string }[];
  }
  const path = join(root, '.github', 'workflows', 'ci.yml');
  const { jobs } = parse(readFileSync(path, 'utf8')) as { jobs: Readonly<Record<string, Job>> };

  it('has Linux, macOS, and Windows with both PowerShells', () => {
    const systems = new Set(Object.values(jobs).map((job) => job['runs-on']));
    expect([...systems]).to.have.members(['ubuntu-latest', 'macos-latest', 'windows-latest']);
    const shells = jobs['windows']?.strategy?.matrix.include.map(({ powershell }) => powershell);
    expect(shells).to.deep.equal(['powershell.exe', 'pwsh.exe']);
  });

  it('runs scripts that are there', () => {
    const lines = Object.values(jobs).flatMap(({ steps }) =>
      steps.flatMap(({ run = '' }) => run.split('\n')),
    );
    const scripts = lines.flatMap((line) => /(?:^| )npm run (\S+)/.exec(line.trim())?.[1] ?? []);
    expect(scripts).to.include('release:try');
    for (const script of scripts) expect(manifest.scripts).to.have.property(script);
  });
});
