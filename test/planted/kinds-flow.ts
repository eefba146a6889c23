import { isMap } from 'yaml';
import { misspelt, oneOf, type Kind } from './kind.ts';
import { entriesOf, entryOf, scalarText, type SourceFile, type TaskPlace } from './source-file.ts';

/** Mistakes in what follows what: results, sessions, handlers, endings. */
export const flowKinds: readonly Kind[] = [
  {
    name: 'a result is used before its task',
    plant: (file) =>
      file.tasks.flatMap((task) => {
        const register = scalarText(entryOf(task.entries, 'register') ?? nothing);
        const before = task.siblings[task.siblings.indexOf(task) - 1];
        if (
          !register ||
          !before ||
          task.section === 'choose' ||
          setters(file, register).length > 1 ||
          !file.isBlockStyle(before)
        )
          return [];
        return inserted(file, before, `- debug: { msg: '{{ ${register}.changed }}' }`, 'before');
      }),
  },
  {
    name: 'a result of a task that may be skipped is used without asking',
    plant: (file, random) =>
      file.tasks.flatMap((task) => {
        const register = scalarText(entryOf(task.entries, 'register') ?? nothing);
        const cmdlet = task.entries.find(({ key }) => /^[A-Z]\w+-\w+$/.test(key));
        if (
          !register ||
          !cmdlet ||
          entryOf(task.entries, 'loop') ||
          !entryOf(task.entries, 'when') ||
          task.section === 'choose' ||
          !file.isBlockStyle(task)
        )
          return [];
        return inserted(
          file,
          task,
          oneOf(
            [
              `- debug: { msg: '{{ ${register}.output[0].Name }}' }`,
              `- debug: { msg: '{{ ${register}.output | length }}' }`,
              `- set_fact: { seen: '{{ ${register}.output }}' }`,
            ],
            random,
          ),
          'after',
        );
      }),
  },
  {
    name: 'a task needs the session after it was closed',
    plant: (file) =>
      file.tasks
        .filter((task) => file.isBlockStyle(task) && task.section !== 'choose' && task.section !== 'handlers')
        .filter((task) => task.entries.some(({ key }) => /^[A-Z]\w+-\w+$/.test(key)))
        .flatMap((task) =>
          inserted(file, task, '- session: close', 'before').map((planting) => ({
            ...planting,
            from: file.lineAt(task.start) + 1,
            to: file.lineAt(task.end) + 1,
          })),
        ),
  },
  {
    name: 'a notified handler does not exist',
    plant: (file, random) =>
      file.tasks
        .flatMap(({ entries }) => entries.filter(({ key }) => key === 'notify'))
        .flatMap((entry) => {
          const text = scalarText(entry);
          return text ? [file.replace(entry.valueStart, entry.valueEnd, misspelt(text, random))] : [];
        }),
  },
  {
    name: 'a handler is never notified',
    plant: (file, random) => {
      const handlers = file.tasks.filter(({ section }) => section === 'handlers');
      const notifies = file.tasks.flatMap(({ entries }) => entries.filter(({ key }) => key === 'notify'));
      if (handlers.length === 0 || notifies.length === 0) return [];
      const first = handlers[0]!;
      return inserted(
        file,
        first,
        oneOf(
          [
            '- name: Nobody calls me\n  debug: { msg: never }',
            '- name: Restart it again\n  Restart-Service: { Name: Spooler }',
          ],
          random,
        ),
        'before',
      );
    },
  },
  {
    name: 'tasks follow an unconditional end',
    plant: (file, random) =>
      file.tasks
        .filter(
          (task) =>
            ['tasks', 'block'].includes(task.section) &&
            file.isBlockStyle(task) &&
            task !== task.siblings.at(-1),
        )
        .flatMap((task) =>
          inserted(
            file,
            task,
            oneOf(['- fail: { msg: stop here }', '- meta: end_play'], random),
            'after',
          ).map((planting) => ({
            ...planting,
            to: planting.to + 3,
          })),
        ),
  },
  {
    name: 'a secret stands in the arguments of a program',
    plant: (file, random) => {
      const secret = file.params.find(
        ({ value }) => isMap(value) && entryOf(entriesOf(value), 'secret'),
      )?.key;
      if (!secret) return [];
      return file.tasks
        .filter((task) => file.isBlockStyle(task) && !['choose', 'handlers'].includes(task.section))
        .flatMap((task) =>
          inserted(
            file,
            task,
            oneOf(
              [
                `- command: [net, user, admin, '{{ ${secret} }}']`,
                `- command: { argv: [tool, '/p:{{ ${secret} }}'] }`,
              ],
              random,
            ),
            'after',
          ),
        );
    },
  },
  {
    name: "an argument of a task file's call is missing or misspelt",
    plant: (file, random) =>
      file.tasks
        .filter(({ entries }) => entryOf(entries, 'import_tasks'))
        .flatMap(({ entries, start, end }) =>
          entriesIn(entries, 'vars').map(({ key, keyStart, keyEnd }) =>
            file.replace(keyStart, keyEnd, misspelt(key, random), {
              from: file.lineAt(start),
              to: file.lineAt(end),
            }),
          ),
        ),
  },
  {
    name: 'a command that changes something is repeated until a condition holds',
    plant: (file, random) =>
      file.tasks
        .filter(
          (task) =>
            file.isBlockStyle(task) && !entryOf(task.entries, 'until') && !entryOf(task.entries, 'register'),
        )
        .filter((task) => task.entries.some(({ key }) => /^(New|Remove|Move|Add)-/.test(key)))
        .map((task) => {
          const line = { from: file.lineAt(task.start), to: file.lineAt(task.end) + 2 };
          const indent = file.indentOf(task);
          const until = oneOf(repeatedUntil, random);
          return file.replace(task.end, task.end, `\n${indent}register: repeated\n${indent}${until}`, line);
        }),
  },
  {
    name: 'this machine is restarted with tasks to come',
    plant: (file, random) =>
      file.tasks
        .filter(
          (task) =>
            ['tasks', 'block'].includes(task.section) &&
            file.isBlockStyle(task) &&
            task !== task.siblings.at(-1),
        )
        .flatMap((task) =>
          inserted(
            file,
            task,
            oneOf(['- Restart-Computer: { Force: true }', '- command: [shutdown, /r, /t, "0"]'], random),
            'after',
          ),
        ),
  },
];

