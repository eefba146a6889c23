import { isMap, isScalar } from 'yaml';
import { misspelt, oneOf, type Kind } from './kind.ts';
import {
  entriesOf,
  entryOf,
  scalarText,
  type Entry,
  type Planting,
  type SourceFile,
  type TaskPlace,
} from './source-file.ts';

/** Mistakes inside of expressions: names, members, filters, conditions, decisions. */
export const expressionKinds: readonly Kind[] = [
  {
    name: 'a parameter or variable is misspelt where it is used',
    plant: (file, random) =>
      uses(file, [...file.params.map(({ key }) => key), ...facts(file)]).map(({ start, end, name }) =>
        file.replace(start, end, misspelt(name, random)),
      ),
  },
  {
    name: 'a registered result is misspelt where it is used',
    plant: (file, random) =>
      uses(file, registers(file)).map(({ start, end, name }) =>
        file.replace(start, end, misspelt(name, random)),
      ),
  },
  {
    name: 'a member of a result is misspelt',
    plant: (file, random) =>
      uses(file, registers(file)).flatMap(({ end }) => {
        const member = /^\.(rc|stdout|stdout_lines|output|results|msg)\b/.exec(file.text.slice(end));
        return member ? [file.replace(end + 1, end + member[0].length, misspelt(member[1]!, random))] : [];
      }),
  },
  {
    name: "a property of a command's objects is misspelt",
    plant: (file, random) =>
      uses(file, registers(file)).flatMap(({ end }) => {
        const member = /^\.output\[0\]\.([A-Z]\w+)/.exec(file.text.slice(end));
        return member
          ? [
              file.replace(
                end + member[0].length - member[1]!.length,
                end + member[0].length,
                misspelt(member[1]!, random),
              ),
            ]
          : [];
      }),
  },
  {
    name: 'a filter is misspelt',
    plant: (file, random) =>
      inExpressions(file, /(?<=\| )[a-z]\w+/g).map(({ start, end, text }) =>
        file.replace(start, end, misspelt(text, random)),
      ),
  },
  {
    name: 'a test is misspelt',
    plant: (file, random) =>
      inExpressions(file, /(?<= is (?:not )?)(?!not\b)[a-z]\w+/g).map(({ start, end, text }) =>
        file.replace(start, end, misspelt(text, random)),
      ),
  },
  {
    name: 'a parameter is compared with what it cannot be',
    plant: (file, random) =>
      inExpressions(file, /(?<=\b(?:\w+) [=!]= ')[a-z]+(?=')/g)
        .filter(({ start }) => {
          const name = /(\w+) [=!]= '$/.exec(file.text.slice(0, start))?.[1];
          return file.params.some(
            ({ key, value }) => key === name && isMap(value) && entryOf(entriesOf(value), 'enum'),
          );
        })
        .map(({ start, end, text }) =>
          file.replace(start, end, oneOf([`${text}s`, misspelt(text, random), text.toUpperCase()], random)),
        ),
  },
  {
    name: 'a condition is a text, a number or an object',
    plant: (file) =>
      conditions(file).flatMap((entry) => {
        const register = registers(file)[0];
        const integer = file.params.find(
          ({ value }) => isMap(value) && /type: integer/.test(file.text.slice(...range(value))),
        )?.key;
        const text = file.params.find(
          ({ value }) => isMap(value) && /type: string/.test(file.text.slice(...range(value))),
        )?.key;
        return [register, integer, text]
          .filter((name) => name !== undefined)
          .map((name) => replaceCondition(file, entry.valueStart, entry.valueEnd, name));
      }),
  },
  {
    name: 'a template stands in a condition',
    plant: (file) =>
      conditions(file).map(({ valueStart, valueEnd, value }) =>
        file.replace(
          valueStart,
          valueEnd,
          `"{{ ${(value as { value: string }).value.replaceAll('"', "'")} }}"`,
        ),
      ),
  },
  {
    name: 'a bracket of an expression is not closed',
    plant: (file) => inExpressions(file, /\[0\]/g).map(({ start }) => file.replace(start + 2, start + 3, '')),
  },
  {
    name: 'a condition can never hold',
    plant: (file, random) =>
      conditions(file, ['when']).flatMap(({ valueStart, valueEnd, value }) => {
        const text = (value as { value: string }).value;
        const name = /^(\w+) == '(\w+)'$/.exec(text);
        return name
          ? [
              replaceCondition(
                file,
                valueStart,
                valueEnd,
                oneOf(
                  [
                    `${text} and ${name[1]!} == 'x${name[2]!}'`,
                    `${text} and ${name[1]!} != '${name[2]!}'`,
                    `not (${text}) and ${text}`,
                  ],
                  random,
                ),
              ),
            ]
          : [];
      }),
  },
  {
    name: 'a branch of a choose is missing',
    plant: (file) =>
      // A branch with an anchor is needed by others.
      branches(file)
        .filter((task) => !file.text.slice(task.start, task.end).includes(': &'))
        .map((task) => {
          const start = file.lineStart(task.start);
          const choose = chooseAround(file, task.start)!;
          const line = file.lineAt(choose.start);
          return file.replace(start, file.text.indexOf('\n', task.end) + 1, '', {
            from: line,
            to: file.lineAt(choose.end),
          });
        }),
  },
  {
    name: 'two branches of a choose can both run',
    plant: (file) =>
      branches(file).flatMap((task) => {
        const when = entryOf(task.entries, 'when')!;
        const other = task.siblings.find((sibling) => sibling !== task && entryOf(sibling.entries, 'when'));
        if (!other) return [];
        const choose = chooseAround(file, task.start)!;
        const lines = { from: file.lineAt(choose.start), to: file.lineAt(choose.end) };
        const their = scalarText(entryOf(other.entries, 'when')!)!;
        return [file.replace(when.valueStart, when.valueEnd, their, lines)];
      }),
  },
  {
    name: 'variables need each other',
    plant: (file, random) => {
      const vars = entryOf(file.top, 'vars');
      if (!vars || !isMap(vars.value)) return [];
      return entriesOf(vars.value).flatMap(({ key, value, valueStart, valueEnd }) =>
        isScalar(value) && value.type !== 'BLOCK_FOLDED'
          ? [
              file.replace(
                valueStart,
                valueEnd,
                oneOf(
                  [
                    `'{{ ${key} }}/new'`,
                    `'{{ ${key} | upper }}'`,
                    `'{{ [${key}] | length }}'`,
                    `'a {{ ${key} ~ 1 }}'`,
                  ],
                  random,
                ),
              ),
            ]
          : [],
      );
    },
  },
  {
    name: 'a loop goes over a text',
    plant: (file) =>
      file.tasks
        .flatMap(({ entries }) => entries.filter(({ key }) => key === 'loop'))
        .map(({ valueStart, valueEnd }) => {
          const text = file.params.find(
            ({ value }) => isMap(value) && /type: string/.test(file.text.slice(...range(value))),
          )!;
          return file.replace(valueStart, valueEnd, `'{{ ${text.key} }}'`);
        }),
  },
];

