import { expect } from 'chai';
import type { CompletionList } from 'vscode-languageserver';
import { LanguageClient } from './language-client.ts';

const params = 'params:\n  edition: { type: string, enum: [enterprise, standard], default: standard }\n';

interface Case {
  readonly what: string;
  readonly text: string;
  readonly has: readonly string[];
  readonly hasNot?: readonly string[];
}

const cases: readonly Case[] = [
  {
    what: 'the keys of a runbook',
    text: 'name: A\n‸',
    has: ['params', 'tasks', 'plays', 'session', 'vars'],
    hasNot: ['name', 'when', 'Get-Service'],
  },
  {
    what: 'keywords, builtins and commands of a task',
    text: 'tasks:\n  - ‸',
    has: [
      'name',
      'when',
      'command',
      'block',
      'choose',
      'import_tasks',
      'Get-Service',
      'Stop-CsWindowsService',
    ],
    hasNot: ['params', 'rescue'],
  },
  {
    what: 'no second action',
    text: 'tasks:\n  - name: A\n    Get-Service: { Name: a }\n    ‸',
    has: ['register', 'when', 'until'],
    hasNot: ['command', 'block', 'Get-Process', 'name'],
  },
  {
    what: 'of a block its own keys',
    text: 'tasks:\n  - block:\n      - debug: { msg: a }\n    ‸',
    has: ['rescue', 'always', 'window'],
    hasNot: ['register', 'command', 'until'],
  },
  {
    what: 'the keys between others',
    text: 'tasks:\n  - name: A\n    r‸\n    debug: { msg: hi }\n',
    has: ['register', 'retries'],
    hasNot: ['debug', 'name'],
  },
  {
    what: 'the facts of the host, before anything reads one',
    text: 'tasks:\n  - debug: { msg: a }\n    when: ansible_‸',
    has: ['ansible_facts', 'ansible_hostname', 'ansible_os_family', 'ansible_date_time'],
  },
  {
    what: 'the members of the facts',
    text: 'tasks:\n  - debug: { msg: a }\n    when: ansible_facts.‸',
    has: ['hostname', 'memtotal_mb', 'date_time'],
    hasNot: ['ansible_hostname'],
  },
  {
    what: 'the keys of a parameter',
    text: 'params:\n  server:\n    type: string\n    ‸',
    has: ['default', 'required', 'secret', 'pattern'],
    hasNot: ['type', 'tasks'],
  },
  {
    what: 'the types of parameters',
    text: 'params:\n  server: { type: ‸ }\n',
    has: ['string', 'integer', 'list'],
  },
  {
    what: 'the keys of a builtin',
    text: 'tasks:\n  - wait_for:\n      ‸',
    has: ['port', 'path', 'timeout'],
    hasNot: ['name', 'when'],
  },
  {
    what: 'the keys of a builtin in braces',
    text: 'tasks:\n  - pause: { seconds: 3, ‸',
    has: ['prompt', 'confirm'],
    hasNot: ['seconds'],
  },
  { what: 'values of a keyword', text: 'tasks:\n  - session: ‸', has: ['close', 'open', 'restart'] },
  {
    what: 'values of a keyword that are cut short',
    text: 'tasks:\n  - error_action: sil‸\n    debug: { msg: a }',
    has: ['silently_continue'],
  },
  { what: 'truth values', text: 'tasks:\n  - debug: { msg: a }\n    no_log: ‸', has: ['true', 'false'] },
  {
    what: 'the keys of a window',
    text: 'tasks:\n  - window: { limit: 30m, ‸ }\n    block: []',
    has: ['on_overrun', 'warn_after'],
    hasNot: ['limit'],
  },
  {
    what: 'the values of a window',
    text: 'tasks:\n  - window:\n      limit: 30m\n      on_overrun: ‸\n    block: []',
    has: ['warn', 'stop', 'rescue'],
  },
  {
    what: 'parameters of a command',
    text: 'tasks:\n  - Stop-Service:\n      ‸',
    has: ['Name', 'Force', 'WhatIf', 'ErrorAction'],
    hasNot: ['when', 'stop'],
  },
  {
    what: 'parameters in braces that are not closed',
    text: 'tasks:\n  - Stop-Service: { Name: w3svc, ‸\n  - debug: { msg: a }\n',
    has: ['Force', 'NoWait'],
    hasNot: ['Name', 'InputObject', 'DisplayName'],
  },
  {
    what: 'only parameters of the sets that can be meant',
    text: 'tasks:\n  - Install-CsDatabase:\n      LocalDatabases: true\n      ‸',
    has: ['Update', 'Report'],
    hasNot: ['ConfiguredDatabases', 'LocalDatabases', 'CentralManagementDatabase'],
  },
  {
    what: 'the values that a parameter takes',
    text: 'tasks:\n  - Set-Service: { Name: a, StartupType: ‸',
    has: ['Automatic', 'Disabled', 'Manual'],
  },
  {
    what: 'the values of a switch',
    text: 'tasks:\n  - Stop-Service:\n      Force: ‸',
    has: ['true', 'false'],
  },
  {
    what: 'commands of the edition only',
    text: 'session: { edition: core }\ntasks:\n  - Get-Unique‸',
    has: ['Get-Unique'],
    hasNot: ['Get-WmiObject'],
  },
  {
    what: 'variables in braces',
    text: `${params}vars: { site: a }\ntasks:\n  - debug: { msg: "{{ ‸" }\n`,
    has: ['edition', 'site', 'ansible_check_mode'],
    hasNot: ['enterprise'],
  },
  {
    what: 'variables in a condition',
    text: `${params}tasks:\n  - debug: { msg: a }\n    when: ed‸`,
    has: ['edition', 'not', 'range'],
  },
  {
    what: 'what a task before has registered, and nothing that comes later',
    text: 'tasks:\n  - Get-Service: { Name: a }\n    register: before\n  - debug: { msg: a }\n    when: ‸\n  - Get-Service: { Name: b }\n    register: later\n',
    has: ['before'],
    hasNot: ['later'],
  },
  {
    what: 'its own result behind the task',
    text: 'tasks:\n  - command: [a]\n    register: own\n    until: ‸',
    has: ['own'],
  },
  {
    what: 'not its own result before it',
    text: 'tasks:\n  - command: [a]\n    register: own\n    when: ‸',
    has: ['omit'],
    hasNot: ['own'],
  },
  {
    what: 'the item of a loop',
    text: 'tasks:\n  - loop: [1, 2]\n    loop_control: { index_var: position }\n    debug: { msg: "{{ ‸ }}" }\n',
    has: ['item', 'position'],
  },
  {
    what: 'members of a result',
    text: 'tasks:\n  - command: [a]\n    register: own\n  - debug: { msg: a }\n    when: own.‸',
    has: ['rc', 'stdout', 'changed'],
    hasNot: ['own', 'edition'],
  },
  {
    what: 'filters',
    text: `${params}tasks:\n  - debug: { msg: "{{ edition | up‸" }\n`,
    has: ['upper', 'default'],
    hasNot: ['edition', 'and'],
  },
  {
    what: 'tests',
    text: `${params}tasks:\n  - debug: { msg: a }\n    when: edition is ‸`,
    has: ['defined', 'string', 'not'],
    hasNot: ['edition'],
  },
  {
    what: 'nothing in a text',
    text: `${params}tasks:\n  - debug: { msg: a }\n    when: edition == 'e‸`,
    has: [],
    hasNot: ['edition', 'enterprise'],
  },
  { what: 'nothing in a comment', text: 'tasks: # ‸', has: [], hasNot: ['name'] },
  {
    what: 'nothing in a script',
    text: 'tasks:\n  - powershell: |\n      $x = {{ ‸\n',
    has: [],
    hasNot: ['name', 'edition'],
  },
  {
    what: 'variables in a folded text',
    text: `${params}tasks:\n  - debug:\n      msg: >-\n        the {{ ‸ }} is\n        long\n`,
    has: ['edition'],
  },
  {
    what: 'handlers',
    text: 'tasks:\n  - debug: { msg: a }\n    notify: ‸\nhandlers:\n  - name: Restart it\n    listen: changed\n    debug: { msg: b }\n',
    has: ['Restart it', 'changed'],
  },
  {
    what: 'tags',
    text: 'tasks:\n  - debug: { msg: a }\n    tags: [database]\n  - debug: { msg: b }\n    tags: [‸',
    has: ['database', 'always'],
  },
  { what: 'files of tasks', text: 'tasks:\n  - import_tasks: ‸', has: ['parts/stop.yml'] },
  {
    what: 'keys with the line ends of Windows',
    text: 'tasks:\r\n  - name: A\r\n    debug:\r\n      ‸\r\n',
    has: ['msg', 'var'],
    hasNot: ['when'],
  },
  {
    what: 'what stands behind a character of two code units',
    text: `${params}tasks:\n  - debug: { msg: "😀 {{ ‸ }}" }\n`,
    has: ['edition'],
  },
];

describe('runbook lsp: completion', () => {
  const client = new LanguageClient();
  before(async () => {
    client.sandbox.file('parts/stop.yml', '- debug: { msg: a }\n');
    await client.start();
  });
  after(() => client.stop());

  for (const { what, text, has, hasNot = [] } of cases) {
    it(`offers ${what}`, async () => {
      const opened = await client.open('typed.yml', text);
      const { items } = await client.at<CompletionList>('completion', opened);
      const labels = items.map(({ label }) => label);
      if (has.length === 0) expect(labels).to.deep.equal([]);
      expect(labels).to.include.members([...has]);
      for (const each of hasNot) expect(labels).not.to.include(each);
      expect(new Set(labels).size, 'each once').to.equal(labels.length);
      await client.close(opened);
    });
  }

  it('replaces the whole word, and writes no second colon', async () => {
    const opened = await client.open('typed.yml', 'tasks:\n  - re‸gi: a\n    debug: { msg: a }\n');
    const { items } = await client.at<CompletionList>('completion', opened);
    expect(items.find(({ label }) => label === 'register')?.textEdit).to.deep.equal({
      range: { start: { line: 1, character: 4 }, end: { line: 1, character: 8 } },
      newText: 'register',
    });
  });
});
