import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runnerVersion } from '../../src/package/runner-version.ts';
import { root } from '../harness/paths.ts';

interface Manifest {
  readonly version: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly languages: readonly {
      readonly id: string;
      readonly filenamePatterns: readonly string[];
      readonly configuration: string;
    }[];
    readonly grammars: readonly { readonly language: string; readonly path: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, object>> };
    readonly commands: readonly { readonly command: string }[];
  };
}

const folder = join(root, 'editors', 'vscode');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const code = read('src/extension.ts');

/** `.ci/run` packs it, which needs its own packages; what it says of itself is looked at here. */
describe('The extension for VS Code', () => {
  it('has the version of the runner, and files that are there', () => {
    const { version, contributes } = manifest;
    expect(version).to.equal(runnerVersion);
    const named = [
      ...contributes.languages.map((each) => each.configuration),
      ...contributes.grammars.map(({ path }) => path),
    ];
    expect(named.map((name) => existsSync(join(folder, name)))).to.deep.equal([true, true]);
    for (const name of named) JSON.parse(read(name));
    expect(contributes.grammars.map(({ language }) => language)).to.deep.equal(
      contributes.languages.map(({ id }) => id),
    );
  });

  it('declares each setting and command that its code asks for, and no other', () => {
    const { configuration, commands } = manifest.contributes;
    const asked = Array.from(
      code.matchAll(/\.get(?:<[^(]*>)?\('(\w+)'/g),
      ([, name]) => `runbook.${name ?? ''}`,
    );
    expect(asked).to.have.members(Object.keys(configuration.properties));
    const registered = Array.from(code.matchAll(/registerCommand\('([\w.]+)'/g), ([, name]) => name);
    expect(registered).to.have.members(commands.map(({ command }) => command));
  });

  it('needs no later VS Code than it says', () => {
    const wanted = /(\d+)\.(\d+)/.exec(manifest.engines.vscode)?.[0];
    expect(manifest.devDependencies['@types/vscode']).to.match(new RegExp(`^~${wanted ?? ''}\\.`));
    const lock = JSON.parse(read('package-lock.json')) as {
      readonly packages: Readonly<Record<string, { readonly engines?: Readonly<Record<string, string>> }>>;
    };
    expect(lock.packages['node_modules/vscode-languageclient']?.engines?.['vscode']).to.equal(
      manifest.engines.vscode,
    );
  });
});
