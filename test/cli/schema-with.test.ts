import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { parse } from 'yaml';
import { schemaCommand } from '../../src/cli/schema/schema.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary-folder.ts';

interface Property {
  readonly description: string;
}

interface Command {
  readonly description: string;
  readonly anyOf: readonly { readonly properties?: Readonly<Record<string, Property>> }[];
}

interface Written {
  readonly $id: string;
  readonly $comment: string;
  readonly $defs: Readonly<Record<string, Command>>;
}

const contoso = JSON.stringify({
  format: 1,
  name: 'contoso',
  version: '1.0',
  edition: null,
  platforms: null,
  source: {
    licence: 'MIT',
    attribution: 'Contoso',
    parts: [{ id: 'session', session: 'PowerShell 7.6.9 (Core)' }],
  },
  commonParameters: [],
  shouldProcessParameters: [],
  commands: {
    'Get-Depot': {
      module: 'Contoso',
      kind: 'Function',
      shouldProcess: false,
      defaultSet: null,
      from: ['session'],
      parameters: { Kind: { type: 'String', values: ['Inner', 'Outer'], valuesKind: 'set' } },
      sets: { __AllParameterSets: { Kind: { mandatory: true } } },
    },
  },
  aliases: {},
});

describe('runbook schema --with', () => {
  const folder = temporaryFolder({ 'contoso.json': contoso });
  const write = async (...args: string[]) => {
    const { stdout, stderr, exitCode } = await runCommand(schemaCommand, args, { directory: folder.path });
    expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
    return JSON.parse(stdout) as Written;
  };
  const validator = (schema: object) => {
    const ajv = addFormats.default(new Ajv2020({ strict: true, allErrors: true }));
    expect(ajv.validateSchema(schema), ajv.errorsText()).to.equal(true);
    const validate = ajv.compile(schema);
    return (value: unknown) =>
      validate(value) ? [] : (validate.errors ?? []).map(({ instancePath }) => instancePath);
  };
  const task = (name: string, parameters: unknown) => ({ tasks: [{ [name]: parameters }] });

  it('writes a JSON Schema that takes the runbook that ships', async () => {
    const errors = validator(await write('--with', 'lync-server-2013', '--with', 'contoso.json'));
    const path = join(packageDirectory, 'runbooks', 'lync-backend.yml');
    expect(errors(parse(readFileSync(path, 'utf8')))).to.deep.equal([]);
  });

  it('has the parameters of each command, with what is known of them', async () => {
    const { $comment, $defs } = await write('--with', 'lync-server-2013');
    expect($comment).to.contain('CC-BY-4.0').and.to.contain('Microsoft Corporation');
    const command = $defs['Install-CsDatabase'];
    expect(command?.description).to.contain('module "Lync"').and.to.contain('-ConfiguredDatabases');
    const properties = command?.anyOf.at(-1)?.properties;
    expect(properties).to.include.keys('ConfiguredDatabases', 'SqlServerFqdn', 'UseDefaultSqlPaths');
    expect(properties?.['ConfiguredDatabases']?.description).to.equal(
      'SwitchParameter, only in "ByConfigured", and mandatory there.',
    );
  });

  it('refuses a value that a parameter does not take, and takes any spelling of one that it does', async () => {
    const errors = validator(await write('--with', './contoso.json'));
    expect(errors(task('Get-Depot', { Kind: 'Middle' }))).to.include('/tasks/0/Get-Depot/Kind');
    for (const kind of ['Inner', 'outer', '{{ kind }}', ['Inner', 'OUTER']])
      expect(errors(task('Get-Depot', { Kind: kind })), JSON.stringify(kind)).to.deep.equal([]);
    expect(errors(task('Get-Depot', null))).to.deep.equal([]);
    expect(errors(task('Get-Other', { Anything: 1 }))).to.deep.equal([]);
  });

  it('writes the schema of files of tasks, too', async () => {
    const schema = await write('tasks', '--with', 'contoso.json');
    expect(schema.$id).to.equal('https://runbook.invalid/schemas/tasks+contoso.schema.json');
    const errors = validator(schema);
    expect(errors([{ 'Get-Depot': { Kind: 'Inner' } }])).to.deep.equal([]);
    expect(errors([{ 'Get-Depot': { Kind: 'Middle' } }])).to.include('/0/Get-Depot/Kind');
  });

  it('says what is wrong with a catalog, or a schema that has no commands', async () => {
    const said = async (...args: string[]) => {
      const { stderr, exitCode } = await runCommand(schemaCommand, args, { directory: folder.path });
      expect(exitCode).to.equal(4);
      return stderr;
    };
    expect(await said('--with', 'lync-server-2012')).to.equal(
      'error: there is no catalog "lync-server-2012" [catalog]\n  = did you mean "lync-server-2013"?\n',
    );
    expect(await said('--with', 'no.json')).to.contain('"no.json" cannot be read: there is no such file');
    expect(await said('scenario', '--with', 'contoso.json')).to.equal(
      'error: the schema "scenario" has no tasks, and so no commands [unknown-schema]\n  = --with goes with runbook and tasks\n',
    );
  });
});
