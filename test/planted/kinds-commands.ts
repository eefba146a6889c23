import { readFileSync } from 'node:fs';
import { isMap, isScalar, isSeq } from 'yaml';
import { misspelt, oneOf, type Kind } from './kind.ts';
import { entriesOf, entryOf, type Entry, type SourceFile, type TaskPlace } from './source-file.ts';

interface Parameter {
  readonly type: string;
  readonly switch?: boolean;
  readonly values?: readonly string[];
}

interface Command {
  readonly module: string | null;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly sets: Readonly<Record<string, Readonly<Record<string, { readonly mandatory?: boolean | null }>>>>;
}

/** What the shipped catalogs say, read as the plain facts that they are: for Windows PowerShell, and for PowerShell 7. */
const desktop = commandsOf('windows-powershell-5.1', 'lync-server-2013');
const core = commandsOf('powershell-7.6');

function commandsOf(...names: readonly string[]): ReadonlyMap<string, Command> {
  return new Map(
    names.flatMap((name) => {
      const text = readFileSync(new URL(`../../catalogs/${name}.json`, import.meta.url), 'utf8');
      return Object.entries((JSON.parse(text) as { commands: Record<string, Command> }).commands);
    }),
  );
}

const desktopOnly = [
  'Get-WmiObject: { Class: Win32_Service }',
  'Get-EventLog: { LogName: System }',
  'New-WebServiceProxy: { Uri: http://localhost/service }',
  'Checkpoint-Computer: { Description: before }',
];

interface Call {
  readonly task: TaskPlace;
  readonly action: Entry;
  readonly command: Command;
  readonly parameters: readonly Entry[];
}

