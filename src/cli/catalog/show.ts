import { readCatalogs } from './read-catalogs.ts';
import { commandToJson, commandsNamed, suggestCommand } from '../../catalog/index.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { harmlessJson, oneLine } from '../../text/printable.ts';
import type { Environment } from '../environment.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import { commandText } from './command-text.ts';

export interface ShowFlags {
  readonly json?: boolean;
  readonly catalog?: readonly string[];
}

/** `runbook catalog show NAME`: what the catalogs know of a command, each that knows it. Exit 4 where none does. */
export async function showCommand(
  name: string,
  { json, catalog }: ShowFlags,
  environment: Environment,
): Promise<void> {
  const { catalogs, diagnostics } = await readCatalogs(catalog, environment);
  const found = commandsNamed(name, catalogs);
  if (diagnostics.length > 0 || found.length === 0) {
    writeDiagnostics(diagnostics.length > 0 ? diagnostics : [unknown(name)], environment);
    environment.exitCode = 4;
    return;
  }
  environment.stdout.write(
    json
      ? `${harmlessJson(JSON.stringify(found.map(commandToJson), null, 2))}\n`
      : found.map((each) => commandText(each).split('\n').map(oneLine).join('\n')).join('\n'),
  );
}

function unknown(name: string): Diagnostic {
  const near = suggestCommand(name);
  return {
    code: 'unknown-command',
    severity: 'error',
    message: `no catalog knows "${name}"`,
    help: near === undefined ? 'docs/catalogs.md says which catalogs there are' : `did you mean "${near}"?`,
  };
}
