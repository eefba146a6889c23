import { join } from 'node:path';
import { expect } from 'chai';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import type { Action } from '../../src/model/action.ts';
import { evaluateArgument, type Argument } from '../../src/model/argument.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import type { Block, Choose, Runbook, Setting, Task, TaskNode } from '../../src/model/runbook.ts';
import { settingValue } from '../../src/model/setting.ts';
import { Omit, type Value } from '../../src/values/value.ts';

describe('A loaded runbook', () => {
  it('names each task by its path in the file', () => {
    const runbook = load(`
tasks:
  - debug:
  - block:
      - debug:
      - choose:
          - { when: true, debug: }
          - { when: false, block: [{ debug: }] }
    rescue: [{ debug: }]
    always: [{ debug: }]
`);
    expect(idsOf(runbook.plays[0]?.tasks ?? [])).to.deep.equal([
      'tasks/0',
      'tasks/1',
      'tasks/1/block/0',
      'tasks/1/block/1',
      'tasks/1/block/1/choose/0',
      'tasks/1/block/1/choose/1',
      'tasks/1/block/1/choose/1/block/0',
      'tasks/1/rescue/0',
      'tasks/1/always/0',
    ]);
  });

  it('names the tasks of several plays by their play', () => {
    for (const text of [
      '- tasks: [{ debug: }]\n- tasks: [{ debug: }]',
      'plays: [{ tasks: [{ debug: }] }, { tasks: [{ debug: }] }]',
    ]) {
      expect(load(text).plays.flatMap((play) => idsOf(play.tasks))).to.deep.equal([
        'plays/0/tasks/0',
        'plays/1/tasks/0',
      ]);
    }
  });

  it('has the name and the description of its file', () => {
    const runbook = load('name: A name\ndescription: What for\ntasks: [{ debug: }]');
    expect(runbook).to.include({ name: 'A name', description: 'What for' });
    expect(runbook.plays[0]).to.include({ name: 'A name' });
  });

  it('has parameters with their defaults and their rules', () => {
    const { parameters } = load(`
params:
  edition: { enum: [a, b], required: true, description: What, prompt: Which? }
  count: { type: integer, minimum: 1, maximum: 9007199254740993, default: 5 }
  ratio: { type: number, default: 2 }
  host: { type: string, format: hostname, pattern: '\\.', required_when: edition == 'a' }
  password: { secret: true }
  free:
tasks: [{ debug: }]`);
    expect(parameters.map(({ name, type }) => [name, type])).to.deep.equal([
      ['edition', 'string'],
      ['count', 'integer'],
      ['ratio', 'number'],
      ['host', 'string'],
      ['password', 'string'],
      ['free', 'string'],
    ]);
    expect(parameters[0]).to.deep.include({
      enum: ['a', 'b'],
      required: true,
      description: 'What',
      prompt: 'Which?',
    });
    expect(parameters[1]).to.include({
      minimum: 1n,
      maximum: 9007199254740993n,
      required: false,
    });
    expect(parameters[1]?.default).to.include({ kind: 'value', value: 5n });
    expect(parameters[3]).to.include({ format: 'hostname', pattern: '\\.', default: undefined });
    expect(parameters[3]?.requiredWhen?.source.text).to.equal("edition == 'a'");
    expect(parameters[4]?.secret).to.equal(true);
  });

  it('has the parameters of a cmdlet with their types, templates kept', () => {
    const action = actionOf(
      'Lync\\Install-CsDatabase: { Update: true, Count: 9007199254740993, Ratio: 1.0, Name: "{{ a }}", List: [1, "{{ b }}"] }',
    );
    if (action.kind !== 'cmdlet') throw new Error(action.kind);
    expect(action).to.include({ module: 'Lync', name: 'Install-CsDatabase' });
    const values = action.parameters.map(({ name, value }) => [name, evaluated(value, { a: 5n, b: 'x' })]);
    expect(values).to.deep.equal([
      ['Update', true],
      ['Count', 9007199254740993n],
      ['Ratio', 1],
      ['Name', 5n],
      ['List', [1n, 'x']],
    ]);
  });

  it('leaves out what is omitted', () => {
    const action = actionOf('set_fact: { a: { b: "{{ omit }}", c: ["{{ omit }}", 1] } }');
    if (action.kind !== 'set_fact') throw new Error(action.kind);
    expect(evaluated(action.facts.get('a')!, { omit: Omit.value })).to.deep.equal(new Map([['c', [1n]]]));
  });

  it('takes the arguments of a program as they are written', () => {
    const action = actionOf('command: [a, 1.10, 007, true, "{{ b }}", 0x1F]');
    if (action.kind !== 'command') throw new Error(action.kind);
    expect(evaluated(action.argv, { b: 5n })).to.deep.equal(['a', '1.10', '007', 'true', 5n, '0x1F']);
  });

  it('takes the values of the environment as they are written', () => {
    const task = taskOf('debug:\n    environment: { A: 1.10, B: yes, C: ~ }');
    expect(evaluated(task.keywords.environment!, {})).to.deep.equal(
      new Map([
        ['A', '1.10'],
        ['B', 'yes'],
        ['C', null],
      ]),
    );
  });

  const durations: readonly (readonly [string, number])[] = [
    ['30', 30_000],
    ['0.5', 500],
    ['45m', 2_700_000],
    ['30 minutes', 1_800_000],
    ['1h 30m', 5_400_000],
    ['1 hour, 30 minutes', 5_400_000],
    ['500ms', 500],
    ['1.5 Hours', 5_400_000],
    ["'90'", 90_000],
    ['0', 0],
    ['2 days', 172_800_000],
  ];
  for (const [text, milliseconds] of durations) {
    it(`takes ${text} as a duration of ${milliseconds} ms`, () => {
      expect(taskOf(`debug:\n    timeout: ${text}`).keywords.timeout).to.include({
        kind: 'literal',
        value: milliseconds,
      });
    });
  }

  it('converts what the template of a setting gives when it is there', () => {
    const timeout = taskOf('debug:\n    timeout: "{{ a }}"').keywords.timeout!;
    expect(value(timeout, { a: 5n })).to.equal(5000);
    expect(value(timeout, { a: '1h' })).to.equal(3_600_000);
    expect(() => value(timeout, { a: 'soon' })).to.throw(
      /this gives string, where a duration such as .* is expected/,
    );
    const noLog = taskOf('debug:\n    no_log: "{{ a }}"').keywords.noLog!;
    expect(value(noLog, { a: true })).to.equal(true);
    expect(() => value(noLog, { a: 'yes' })).to.throw(/a boolean/);
  });

  it('has the keywords of a task', () => {
    const task = taskOf(`debug:
    name: Look at {{ a }}
    when: [a, b == 1]
    register: result
    until: result.x
    retries: 5
    delay: 10
    failed_when: false
    changed_when: [a]
    tags: "one, two"
    error_action: silently_continue`);
    expect(task.name?.isLiteral).to.equal(false);
    expect(task.when.map((condition) => condition.source.text)).to.deep.equal(['a', 'b == 1']);
    expect(task).to.include({ register: 'result' });
    expect(task.until).to.have.length(1);
    expect(task.retries).to.include({ value: 5n });
    expect(task.delay).to.include({ value: 10_000 });
    expect(task.failedWhen?.map((condition) => condition.source.text)).to.deep.equal(['false']);
    expect(task.keywords.tags).to.deep.equal(['one', 'two']);
    expect(task.keywords.errorAction).to.include({ value: 'silently_continue' });
  });

  it('has no conditions where none are written', () => {
    const task = taskOf('debug:');
    expect(task.when).to.deep.equal([]);
    expect(task).to.include({
      until: undefined,
      retries: undefined,
      failedWhen: undefined,
      changedWhen: undefined,
    });
  });

  it('has the window of a block', () => {
    const [block] = load('tasks: [{ block: [{ debug: }], window: { limit: 30 minutes, warn_after: 20m } }]')
      .plays[0]!.tasks as [Block];
    expect(block.window?.limit).to.include({ value: 1_800_000 });
    expect(block.window?.warnAfter).to.include({ value: 1_200_000 });
  });

  it('has the settings of the session, a version as it is written', () => {
    const [play] = load(
      'session: { edition: desktop, version: 5.10, modules: [Lync], width: 200 }\ntasks: [{ debug: }]',
    ).plays;
    expect(play?.session).to.deep.equal({
      edition: 'desktop',
      version: '5.10',
      modules: ['Lync'],
      width: 200,
    });
  });

  it('reads a script from a file beside the runbook', () => {
    const files = new Map([
      [join('books', 'a.yml'), 'tasks: [{ powershell: { file: scripts/b.ps1 } }]'],
      [join('books', 'scripts', 'b.ps1'), '\ufeffGet-Date'],
    ]);
    const fileSystem = { readFile: (path: string) => Buffer.from(files.get(path) ?? `no ${path}`) };
    const { runbook } = loadRunbook(join('books', 'a.yml'), { fileSystem });
    const action = (runbook?.plays[0]?.tasks[0] as Task).action;
    expect(action).to.include({
      kind: 'powershell',
      script: 'Get-Date',
      path: join('books', 'scripts', 'b.ps1'),
    });
  });

  it('points from a script in a block back to the file', () => {
    const text = 'tasks:\n  - powershell: |\n      Get-Date\n      Get-Service\n';
    const { runbook } = loadRunbook({ path: 't.yml', text });
    const action = (runbook?.plays[0]?.tasks[0] as Task).action;
    if (action.kind !== 'powershell') throw new Error(action.kind);
    const offset = action.source.offsetOf(action.script.indexOf('Get-Service'));
    expect(text.slice(offset)).to.equal('Get-Service\n');
  });

  it('takes what pause can be', () => {
    expect(actionOf('pause: { minutes: 2 }')).to.deep.include({
      confirm: false,
      echo: true,
      alwaysAsk: false,
    });
    const minutes = actionOf('pause: { minutes: "{{ a }}" }');
    if (minutes.kind !== 'pause') throw new Error(minutes.kind);
    expect(value(minutes.duration!, { a: 2n })).to.equal(120_000);
    expect(value(minutes.duration!, { a: '2' })).to.equal(120_000);
  });

  it('is missing where there is an error, and there where there are only warnings', () => {
    expect(loadRunbook({ path: 't.yml', text: 'tasks: [{ debugg: }]' }).runbook).to.equal(undefined);
    const warned = loadRunbook({ path: 't.yml', text: 'tasks: [{ command: [a.bat] }]' });
    expect(warned.diagnostics.map(({ code, severity }) => [code, severity])).to.deep.equal([
      ['batch-file', 'warning'],
    ]);
    expect(warned.runbook).not.to.equal(undefined);
  });

  it('says that there is no such file', () => {
    const { runbook, diagnostics } = loadRunbook('no-such-folder/no-such-file.yml');
    expect(runbook).to.equal(undefined);
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(['file-unreadable']);
  });
});