/** Mistakes in calls of cmdlets. */
export const commandKinds: readonly Kind[] = [
  {
    name: 'a command is misspelt',
    plant: (file, random) =>
      calls(file).map(({ action }) => {
        const [verb, noun] = action.key.split('-') as [string, string];
        return file.replace(action.keyStart, action.keyEnd, `${verb}-${misspelt(noun, random)}`);
      }),
  },
  {
    name: "a command's parameter is misspelt",
    plant: (file, random) =>
      calls(file).flatMap(({ parameters }) =>
        parameters.map(({ key, keyStart, keyEnd }) => file.replace(keyStart, keyEnd, misspelt(key, random))),
      ),
  },
  {
    name: 'a value is none of those that a parameter takes',
    plant: (file, random) =>
      calls(file).flatMap(({ command, parameters }) =>
        parameters
          .filter(({ key, value }) => command.parameters[key]?.values && isScalar(value))
          .map(({ valueStart, valueEnd }) =>
            file.replace(valueStart, valueEnd, oneOf(['Elsewhere', 'Maximal', 'Every'], random)),
          ),
      ),
  },
  {
    name: 'a parameter that is a number gets a word',
    plant: (file, random) =>
      calls(file).flatMap(({ command, parameters }) =>
        parameters
          .filter(
            ({ key, value }) =>
              /^(Nullable<)?U?Int(16|32|64)/.test(command.parameters[key]?.type ?? '') && isScalar(value),
          )
          .map(({ valueStart, valueEnd }) =>
            file.replace(valueStart, valueEnd, oneOf(['several', 'a lot', '[x]', '12x'], random)),
          ),
      ),
  },
  {
    name: 'a switch gets a word',
    plant: (file, random) =>
      calls(file).flatMap(({ command, parameters }) =>
        parameters
          .filter(
            ({ key }) =>
              command.parameters[key]?.switch === true || command.parameters[key]?.type === 'SwitchParameter',
          )
          .map(({ valueStart, valueEnd }) =>
            file.replace(valueStart, valueEnd, oneOf(['always', 'yes', 'maybe'], random)),
          ),
      ),
  },
  {
    name: 'a mandatory parameter is missing',
    plant: (file) =>
      calls(file).flatMap(({ task, action, command, parameters }) => {
        const named = parameters.map(({ key }) => key);
        return parameters.flatMap((parameter) => {
          const rest = named.filter((name) => name !== parameter.key);
          const fits = Object.values(command.sets).some(
            (set) =>
              rest.every((name) => name in set || !(name in command.parameters)) &&
              Object.entries(set).every(([name, { mandatory }]) => !mandatory || rest.includes(name)),
          );
          if (fits || !isMap(action.value) || file.text[action.valueStart] !== '{') return [];
          return [withoutEntry(file, task, action, parameter)];
        });
      }),
  },
  {
    name: 'two parameters exclude each other',
    plant: (file) =>
      calls(file).flatMap(({ task, action, command, parameters }) => {
        if (!isMap(action.value) || file.text[action.valueStart] !== '{' || parameters.length === 0)
          return [];
        const named = parameters.map(({ key }) => key).filter((name) => name in command.parameters);
        const other = Object.keys(command.parameters).find(
          (name) =>
            !named.includes(name) &&
            command.parameters[name]!.type === 'String' &&
            !Object.values(command.sets).some((set) => [...named, name].every((one) => one in set)),
        );
        if (!other) return [];
        const line = { from: file.lineAt(task.start), to: file.lineAt(task.end) };
        return [file.replace(action.valueEnd - 1, action.valueEnd, `, ${other}: something }`, line)];
      }),
  },
  {
    name: 'the module of a command is not imported',
    plant: (file, random) => {
      const places = [file.top, ...new Set(file.tasks.map(({ play }) => play))].flatMap((entries) =>
        entries.filter(({ key }) => key === 'session').map((session) => ({ entries, session })),
      );
      return places.flatMap(({ entries, session }) => {
        const modules = isMap(session.value) ? entryOf(entriesOf(session.value), 'modules') : undefined;
        if (
          !modules ||
          !isSeq(modules.value) ||
          !file.text.slice(modules.valueStart, modules.valueEnd).includes('Lync')
        )
          return [];
        const lines = calls(file)
          .filter(({ task, command }) => task.play === entries && command.module === 'Lync')
          .map(({ action }) => file.lineAt(action.keyStart));
        return lines.map((line) =>
          file.replace(
            modules.valueStart,
            modules.valueEnd,
            oneOf(['[SmbShare]', '[]', '[NetSecurity]'], random),
            { from: line, to: line },
          ),
        );
      });
    },
  },
  {
    name: 'a command exists in Windows PowerShell only',
    plant: (file, random) =>
      /edition: core/.test(file.text)
        ? file.tasks
            .filter((task) => file.isBlockStyle(task) && task.section !== 'choose')
            .map((task) => {
              const indent = file.indentOf(task).slice(2);
              const line = file.lineAt(task.end) + 1;
              return file.replace(task.end, task.end, `\n${indent}- ${oneOf(desktopOnly, random)}`, {
                from: line,
                to: line,
              });
            })
        : [],
  },
];

function calls(file: SourceFile): readonly Call[] {
  return file.tasks.flatMap((task) =>
    task.entries.flatMap((action) => {
      const command = (/edition: core/.test(file.text) ? core : desktop).get(action.key);
      return command
        ? [{ task, action, command, parameters: isMap(action.value) ? entriesOf(action.value) : [] }]
        : [];
    }),
  );
}

function withoutEntry(file: SourceFile, task: TaskPlace, action: Entry, parameter: Entry) {
  const lines = { from: file.lineAt(task.start), to: file.lineAt(task.end) };
  const before = file.text.slice(action.valueStart, parameter.keyStart);
  const comma = before.lastIndexOf(',');
  if (comma >= 0) return file.replace(action.valueStart + comma, parameter.valueEnd, '', lines);
  const after = /^\s*,\s*/.exec(file.text.slice(parameter.valueEnd))?.[0].length ?? 0;
  return file.replace(parameter.keyStart, parameter.valueEnd + after, '', lines);
}
