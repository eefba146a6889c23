import { isMap, isScalar } from 'yaml';
import { misspelt, oneOf, type Kind } from './kind.ts';
import { entriesOf, entryOf, type Entry, type SourceFile, type TaskPlace } from './source-file.ts';

const newSyntax = [
  '$choice = $null ?? 1',
  '$choice = $true ? 1 : 2',
  '$choice ??= 1',
  '$size = ${file}?.Length',
  '$first = ${files}?[0]',
  'Get-Date && Get-Location',
  'Get-Date || Get-Location',
];

const templates = [
  "Get-Item -LiteralPath '{{ NAME }}'",
  '$wanted = "{{ NAME }}"',
  'Get-Item {{ NAME }}',
  '$wanted = {{ NAME | lower }}',
];

/** Mistakes inside of PowerShell scripts, and between a script and its parameters. */
export const scriptKinds: readonly Kind[] = [
  {
    name: 'a brace of a script is missing',
    plant: (file) =>
      scripts(file).flatMap((script) =>
        places(file, script, /[{})]/g).map(({ start, end }) =>
          file.replace(start, end, '', {
            from: file.lineAt(script.valueStart),
            to: file.lineAt(script.valueEnd),
          }),
        ),
      ),
  },
  {
    name: 'a script for Windows PowerShell has syntax of PowerShell 7',
    plant: (file, random) =>
      /edition: desktop/.test(file.text)
        ? scripts(file).flatMap((script) => lineEnds(file, script, oneOf(newSyntax, random)))
        : [],
  },
  {
    name: 'a command of a script is misspelt',
    plant: (file, random) =>
      scripts(file).flatMap((script) =>
        places(
          file,
          script,
          /(?<=(?:^|[|=({]|in)\s*)(?:Get|Set|Sort|Select|Measure|Join|Where)-[A-Z]\w+/gm,
        ).map(({ start, end }) => {
          const [verb, noun] = file.text.slice(start, end).split('-') as [string, string];
          return file.replace(start, end, `${verb}-${misspelt(noun, random)}`);
        }),
      ),
  },
  {
    name: "a parameter of a script's command is misspelt",
    plant: (file, random) =>
      scripts(file).flatMap((script) =>
        places(
          file,
          script,
          /(?<= )-(?:LiteralPath|Property|Recurse|ChildPath|PSProvider|ErrorAction|Descending|First)\b/g,
        ).map(({ start, end }) =>
          file.replace(start, end, `-${misspelt(file.text.slice(start + 1, end), random)}`),
        ),
      ),
  },
  {
    name: 'a template stands in a script',
    plant: (file, random) => {
      const line = oneOf(templates, random).replace('NAME', oneOf(file.params, random).key);
      return scripts(file).flatMap((script) => lineEnds(file, script, line));
    },
  },
  {
    name: 'a script is given a parameter that it does not declare',
    plant: (file, random) =>
      scriptTasks(file).flatMap(({ parameters }) =>
        parameters.map(({ keyStart, keyEnd, key }) =>
          file.replace(keyStart, keyEnd, oneOf([`${key}Name`, `Extra${key}`, `${key}2`], random)),
        ),
      ),
  },
  {
    name: "a script's text is folded into one line",
    plant: (file) =>
      scripts(file).map((script) => {
        const at = file.text.indexOf('|', script.valueStart);
        return file.replace(at, at + 1, '>', { from: file.lineAt(at), to: file.lineAt(script.valueEnd) });
      }),
  },
];

function scriptTasks(
  file: SourceFile,
): readonly { task: TaskPlace; script: Entry; parameters: readonly Entry[] }[] {
  return file.tasks.flatMap((task) => {
    const action = entryOf(task.entries, 'powershell');
    if (!action || !isMap(action.value)) return [];
    const script = entryOf(entriesOf(action.value), 'script');
    const parameters = entryOf(entriesOf(action.value), 'parameters');
    if (!script || !isScalar(script.value) || script.value.type !== 'BLOCK_LITERAL') return [];
    return [
      { task, script, parameters: parameters && isMap(parameters.value) ? entriesOf(parameters.value) : [] },
    ];
  });
}

function scripts(file: SourceFile): readonly Entry[] {
  return scriptTasks(file).map(({ script }) => script);
}

function places(file: SourceFile, { valueStart, valueEnd }: Entry, pattern: RegExp) {
  return [...file.text.slice(valueStart, valueEnd).matchAll(pattern)].map((match) => ({
    start: valueStart + match.index,
    end: valueStart + match.index + match[0].length,
  }));
}

/** The script with one more line at its end. */
function lineEnds(file: SourceFile, script: Entry, line: string) {
  const lines = file.text.slice(script.valueStart, script.valueEnd).trimEnd().split('\n');
  const end = script.valueStart + lines.join('\n').length;
  const indent = /^ */.exec(lines.at(-1)!)![0];
  const number = file.lineAt(end) + 1;
  return [file.replace(end, end, `\n${indent}${line}`, { from: number, to: number })];
}