function load(text: string): Runbook {
  const { runbook, diagnostics } = loadRunbook({ path: 't.yml', text });
  if (!runbook) throw new Error(diagnostics.map(printDiagnostic).join('\n'));
  return runbook;
}

/** The task that has these lines under its list marker. */
function taskOf(text: string): Task {
  return load(`tasks:\n  - ${text}`).plays[0]?.tasks[0] as Task;
}

function actionOf(text: string): Action {
  return taskOf(text).action;
}

function idsOf(nodes: readonly TaskNode[]): string[] {
  return nodes.flatMap((node) => [node.id, ...idsOf(children(node))]);
}

function children(node: TaskNode): readonly TaskNode[] {
  if (node.kind === 'task') return [];
  if (node.kind === 'include') return [...node.files.values()];
  return node.kind === 'choose'
    ? (node satisfies Choose).branches
    : [...node.tasks, ...node.rescue, ...node.always];
}

function scopeOf(variables: Readonly<Record<string, Value>>) {
  return { get: (name: string) => variables[name], names: () => Object.keys(variables) };
}

function evaluated(argument: Argument, variables: Readonly<Record<string, Value>>): Value {
  return evaluateArgument(argument, scopeOf(variables));
}

function value<T>(setting: Setting<T>, variables: Readonly<Record<string, Value>>): T {
  return settingValue(setting, scopeOf(variables));
}
