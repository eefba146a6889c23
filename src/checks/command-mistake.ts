import { type CommandLookup, moduleName } from '../catalog/index.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { replacing } from '../diagnostics/fix.ts';
import type { CmdletAction } from '../model/action.ts';
import type { Argument } from '../model/argument.ts';
import { mayBeBrought } from '../program/command-bringers.ts';
import { commandName, commandUses } from '../program/command-uses.ts';
import type { CheckSubject } from './check.ts';
import { commandsOf } from './commands-of.ts';

/** A command as a task or a script calls it. */
export type NamedCommand = Pick<CmdletAction, 'name' | 'module' | 'location'>;

/**
 * What is wrong with a command's name, in this session. `brought`: whether a task may define it; `perhaps` leaves out what is sure only of a session that is
 * known.
 */
export function commandMistake(
  lookup: CommandLookup,
  command: NamedCommand,
  subject: CheckSubject,
  brought = mayBeBrought(subject.program, command.name),
): Diagnostic | undefined {
  const { location } = command;
  switch (lookup.kind) {
    case 'known': {
      const [{ facts }] = lookup.commands;
      const module = facts.module ?? '';
      if (!lookup.notImported || importedByTask(subject, module)) return undefined;
      return {
        code: 'module-not-imported',
        severity: 'warning',
        message: `"${command.name}" is a command of the module "${module}", which the session does not import`,
        location,
        help: `import it: session: { modules: [${module}] }; PowerShell finds by itself only what PSModulePath leads to`,
      };
    }
    case 'other-edition': {
      const { catalog, facts } = lookup.command;
      const wanted = catalog.edition === 'core' ? 'PowerShell 7' : 'Windows PowerShell';
      const edition = catalog.edition ?? 'desktop';
      const other = edition === 'core' ? 'desktop' : 'core';
      return {
        code: 'other-edition',
        severity: lookup.sure ? 'error' : 'warning',
        message: `"${facts.name}" is a command of ${wanted}, and the session is "${other}"`,
        location,
        help: `leave "edition: ${other}" out or write "edition: ${edition}", or call another command`,
      };
    }
    case 'unknown':
      return unknown(lookup, command, subject, brought);
  }
}

function unknown(
  lookup: Extract<CommandLookup, { kind: 'unknown' }>,
  command: NamedCommand,
  subject: CheckSubject,
  brought: ReturnType<typeof mayBeBrought>,
): Diagnostic | undefined {
  const name = commandName(command);
  const { location } = command;
  if (brought === 'named') return undefined;
  const { near, inModule } = lookup;
  const others = commandsOf(subject).unknownModules;
  const isOpen = brought === 'perhaps' || others.length > 0;
  if (near !== undefined) {
    const isSure = !isOpen || inModule !== undefined;
    const meant = name.slice(0, name.length - command.name.length) + near;
    const fix = isSure && near === lookup.only ? replacing(location, name, meant) : undefined;
    return {
      code: 'unknown-command',
      severity: isSure ? 'error' : 'warning',
      message: `there is no command "${name}"`,
      location,
      help: `did you mean "${near}"?`,
      ...(fix && { fix }),
    };
  }
  if (inModule !== undefined) {
    const { similar } = lookup;
    return {
      code: 'unknown-command',
      severity: 'warning',
      message: `the module "${inModule}" has no command "${command.name}"`,
      location,
      ...(similar === undefined ? {} : { help: `did you mean "${similar}"?` }),
    };
  }
  if (isOpen) return undefined;
  const { similar } = lookup;
  return {
    code: 'uncatalogued-command',
    severity: 'information',
    message: `no catalog knows "${name}": the call is checked on the server, before the first task`,
    location,
    help:
      similar === undefined
        ? 'add a catalog of its module: docs/catalogs.md says how'
        : `did you mean "${similar}"? Else add a catalog of its module: docs/catalogs.md says how`,
  };
}

/** A task that names what it imports by an expression may import this one. */
function importedByTask(subject: CheckSubject, module: string): boolean {
  const wanted = module.toLowerCase();
  const mayName = (value: Argument): boolean =>
    value.kind !== 'value' || namesIn(value.value).some((each) => moduleName(each).toLowerCase() === wanted);
  const imports = commandUses(subject.program).filter(
    ({ action }) => action.name.toLowerCase() === 'import-module',
  );
  return (
    imports.some(({ action }) => action.parameters.some(({ value }) => mayName(value))) ||
    mayBeBrought(subject.program, module) === 'named'
  );
}

function namesIn(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
}
