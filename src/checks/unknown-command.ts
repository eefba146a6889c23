import { type CommandLookup, moduleName } from '../catalog/index.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { CmdletAction } from '../model/action.ts';
import { mayBeBrought } from '../program/command-bringers.ts';
import type { Check, CheckSubject } from './check.ts';
import { commandsOf, commandUses } from './commands-of.ts';

/** A command that the session does not have, as far as catalogs can tell. */
export const unknownCommand: Check = {
  name: 'unknown-command',
  description: 'Commands exist, in the PowerShell and the modules of the session',
  run(subject, { report }) {
    const told = new Set<string>();
    for (const { action } of commandUses(subject)) {
      const lookup = commandsOf(subject).find(action.name, action.module);
      const mistake = mistakeOf(lookup, action, subject);
      if (!mistake) continue;
      // A command that nobody knows is told of once, not at each of its uses.
      const key = nameOf(action).toLowerCase();
      if (mistake.severity === 'information' && told.has(key)) continue;
      told.add(key);
      report(mistake);
    }
  },
};

function nameOf({ name, module }: CmdletAction): string {
  return module === undefined ? name : `${module}\\${name}`;
}

function mistakeOf(
  lookup: CommandLookup,
  action: CmdletAction,
  subject: CheckSubject,
): Diagnostic | undefined {
  const { location } = action;
  switch (lookup.kind) {
    case 'known': {
      const [{ facts }] = lookup.commands;
      const module = facts.module ?? '';
      if (!lookup.notImported || importedByTask(subject, module)) return undefined;
      return {
        code: 'module-not-imported',
        severity: 'warning',
        message: `"${action.name}" is a command of the module "${module}", which the session does not import`,
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
      return unknown(lookup, action, subject);
  }
}

function unknown(
  { near, similar, inModule }: Extract<CommandLookup, { kind: 'unknown' }>,
  action: CmdletAction,
  subject: CheckSubject,
): Diagnostic | undefined {
  const name = nameOf(action);
  const { location } = action;
  const brought = mayBeBrought(subject.program, action.name);
  if (brought === 'named') return undefined;
  const others = commandsOf(subject).unknownModules;
  const isOpen = brought === 'perhaps' || others.length > 0;
  if (near !== undefined) {
    return {
      code: 'unknown-command',
      severity: isOpen && inModule === undefined ? 'warning' : 'error',
      message: `there is no command "${name}"`,
      location,
      help: `did you mean "${near}"?`,
    };
  }
  if (inModule !== undefined) {
    return {
      code: 'unknown-command',
      severity: 'warning',
      message: `the module "${inModule}" has no command "${action.name}"`,
      location,
      ...(similar === undefined ? {} : { help: `did you mean "${similar}"?` }),
    };
  }
  if (isOpen) return undefined;
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

function importedByTask(subject: CheckSubject, module: string): boolean {
  const wanted = module.toLowerCase();
  return (
    (subject.program.runbook.plays.length > 0 &&
      commandUses(subject).some(
        ({ action }) =>
          action.name.toLowerCase() === 'import-module' &&
          action.parameters.some(
            ({ value }) =>
              value.kind !== 'value' ||
              namesIn(value.value).some((each) => moduleName(each).toLowerCase() === wanted),
          ),
      )) ||
    mayBeBrought(subject.program, module) === 'named'
  );
}

function namesIn(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
}
