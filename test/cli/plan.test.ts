import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { planCommand } from '../../src/cli/plan/plan.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary-folder.ts';

const site = `
name: Update the site
params:
  edition: { type: string, enum: [enterprise, standard], required: true }
  password: { type: string, secret: true }
tasks:
  - name: Before
    command: [hostname]
    register: host
    tags: [first]
  - name: Update {{ edition }}
    window: { limit: 30m, warn_after: 20m }
    block:
      - name: Enterprise only
        Install-Thing: { Name: "{{ host.stdout }}" }
        when: edition == 'enterprise'
      - name: If it is there
        Update-Thing: {}
        when: host.rc == 0
    rescue:
      - name: Ask
        pause: { prompt: Go on?, confirm: true }
`;

describe('runbook plan', () => {
  const folder = temporaryFolder({
    'site.yml': site,
    'handlers.yml':
      'tasks:\n  - { name: One, command: [a], notify: Restart }\nhandlers:\n  - { name: Restart, debug: {} }\n',
    'planted.yml':
      'name: "::error::a\\e[2J"\ntasks: [{ name: "b\\n::error::c", command: [d], tags: ["e\\n::error::f"] }]\n',
    'outage.yml': `
name: Update *the* site
params:
  edition: { type: string, enum: [enterprise, standard], required: true }
tasks:
  - name: The outage
    window: { limit: 30 minutes, warn_after: 20 minutes, on_overrun: stop, reserve: 5 minutes }
    block:
      - name: Stop the service
        command: [net, stop, w3svc]
        expected: 2 minutes
        register: stopped
        undo: { name: Start it, command: [net, start, w3svc] }
      - { name: It is stopped, command: [sc, query, w3svc] }
      - name: Install
        choose:
          - { name: Enterprise, when: edition == 'enterprise', command: [setup], expected: 15 minutes }
          - { name: Standard, when: edition == 'standard', command: [setup], expected: 25 minutes }
      - { name: Only then, when: stopped.rc == 1, command: [setup, /more], expected: 1 minute }
      - { name: Say so, debug: {} }
    always:
      - { name: 'Start | the service', command: [net, start, w3svc], expected: 3 minutes }
`,
    'loose.yml': `
tasks:
  - { name: a, command: [hostname], register: a }
  - name: whole
    window: { limit: 30m, on_overrun: rescue }
    block: [{ command: [setup], expected: 1m }]
    rescue: [{ debug: {} }]
  - name: open
    window: { limit: '{{ a.rc }}' }
    block: [{ debug: {} }]
`,
    'wrong.yml': 'tasks: [{ debug: { msg: "{{ a }}" } }]\n',
  });
  const plan = (args: readonly string[], variables: Record<string, string> = {}) =>
    runCommand(planCommand, args, { directory: folder.path, variables });

  it('writes nothing of the runbook that has an effect on a log', async () => {
    for (const args of [['planted'], ['planted', '--list-tasks'], ['planted', '--decisions']]) {
      const { stdout, exitCode } = await plan(args);
      expect(exitCode).to.equal(0);
      // eslint-disable-next-line no-control-regex
      expect(stdout).not.to.match(/^\s*::|[\u0000-\u0008\u000b-\u001f]/m);
    }
    expect((await plan(['planted'])).stdout).to.contain(String.raw`b\n::error::c`);
  });

  it('shows the parameters and what is known of each task', async () => {
    const run = await plan(['site', '-e', 'edition=standard'], { RUNBOOK_PARAM_PASSWORD: 'hunter22' });
    expect(run).to.deep.equal({
      stdout: `Update the site
site.yml

Parameters
  edition   "standard"  -e
  password  ********    RUNBOOK_PARAM_PASSWORD

Tasks
  runs     Before
  runs     Update standard
  skipped    Enterprise only               because edition == 'enterprise' is false
  depends    If it is there                on host
             rescue: if one of them fails
  runs         Ask

Window "Update standard": limit 30 min, warning after 20 min
  nothing is known of how long it takes: a first run shows it, or \`expected\` of its tasks says it
Question: "Ask" may ask the operator
`,
      stderr: '',
      exitCode: 0,
    });
  });

  it('needs no parameters: what depends on a missing one says so', async () => {
    const { stdout, exitCode } = await plan(['site.yml']);
    expect(exitCode).to.equal(0);
    expect(stdout).to.contain('  edition     not given; it is, or may be, required\n');
    expect(stdout).to.contain('depends    Enterprise only               on edition\n');
    expect(stdout).to.contain('Update {{ edition }}');
  });

  it('shows handlers below the tasks', async () => {
    const { stdout } = await plan(['handlers.yml']);
    expect(stdout).to.contain(`Tasks
  runs     One
           handlers: if a task that changes something notifies them
  depends    Restart
`);
  });

  it('leaves out what tags do not select', async () => {
    const { stdout } = await plan(['site.yml', '--tags', 'first']);
    expect(stdout).to.contain('Before').and.not.to.contain('Update {{');
  });

  it('exits with 4 for wrong parameters, tags and runbooks, and writes no plan', async () => {
    const cases: [string[], string][] = [
      [['site.yml', '-e', 'edition=standrad'], 'did you mean "standard"?'],
      [['site.yml', '-e', 'password=hunter22'], '[secret-on-command-line]'],
      [['site.yml', '--tags', 'frist'], 'did you mean "first"?'],
      [['wrong.yml'], 'unknown variable "a"'],
      [['sit'], 'did you mean "site"?'],
    ];
    for (const [args, text] of cases) {
      const { stdout, stderr, exitCode } = await plan(args);
      expect(exitCode, args.join(' ')).to.equal(4);
      expect(stdout, args.join(' ')).to.equal('');
      expect(stderr, args.join(' ')).to.contain(text);
      expect(stderr).not.to.contain('hunter22');
    }
  });

  it('writes JSON for programs, secrets hidden', async () => {
    const args = ['site.yml', '--format', 'json', '--check', '-e', 'edition=standard'];
    const { stdout } = await plan(args, { RUNBOOK_PARAM_PASSWORD: 'hunter22' });
    expect(JSON.parse(stdout)).to.deep.equal({
      file: 'site.yml',
      name: 'Update the site',
      checkMode: true,
      parameters: [
        { name: 'edition', given: true, value: 'standard', origin: '-e' },
        { name: 'password', given: true, value: '********', origin: 'RUNBOOK_PARAM_PASSWORD' },
      ],
      plays: [
        {
          id: 'plays/0',
          name: 'Update the site',
          kind: 'play',
          children: [
            { id: 'tasks/0', name: 'Before', kind: 'task', decision: 'runs' },
            {
              id: 'tasks/1',
              name: 'Update standard',
              kind: 'block',
              decision: 'runs',
              children: [
                {
                  id: 'tasks/1/block/0',
                  name: 'Enterprise only',
                  kind: 'task',
                  decision: 'skipped',
                  because: "edition == 'enterprise'",
                },
                {
                  id: 'tasks/1/block/1',
                  name: 'If it is there',
                  kind: 'task',
                  decision: 'depends',
                  on: ['host'],
                },
                {
                  id: 'tasks/1/rescue',
                  name: 'rescue',
                  kind: 'rescue',
                  children: [{ id: 'tasks/1/rescue/0', name: 'Ask', kind: 'task', decision: 'runs' }],
                },
              ],
            },
          ],
        },
      ],
      windows: [
        {
          id: 'tasks/1',
          name: 'Update standard',
          limit: 1_800_000,
          warnAfter: 1_200_000,
          onOverrun: 'warn',
          reserve: null,
          takes: { usual: 0, most: 0, unknown: 1 },
          earlierRuns: 0,
          timeline: [
            {
              id: 'tasks/1/block/1',
              name: 'If it is there',
              at: 0,
              takes: { usual: 0, most: 0, unknown: 1 },
              perhaps: true,
            },
          ],
          pointOfNoReturn: { at: 1_800_000, step: null },
        },
      ],
      questions: [],
    });
  });

  const outage = 'outage.yml';
  const timeline = [
    '  from   takes   up to',
    '  00:00  2 min   2 min   Stop the service',
    '  02:00  ?       ?       It is stopped',
    '  02:00  25 min  25 min  Install (the longest of 2 branches)',
    '  25:00                  point of no return, in "Install"',
    '  27:00  1 min   1 min   Only then (it depends)',
    '  28:00  3 min   3 min   Start | the service',
    '  31:00                  expected end, LATER THAN THE LIMIT',
    '  from what is expected, without 1 task of which nothing is known',
  ];

  it('shows how a window is expected to go, with the point of no return', async () => {
    const { stdout } = await plan([outage]);
    expect(stdout.split('\n').slice(-11, -1)).to.deep.equal([
      'Window "The outage": limit 30 min, warning after 20 min, 5 min are kept for undoing, stops before a task that would not end in time',
      ...timeline,
    ]);
    const decided = await plan([outage, '-e', 'edition=enterprise']);
    expect(decided.stdout).to.contain('  02:00  15 min  15 min  Enterprise\n');
    expect(decided.stdout).to.contain('  21:00                  expected end\n');
    expect(decided.stdout).to.contain(
      '  25:00                  point of no return, after the expected end\n',
    );
  });

  it('writes all of it as Markdown, in which nothing of the runbook has an effect', async () => {
    const { stdout, exitCode } = await plan([
      outage,
      '--format',
      'md',
      '-e',
      'edition=enterprise',
      '--check',
    ]);
    expect(exitCode).to.equal(0);
    expect(stdout).to.equal(`# Update \\*the\\* site

outage.yml

## Parameters

| name | value | from |
| --- | --- | --- |
| edition | "enterprise" | -e |

## Tasks

|  | task |  |
| --- | --- | --- |
| runs | The outage |  |
| runs | &nbsp;&nbsp;Stop the service |  |
| runs | &nbsp;&nbsp;It is stopped |  |
| runs | &nbsp;&nbsp;choose: Install |  |
| runs | &nbsp;&nbsp;&nbsp;&nbsp;Enterprise |  |
| skipped | &nbsp;&nbsp;&nbsp;&nbsp;Standard | because edition == 'standard' is false |
| depends | &nbsp;&nbsp;Only then | on stopped |
| runs | &nbsp;&nbsp;Say so |  |
|  | &nbsp;&nbsp;undo: if one of them fails, of what was done |  |
| runs | &nbsp;&nbsp;&nbsp;&nbsp;Start it |  |
|  | &nbsp;&nbsp;always |  |
| runs | &nbsp;&nbsp;&nbsp;&nbsp;Start \\| the service |  |

## Window: The outage

limit 30 min, warning after 20 min, 5 min are kept for undoing, stops before a task that would not end in time

| from | takes | up to |  |
| --- | --- | --- | --- |
| 00:00 | 2 min | 2 min | Stop the service |
| 02:00 | ? | ? | It is stopped |
| 02:00 | 15 min | 15 min | Enterprise |
| 17:00 | 1 min | 1 min | Only then (it depends) |
| 18:00 | 3 min | 3 min | Start \\| the service |
| 21:00 |  |  | expected end |
| 25:00 |  |  | point of no return, after the expected end |

from what is expected, without 1 task of which nothing is known

With --check nothing is asked, and what is not safe is not run.
`);
  });

  it('says what keeps nothing for undoing, and what is not known', async () => {
    const { stdout } = await plan(['loose.yml']);
    expect(stdout).to.match(/^Window "whole": limit 30 min, its overrun is a failure$/m);
    expect(stdout).to.match(/^ {2}30:00 +point of no return, after the expected end$/m);
    expect(stdout).to.match(/^ {2}from what is expected\n {2}nothing is kept for undoing \(`reserve`\)$/m);
    expect(stdout).to.match(/^Window "open": limit is known at run time$/m);
  });

  it('writes JSON that its schema describes', async () => {
    const schema = JSON.parse(
      readFileSync(join(packageDirectory, 'schemas', 'plan.schema.json'), 'utf8'),
    ) as object;
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
    const runs = [
      [outage],
      ['site.yml', '-e', 'edition=standard'],
      ['handlers'],
      ['loose.yml'],
      ['lync-backend.yml'],
    ];
    for (const args of [...runs, ['handlers', '--start-at-task', 'One']]) {
      const { stdout } = await plan([...args, '--format', 'json']);
      expect(validate(JSON.parse(stdout)), `${args[0] ?? ''}: ${JSON.stringify(validate.errors)}`).to.equal(
        true,
      );
    }
  });

  it('plans the shipped runbook: each case has its own database command and no other', async () => {
    const cases: [string, string][] = [
      ['edition=standard', 'Standard Edition'],
      ['edition=enterprise collocated_databases=false', 'Enterprise Edition, no collocated databases'],
      ['edition=enterprise collocated_databases=true', 'Enterprise Edition, collocated databases'],
    ];
    for (const [parameters, branch] of cases) {
      const { stdout, stderr } = await plan(['lync-backend.yml', '--format', 'json', '-e', parameters]);
      expect(stderr).to.equal('');
      const branches = nodes(JSON.parse(stdout) as JsonPlan).filter(
        ({ name, kind }) => kind === 'branch' && name.startsWith('Step 11'),
      );
      expect(branches.filter(({ decision }) => decision === 'runs').map(({ name }) => name)).to.deep.equal([
        `Step 11: ${branch}`,
      ]);
      expect(branches.filter(({ decision }) => decision === 'skipped')).to.have.length(2);
    }
  });
});

interface JsonNode {
  readonly name: string;
  readonly kind: string;
  readonly decision?: string;
  readonly children?: readonly JsonNode[];
}

interface JsonPlan {
  readonly plays: readonly JsonNode[];
}

function nodes(plan: JsonPlan): JsonNode[] {
  const inside = (node: JsonNode): JsonNode[] => [node, ...(node.children ?? []).flatMap(inside)];
  return plan.plays.flatMap(inside);
}
