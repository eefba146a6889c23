import { Command, Option } from 'commander';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { FACT_GROUPS, HOST_FACTS, type HostFact } from '../../model/host-fact-table.ts';
import { factNamed, factOfVariable } from '../../model/host-facts.ts';
import { hostFacts } from '../../session/host-facts.ts';
import { harmlessJson, oneLine } from '../../text/printable.ts';
import { toJson } from '../../values/json.ts';
import type { Mapping, Value } from '../../values/value.ts';
import { addConnectionOptions } from '../connection/connection-options.ts';
import type { Environment } from '../environment.ts';
import { withSession, type SessionFlags } from '../with-session.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import { factLines } from './fact-lines.ts';

interface FactsFlags extends SessionFlags {
  readonly format: 'text' | 'json';
}

/** Milliseconds that each group may take: as in a runbook that says nothing. */
const LIMIT = 10_000;

/** `runbook facts`: what this machine, or a host, says of itself. Exit 3 where no session can be opened, 4 where there is no such fact. */
export function factsCommand(environment: Environment): Command {
  const command = new Command('facts')
    .description('print the facts of this machine, or of a host, that a runbook can read')
    .argument('[names...]', 'facts, such as hostname, or groups of them, such as memory; without any all')
    .addOption(
      new Option('--format <format>', 'how they are written').choices(['text', 'json']).default('text'),
    )
    .option('--powershell <path>', 'the PowerShell to use (also: RUNBOOK_POWERSHELL)');
  return addConnectionOptions(command).action((names: readonly string[], flags: FactsFlags) =>
    printFacts(names, flags, environment),
  );
}

async function printFacts(
  names: readonly string[],
  flags: FactsFlags,
  environment: Environment,
): Promise<void> {
  const unknown = names.filter((name) => factsNamed(name).length === 0);
  if (unknown.length > 0) {
    writeDiagnostics(unknown.map(unknownFact), environment);
    environment.exitCode = 4;
    return;
  }
  const wanted = new Set(names.flatMap(factsNamed));
  const facts = HOST_FACTS.filter((fact) => names.length === 0 || wanted.has(fact));
  const groups = FACT_GROUPS.filter((group) => facts.some((fact) => fact.group === group));
  await withSession(
    flags,
    () => [],
    environment,
    async (session) => {
      const said = await hostFacts(session, groups, LIMIT);
      for (const note of said.notes) environment.stderr.write(`note: ${oneLine(note)}\n`);
      const values = new Map(facts.map(({ name }) => [name, said.facts.get(name) ?? null]));
      environment.stdout.write(
        flags.format === 'json' ? jsonOf(values) : factLines(values, names.length > 0),
      );
    },
  );
}

/** By its own name, that of its variable, or that of its group. */
function factsNamed(name: string): readonly HostFact[] {
  const fact = factNamed(name.replace(/^ansible_facts\./, '')) ?? factOfVariable(name);
  return fact ? [fact] : HOST_FACTS.filter(({ group }) => group === name);
}

function unknownFact(name: string): Diagnostic {
  const near = suggest(name, [...HOST_FACTS.map((fact) => fact.name), ...FACT_GROUPS]);
  return {
    code: 'unknown-fact',
    severity: 'error',
    message: `there is no fact "${name}"`,
    help: near === undefined ? 'docs/facts.md lists them all' : `did you mean "${near}"?`,
  };
}

function jsonOf(facts: ReadonlyMap<string, Value> & Mapping): string {
  return `${harmlessJson(JSON.stringify(toJson(facts), null, 2))}\n`;
}