const repeatedUntil = [
  'until: repeated.output | length > 0',
  'until: repeated.changed',
  "until: repeated.output[0].Name == 'done'",
];

const nothing = { key: '', keyStart: 0, keyEnd: 0, value: undefined, valueStart: 0, valueEnd: 0 };

function setters(file: SourceFile, name: string) {
  return file.tasks.filter(({ entries }) => scalarText(entryOf(entries, 'register') ?? nothing) === name);
}

function entriesIn(entries: TaskPlace['entries'], key: string) {
  const entry = entryOf(entries, key);
  return entry && isMap(entry.value) ? entriesOf(entry.value) : [];
}

/** Tasks put before or after another one; the mistake is on their lines. */
function inserted(file: SourceFile, task: TaskPlace, tasks: string, where: 'before' | 'after') {
  const indent = file.indentOf(task).slice(2);
  const text = tasks
    .split('\n')
    .map((line) => indent + line)
    .join('\n');
  const count = tasks.split('\n').length;
  if (where === 'before') {
    const at = file.lineStart(task.start);
    const from = file.lineAt(task.start);
    return [file.replace(at, at, `${text}\n`, { from, to: from + count - 1 })];
  }
  const from = file.lineAt(task.end) + 1;
  return [file.replace(task.end, task.end, `\n${text}`, { from, to: from + count - 1 })];
}
