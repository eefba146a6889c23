import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { readSchema } from '../../document/schema.ts';
import type { Environment } from '../environment.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import { writeOutput } from '../write-output.ts';

const suffix = '.schema.json';

/** `runbook schema`: the JSON Schemas of the files that people write and programs read. */
export function schemaCommand(environment: Environment): Command {
  const folder = join(environment.packageDirectory, 'schemas');
  const names = schemaNames(folder);
  return new Command('schema')
    .description('print a JSON Schema, for editors and programs')
    .argument('[name]', `which one: ${names.join(', ')}`, 'runbook')
    .option('-o, --output <file>', 'write it to a file')
    .action((name: string, { output }: { output?: string }) => {
      if (names.includes(name)) {
        writeOutput(textOf(name, join(folder, name + suffix)), output, environment);
        return;
      }
      writeDiagnostics([unknown(name, names)], environment);
      environment.exitCode = 4;
    });
}

function schemaNames(folder: string): string[] {
  return readdirSync(folder)
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