/** A condition replaced; its task may be named, because it never runs; of a branch the whole choose may be named, because then none or two of its branches run. */
function replaceCondition(file: SourceFile, start: number, end: number, by: string): Planting {
  const task = file.tasks.find(({ entries }) => entries.some(({ valueStart }) => valueStart === start))!;
  const choose = task.section === 'choose' ? chooseAround(file, start) : undefined;
  return file.replace(start, end, by, {
    from: file.lineAt((choose ?? task).start),
    ...(choose ? { to: file.lineAt(choose.end) } : {}),
  });
}

/** The innermost choose that an offset stands in. */
function chooseAround(file: SourceFile, offset: number): TaskPlace | undefined {
  return file.tasks
    .filter(({ entries }) =>
      entries.some(
        ({ key, valueStart, valueEnd }) => key === 'choose' && valueStart <= offset && valueEnd >= offset,
      ),
    )
    .at(-1);
}

/** Whether a part of the text is evaluated: inside of `{{ }}`, or the value of a condition. */
function inExpressions(file: SourceFile, pattern: RegExp) {
  const parts = [
    ...[...file.text.matchAll(/\{\{[^\n]*?\}\}/g)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
    })),
    ...conditions(file).map(({ valueStart, valueEnd }) => ({ start: valueStart, end: valueEnd })),
    ...assertions(file),
  ];
  return [...file.text.matchAll(pattern)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }))
    .filter(({ start, end }) => parts.some((part) => part.start <= start && part.end >= end));
}

/** Where names are used, not set, and no members of something. */
function uses(file: SourceFile, names: readonly string[]) {
  return names.flatMap((name) =>
    inExpressions(file, new RegExp(`(?<![\\w.'-])${name}\\b(?![\\w'=])`, 'g')).map((place) => ({
      ...place,
      name,
    })),
  );
}

export function conditions(
  file: SourceFile,
  keys = ['when', 'until', 'failed_when', 'changed_when'],
): readonly Entry[] {
  return file.tasks
    .flatMap(({ entries }) => entries.filter(({ key }) => keys.includes(key)))
    .filter((entry) => scalarText(entry) !== undefined);
}

function assertions(file: SourceFile): readonly { start: number; end: number }[] {
  return file.tasks
    .flatMap(({ entries }) => entries.filter(({ key }) => key === 'assert'))
    .flatMap(({ value }) => (isMap(value) ? entriesOf(value).filter(({ key }) => key === 'that') : []))
    .map(({ valueStart, valueEnd }) => ({ start: valueStart, end: valueEnd }));
}

function registers(file: SourceFile): readonly string[] {
  return file.tasks.flatMap(({ entries }) =>
    entries.filter(({ key }) => key === 'register').map((entry) => scalarText(entry)!),
  );
}

function facts(file: SourceFile): readonly string[] {
  const set = file.tasks.flatMap(({ entries }) => entries.filter(({ key }) => key === 'set_fact'));
  const vars = file.top.filter(({ key }) => key === 'vars');
  return [...set, ...vars].flatMap(({ value }) =>
    isMap(value) ? entriesOf(value).map(({ key }) => key) : [],
  );
}

function branches(file: SourceFile): readonly TaskPlace[] {
  return file.tasks.filter(({ section, entries }) => section === 'choose' && entryOf(entries, 'when'));
}

function range(value: unknown): [number, number] {
  const [start, end] = (value as { range: [number, number, number] }).range;
  return [start, end];
}
