import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { schemaCommand } from '../../src/cli/schema/schema.ts';
import { readSchema } from '../../src/document/schema.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary-folder.ts';

const schema = (name: string) =>
  readFileSync(join(packageDirectory, 'schemas', `${name}.schema.json`), 'utf8');

describe('runbook schema', () => {
  const folder = temporaryFolder({ 'file/in-the-way': '' });

  it('prints the schema of runbooks, and each other by its name', async () => {
    expect((await runCommand(schemaCommand, [])).stdout).to.equal(schema('runbook'));
    const files = readdirSync(join(packageDirectory, 'schemas')).filter((name) =>
      name.endsWith('.schema.json'),
    );
    expect(files).to.include('runbook.schema.json');
    for (const file of files) {
      const name = file.replace('.schema.json', '');
      const { stdout } = await runCommand(schemaCommand, [name]);
      if (name === 'tasks') expect(JSON.parse(stdout)).to.deep.equal(readSchema(name));
      else expect(stdout).to.equal(schema(name));
    }
  });

  it('writes it to a file', async () => {
    const run = await runCommand(schemaCommand, ['--output', 'out.json'], { directory: folder.path });
    expect(run).to.deep.equal({ stdout: '', stderr: '', exitCode: 0 });
    expect(readFileSync(join(folder.path, 'out.json'), 'utf8')).to.equal(schema('runbook'));
  });

  it('says what is wrong with a name or a file', async () => {
    const unknown = await runCommand(schemaCommand, ['runbok']);
    expect(unknown.stderr).to.equal(
      'error: there is no schema "runbok" [unknown-schema]\n  = did you mean "runbook"?\n',
    );
    expect(unknown.exitCode).to.equal(4);
    const unwritable = await runCommand(schemaCommand, ['-o', join('no', 'such', 'folder.json')], {
      directory: folder.path,
    });
    expect(unwritable.stderr).to.contain('folder.json" cannot be written').and.to.contain('[cannot-write]');
    expect(unwritable.exitCode).to.equal(4);
  });
});
