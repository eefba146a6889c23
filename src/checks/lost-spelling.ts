import { bindName, type KnownCommand } from '../catalog/index.ts';
import type { Location } from '../diagnostics/source.ts';
import type { Argument } from '../model/argument.ts';
import { commandUses } from '../program/command-uses.ts';
import type { Check, Findings } from './check.ts';
import { commandsOf } from './commands-of.ts';

/**
 * What YAML takes for a number or for nothing, where a command takes a text: PowerShell makes a text of the number, and that is another one than is
 * written. Arguments of programs keep their spelling.
 */
export const lostSpelling: Check = {
  name: 'lost-spelling',
  sees: 'arguments',
  description: 'A number that a command takes as a text is the text that is written',
  run(subject, { report }) {
    for (const { action } of commandUses(subject.program)) {
      const lookup = commandsOf(subject).find(action.name, action.module);
      if (lookup.kind !== 'known') continue;
      for (const { name, value } of action.parameters) {
        if (lookup.commands.every((command) => takesText(command, name))) tell(value, name, report);
      }
    }
  },
};

function takesText(command: KnownCommand, name: string): boolean {
  const bound = bindName(command, name);
  return bound.kind === 'bound' && /^(?:String|Version)(?:\[\])?$/.test(bound.facts.type ?? '');
}

function tell(argument: Argument, name: string, report: Findings['report']): void {
  if ('items' in argument) {
    for (const item of argument.items ?? []) tell(item, name, report);
  } else if (argument.kind === 'value') {
    const { value, location } = argument;
    const written = textAt(location);
    const becomes = textOf(value);
    if (becomes === undefined || becomes === written || !/^[-+.~\w]+$/.test(written)) return;
    if (isToldAlready(written, name)) return;
    const quoted = `'${written}'`;
    report({
      code: 'lost-spelling',
      severity: 'warning',
      message:
        value === null
          ? `"${name}" takes a text, and ${written} is nothing in YAML`
          : `"${name}" takes a text, and ${written} is a number in YAML: the text becomes "${becomes}"`,
      location,
      help: `quote it: ${quoted}`,
      fix: { title: `write ${quoted}`, edits: [{ location, text: quoted }] },
    });
  }
}

function textAt({ file, range }: Location): string {
  return file.text.slice(range.start, range.end);
}

/** What PowerShell makes of a number. Nothing is meant where it is written as `null`; `~` is a folder and `Null` a name, too. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  return value === null ? 'null' : undefined;
}

/** By `leading-zero` and `lost-zero`. */
function isToldAlready(written: string, name: string): boolean {
  return /^0\d+$/.test(written) || (/version$/i.test(name) && /^\d+\.\d*0$/.test(written));
}
