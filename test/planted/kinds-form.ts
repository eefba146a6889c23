import { isMap, isScalar, isSeq } from 'yaml';
import { misspelt, oneOf, type Kind } from './kind.ts';
import { entriesOf, entryOf, scalarText } from './source-file.ts';

const paths = [
  'C:\\temp\\new',
  'D:\\Update\\bin',
  'C:\\new\\files',
  'E:\\reports\\today',
  'C:\\Jobs\\nightly',
].map((path) => `"${path}"`);
const keywords = [
  'register',
  'when',
  'loop',
  'until',
  'retries',
  'timeout',
  'ignore_errors',
  'changed_when',
  'notify',
  'rescue',
  'block',
];

/** Mistakes in the file's form: YAML, keys, types of keywords and of declared parameters. */
export const formKinds: readonly Kind[] = [
  {
    name: "a task's keyword is misspelt",
    plant: (file, random) =>
      file.tasks
        .flatMap(({ entries }) => entries)
        .filter(({ key }) => keywords.includes(key))
        .map(({ key, keyStart, keyEnd }) => file.replace(keyStart, keyEnd, misspelt(key, random))),
  },
  {
    name: "a builtin's argument is misspelt",
    plant: (file, random) =>
      file.tasks.flatMap(({ entries }) =>
        entries
          .filter(({ key }) => ['debug', 'fail', 'assert', 'pause', 'powershell', 'command'].includes(key))
          .flatMap(({ value }) => (isMap(value) ? entriesOf(value) : []))
          .map(({ key, keyStart, keyEnd }) => file.replace(keyStart, keyEnd, misspelt(key, random))),
      ),
  },
  {
    name: 'a number is a word',
    plant: (file, random) =>
      file.tasks
        .flatMap(({ entries }) => entries)
        .filter(({ key }) => ['retries', 'delay'].includes(key))
        .map(({ valueStart, valueEnd }) =>
          file.replace(valueStart, valueEnd, oneOf(['many', 'ten', 'x3', '[5]', 'true'], random)),
        ),
  },
  {
    name: 'a boolean is a word',
    plant: (file, random) =>
      file.tasks
        .flatMap(({ entries }) => entries)
        .filter(({ key, value }) => ['ignore_errors', 'no_log'].includes(key) && isScalar(value))
        .map(({ valueStart, valueEnd }) =>
          file.replace(valueStart, valueEnd, oneOf(['maybe', 'yes', 'on', 'always', '1', '[true]'], random)),
        ),
  },
  {
    name: 'a quote is never closed',
    plant: (file) =>
      quoted(file.text).map(({ start, end }) =>
        file.replace(end - 1, end, '', { from: file.lineAt(start), to: file.lineAt(end) + 2 }),
      ),
  },
  {
    name: 'a key stands twice',
    plant: (file) =>
      file.tasks
        .filter((task) => file.isBlockStyle(task))
        .flatMap((task) => {
          const name = entryOf(task.entries, 'name');
          if (!name) return [];
          const end = file.text.indexOf('\n', name.valueEnd);
          const line = file.lineAt(end) + 1;
          return [file.replace(end, end, `\n${file.indentOf(task)}name: Again`, { from: line, to: line })];
        }),
  },
  {
    name: 'a line begins with a tab',
    plant: (file) =>
      file.tasks.flatMap(({ entries }) =>
        entries
          .slice(1)
          .filter(({ keyStart }) => file.text.slice(file.lineStart(keyStart), keyStart).trim() === '')
          .map(({ keyStart }) => file.replace(file.lineStart(keyStart), keyStart, '\t\t')),
      ),
  },
  {
    name: 'a template stands without quotes',
    plant: (file) =>
      quoted(file.text)
        .filter(
          ({ start, end }) =>
            file.text.startsWith('{{', start + 1) && file.text.slice(end - 3, end - 1) === '}}',
        )
        .map(({ start, end }) => file.replace(start, end, file.text.slice(start + 1, end - 1))),
  },
  {
    name: "an action's arguments stand at the task's own level",
    plant: (file) =>
      file.tasks.flatMap((task) =>
        task.entries.flatMap(({ value, valueStart, valueEnd }) => {
          if (!isMap(value) || file.text[valueStart] === '{' || value.items.length < 2) return [];
          const at = file.lineStart(valueStart);
          const lines = file.text.slice(at, valueEnd).trimEnd().split('\n');
          const shift = valueStart - at - file.indentOf(task).length;
          if (shift <= 0) return [];
          const moved = lines.map((line) => line.slice(shift)).join('\n');
          return [file.replace(at, at + lines.join('\n').length, moved, { from: file.lineAt(at) - 1 })];
        }),
      ),
  },
  {
    name: 'a Windows path stands in double quotes',
    plant: (file, random) =>
      file.tasks
        .flatMap(({ entries }) =>
          entries.flatMap((entry) => (isMap(entry.value) ? entriesOf(entry.value) : [entry])),
        )
        .filter((entry) => /^[A-Z]:\\[A-Za-z]/.test(scalarText(entry) ?? ''))
        .map(({ valueStart, valueEnd }) => file.replace(valueStart, valueEnd, oneOf(paths, random))),
  },
  {
    name: 'a bracket stands unquoted in a flow mapping',
    plant: (file) =>
      file.tasks
        .filter((task) => file.isBlockStyle(task))
        .flatMap((task) => {
          const register = entryOf(task.entries, 'register');
          if (!register || entryOf(task.entries, 'loop')) return [];
          const indent = file.indentOf(task).slice(2);
          const name = scalarText(register)!;
          const line = file.lineAt(task.end) + 1;
          return [
            file.replace(task.end, task.end, `\n${indent}- debug: { var: ${name}.output[0] }`, {
              from: line,
              to: line,
            }),
          ];
        }),
  },
  {
    name: "a parameter's default has the wrong type",
    plant: (file, random) =>
      parameterEntries(file.params, 'default').flatMap(({ type, entry }) => {
        const wrong = {
          integer: oneOf(['soon', '[1]', '1.5', '{ a: 1 }'], random),
          boolean: oneOf(['soon', 'yes', '[true]'], random),
          list: oneOf(['7', 'true', 'one'], random),
          mapping: oneOf(['7', '[a]', 'one'], random),
        }[type];
        return wrong ? [file.replace(entry.valueStart, entry.valueEnd, wrong)] : [];
      }),
  },
  {
    name: "a parameter's default is none of its enum",
    plant: (file, random) =>
      parameterEntries(file.params, 'default')
        .filter(({ all }) => all.some(({ key }) => key === 'enum'))
        .map(({ entry }) =>
          file.replace(
            entry.valueStart,
            entry.valueEnd,
            oneOf(['elsewhere', 'other', 'none', 'all', 'Default'], random),
          ),
        ),
  },
  {
    name: "a parameter's setting is misspelt",
    plant: (file, random) =>
      file.params
        .flatMap(({ value }) => (isMap(value) ? entriesOf(value) : []))
        .map(({ key, keyStart, keyEnd }) => file.replace(keyStart, keyEnd, misspelt(key, random))),
  },
  {
    name: 'a task has two actions',
    plant: (file) =>
      file.tasks
        .filter(
          (task) => file.isBlockStyle(task) && task.section !== 'choose' && !entryOf(task.entries, 'debug'),
        )
        .map((task) =>
          file.replace(task.end, task.end, `\n${file.indentOf(task)}debug: { msg: twice }`, {
            from: file.lineAt(task.start),
            to: file.lineAt(task.end) + 1,
          }),
        ),
  },
  {
    name: 'an included file is not there',
    plant: (file, random) =>
      file.tasks
        .flatMap(({ entries }) => entries)
        .filter(({ key, value }) => ['import_tasks', 'include_tasks'].includes(key) && isScalar(value))
        .map(({ valueStart, valueEnd }) =>
          file.replace(valueStart, valueEnd, `parts/${misspelt('check-port', random)}.yml`),
        ),
  },
  {
    name: 'a module of the session is a number',
    plant: (file, random) =>
      [file.top, ...new Set(file.tasks.map(({ play }) => play))]
        .flatMap((entries) => entries.filter(({ key }) => key === 'session'))
        .flatMap(({ value }) => (isMap(value) ? entriesOf(value) : []))
        .filter(({ key, value }) => key === 'modules' && isSeq(value))
        .map(({ valueStart, valueEnd }) =>
          file.replace(
            valueStart,
            valueEnd,
            oneOf(['[7]', '[true]', '7', '[{ Name: Lync }]', '[[Lync]]'], random),
          ),
        ),
  },
];

function parameterEntries(params: readonly ReturnType<typeof entriesOf>[number][], key: string) {
  return params.flatMap(({ value }) => {
    if (!isMap(value)) return [];
    const all = entriesOf(value);
    const entry = entryOf(all, key);
    const type = entryOf(all, 'type');
    return entry && type ? [{ all, entry, type: scalarText(type) ?? '' }] : [];
  });
}

/** Single-quoted values on one line, quotes included. */
function quoted(text: string): readonly { start: number; end: number }[] {
  return [...text.matchAll(/(?<=: |\[|- )'(?:[^'\n]|'')*'(?=$|[,\]} ])/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
