/** Makes a runbook of so many tasks, more or less, in one of the ways in which runbooks are large. */
export interface Shape {
  readonly name: string;
  /** The files, by name; the runbook itself is `runbook.yml`, where `inFolders` does not say that they are all runbooks. */
  readonly files: (tasks: number) => Readonly<Record<string, string>>;
  readonly inFolders?: boolean;
}

const several = (count: number, line: (index: number) => string): string =>
  Array.from({ length: Math.round(count) }, (_, index) => line(index)).join('');

const alone = (runbook: string): Readonly<Record<string, string>> => ({ 'runbook.yml': runbook });

/** Tasks in a block, so many levels deep. */
function nested(depth: number): string {
  const open = several(depth, (level) => `${'  '.repeat(2 * level + 1)}- block:\n`);
  return `${open}${'  '.repeat(2 * depth + 1)}- debug: { msg: inside }\n`;
}

export const shapes: readonly Shape[] = [
  {
    name: 'flat',
    files: (tasks) =>
      alone(
        `tasks:\n${several(tasks, (index) => `  - name: Task ${index}\n    debug: { msg: "{{ ${index} + 1 }}" }\n`)}`,
      ),
  },
  {
    name: 'facts in rescue blocks',
    files: (tasks) =>
      alone(
        `tasks:\n${several(
          tasks / 2,
          (index) =>
            `  - block:\n      - set_fact: { fact_${index}: ${index} }\n    rescue:\n      - debug: { msg: "{{ fact_${index} | default(0) }}" }\n`,
        )}`,
      ),
  },
  {
    name: 'nested blocks',
    files: (tasks) =>
      alone(`tasks:\n${several(tasks / 10, () => nested(10) + '  - debug: { msg: x }\n'.repeat(9))}`),
  },
  {
    name: 'chooses',
    files: (tasks) =>
      alone(
        `params: { mode: { type: string, enum: [a, b, c], default: a } }\ntasks:\n${several(
          tasks / 3,
          (index) =>
            `  - name: Choice ${index}\n    choose:\n      - when: mode == 'a'\n        debug: { msg: a }\n      - when: mode == 'b'\n        debug: { msg: b }\n      - when: else\n        debug: { msg: c }\n`,
        )}`,
      ),
  },
  {
    name: 'loops',
    files: (tasks) =>
      alone(`tasks:\n${several(tasks, () => '  - debug: { msg: "{{ item }}" }\n    loop: [1, 2, 3]\n')}`),
  },
  {
    name: 'registers used later',
    files: (tasks) =>
      alone(
        `tasks:\n${several(
          tasks / 2,
          (index) =>
            `  - command: [echo, "${index}"]\n    register: result_${index}\n    changed_when: false\n  - debug: { msg: "{{ result_${index}.stdout }}" }\n    when: result_${Math.floor(index / 2)} is succeeded\n`,
        )}`,
      ),
  },
  {
    name: 'variables',
    files: (tasks) =>
      alone(
        `vars:\n  v0: 1\n${several(tasks, (index) => `  v${index + 1}: "{{ v${Math.floor(index / 2)} }}"\n`)}tasks:\n${several(
          tasks,
          (index) => `  - debug: { msg: "{{ v${index} }}" }\n`,
        )}`,
      ),
  },
  {
    name: 'handlers',
    files: (tasks) =>
      alone(
        `tasks:\n${several(tasks / 2, (index) => `  - command: [echo, "${index}"]\n    notify: Handler ${index}\n`)}handlers:\n${several(
          tasks / 2,
          (index) => `  - name: Handler ${index}\n    debug: { msg: "${index}" }\n`,
        )}`,
      ),
  },
  {
    name: 'scripts',
    files: (tasks) =>
      alone(
        `tasks:\n${several(tasks, (index) => `  - powershell: Get-Item -Path C:\\ # ${index % 20}\n    changed_when: false\n`)}`,
      ),
  },
  {
    name: 'cmdlets',
    files: (tasks) =>
      alone(`tasks:\n${several(tasks, (index) => `  - Stop-Service: { Name: "service-${index}" }\n`)}`),
  },
  {
    name: 'tags and conditions',
    files: (tasks) =>
      alone(
        `params: { count: { type: integer, default: 3 } }\ntasks:\n${several(
          tasks,
          (index) => `  - debug: { msg: x }\n    tags: [tag_${index}]\n    when: count > ${index % 7}\n`,
        )}`,
      ),
  },
  {
    name: 'included files',
    files: (tasks) => ({
      'runbook.yml': `tasks:\n${several(20, (index) => `  - import_tasks: part-${index}.yml\n`)}`,
      ...Object.fromEntries(
        Array.from({ length: 20 }, (_, part) => [
          `part-${part}.yml`,
          several(tasks / 20, (index) => `- name: Task ${part}.${index}\n  debug: { msg: x }\n`),
        ]),
      ),
    }),
  },
  {
    name: 'runbooks in folders',
    inFolders: true,
    files: (tasks) =>
      Object.fromEntries(
        Array.from({ length: Math.round(tasks / 5) }, (_, index) => [
          `folder-${index % 40}/runbook-${index}.yml`,
          `tasks:\n${several(5, (task) => `  - name: Task ${index}.${task}\n    debug: { msg: x }\n`)}`,
        ]),
      ),
  },
];
