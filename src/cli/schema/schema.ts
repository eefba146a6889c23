import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { shippedCatalogNames } from '../../catalog/index.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { readSchema } from '../../document/schema.ts';
import type { Environment } from '../environment.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import { collect } from '../options.ts';
import { writeOutput } from '../write-output.ts';
import { catalogsByName } from './catalogs-by-name.ts';
import { schemaWithCommands, WITH_TASKS } from './schema-with-commands.ts';

const suffix = '.schema.json';

/** `runbook schema`: the JSON Schemas of the files that people write and programs read. */
export function schemaCommand(environment: Environment): Command {
  const folder = schemaFolder(environment);
  const names = schemaNames(environment);
  return new Command('schema')
    .description('print a JSON Schema, for editors and programs')
    .argument('[name]', `which one: ${names.join(', ')}`, 'runbook')
    .option('-o, --output <file>', 'write it to a file')
    .addOption(
      new Option(
        '--with <catalog>',
        `the commands of a catalog, too, with their parameters: ${shippedCatalogNames.join(', ')}, or a file; more than once`,
      ).argParser(collect),
    )
    .action(async (name: string, { output, with: added = [] }: SchemaFlags) => {
      if (!names.includes(name)) {
        refuse([unknown(name, names)], environment);
        return;
      }
      if (added.length === 0) {
        writeOutput(textOf(name, join(folder, name + suffix)), output, environment);
        return;
      }
      const base = WITH_TASKS.find((each) => each === name);
      const { catalogs, diagnostics } = await catalogsByName(added, environment);
      if (!base || diagnostics.length > 0) {
        refuse(base ? diagnostics : [withoutTasks(name)], environment);
        return;
      }
      writeOutput(`${JSON.stringify(schemaWithCommands(base, catalogs))}\n`, output, environment);
    });
}

interface SchemaFlags {
  readonly output?: string;
  readonly with?: readonly string[];
}

function refuse(diagnostics: readonly Diagnostic[], environment: Environment): void {
  writeDiagnostics(diagnostics, environment);
  environment.exitCode = 4;
}

function withoutTasks(name: string): Diagnostic {
  return {
    code: 'unknown-schema',
    severity: 'error',
    message: `the schema "${name}" has no tasks, and so no commands`,
    help: `--with goes with ${WITH_TASKS.join(' and ')}`,
  };
}

function schemaFolder({ packageDirectory }: Pick<Environment, 'packageDirectory'>): string {
  return join(packageDirectory, 'schemas');
}

/** What `runbook schema` can print. */
export function schemaNames(environment: Pick<Environment, 'packageDirectory'>): readonly string[] {
  return readdirSync(schemaFolder(environment))
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .toSorted();
}

function textOf(name: string, path: string): string {
  return name === 'tasks' ? `${JSON.stringify(readSchema(name), null, 2)}\n` : readFileSync(path, 'utf8');
}

function unknown(name: string, names: readonly string[]): Diagnostic {
  const near = suggest(name, names);
  const help = near === undefined ? `there are ${names.join(', ')}` : `did you mean "${near}"?`;
  return { code: 'unknown-schema', severity: 'error', message: `there is no schema "${name}"`, help };
}
