import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { planCommand } from '../../src/cli/plan/plan.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';
import { runCommand } from '../cli/run-command.ts';
import { temporaryFolder } from '../cli/temporary-folder.ts';

const SITE = `
params:
  edition: { type: string, enum: [a, b], required: true }
  target: { type: string }
  size: { type: integer, default: 5 }
vars:
  is_b: "{{ edition == 'b' }}"
tasks:
  - name: host
    command: [hostname]
    register: host
    changed_when: false
  - name: Small
    when: size < 3
    command: [shrink, '{{ size }}', a b]
  - name: By the run
    when: host.rc == 0
    debug: {}
  - name: Pick
    choose:
      - name: one
        when: is_b and host.rc == 0
        Copy-Item: { Path: x, Recurse: true, Force: false, Filter: '{{ target | default(omit) }}', Include: [a, 'b c'] }
      - name: two
        when: else
        block:
          - { name: always, debug: {} }
          - { name: only a, when: edition == 'a', debug: {} }
          - { name: perhaps, when: host.rc > 1, debug: {} }
  - name: Wrong
    choose:
      - { name: three, when: edition == 'a', debug: {} }
      - { name: four, when: "edition in ['a', 'b'] and size > 100", debug: {} }
`;

const CALLS = `
params:
  edition: { type: string, enum: [a, b, c], required: true }
  small: { type: boolean, default: false }
tasks:
  - { name: First, tags: some, when: edition == 'a', command: [update, /local] }
  - { name: Second, when: edition == 'b' and small, command: [update, /small] }
  - { name: Other, when: small, command: [measure, /small] }
  - { name: Third, tags: some, when: edition != 'c' and not small, command: [update, '{{ edition }}'] }
  - debug: {}
  - { name: host, command: [hostname], register: host, changed_when: false }
  - { name: Again, when: small and host.rc == 0, command: [ask, a], register: host, changed_when: false }
  - { name: Then, when: small and host is not skipped, command: [ask, b], register: host, changed_when: false }
  - { name: Last, when: small and host is not skipped, command: [ask, c], changed_when: false }
`;

describe('runbook plan --decisions', () => {
  const folder = temporaryFolder({
    'site.yml': SITE,
    'calls.yml': CALLS,
    'none.yml': 'tasks: [{ debug: {} }]\n',
    // Its choose is right, so that there is a plan.
    'right.yml': SITE.slice(0, SITE.indexOf('  - name: Wrong')),
  });
  const decisions = async (args: readonly string[]) => {
    const { stdout, exitCode } = await runCommand(planCommand, [...args, '--decisions'], {
      directory: folder.path,
    });
    expect(exitCode).to.equal(0);
    return stdout;
  };

  it('is the table of the procedure for the reference runbook', async () => {
    const shown = await decisions([join(packageDirectory, 'runbooks', 'lync-backend.yml')]);
    const documented = /```text\n([\s\S]*?)```/.exec(
      readFileSync(join(packageDirectory, 'docs', 'decisions.md'), 'utf8'),
    )?.[1];
    expect(shown).to.contain(documented);
  });

  it('has the parameters that matter, the questions of the run, and what runs with which arguments', async () => {
    expect(await decisions(['right.yml'])).to.equal(
      `## Small

| \`size\` | what runs |
| --- | --- |
| 2 | \`shrink 2 'a b'\` |
| 3 | nothing |
| 4 | nothing |

## Pick

| \`edition\` | \`host.rc == 0\` | what runs |
| --- | --- | --- |
| a | any | \`debug\`<br>\`debug\`<br>\`debug\` if \`host.rc > 1\` |
| b | true | \`Copy-Item -Path x -Recurse -Force:$false -Filter {{ target | default(omit) }} -Include a, 'b c'\` |
| b | false | \`debug\`<br>\`debug\` if \`host.rc > 1\` |

## only a

| \`edition\` | \`host.rc == 0\` | what runs |
| --- | --- | --- |
| a | any | \`debug\` |
| b | false | nothing |
`.replace('target | default', 'target \\| default'),
    );
  });

  it('has one table of tasks that call the same command', async () => {
    const shown = await decisions(['calls.yml']);
    expect(shown.slice(0, shown.indexOf('## Again'))).to.equal(`## update

| \`edition\` | \`small\` | what runs |
| --- | --- | --- |
| a | true | \`update /local\` |
| a | false | \`update /local\`<br>\`update a\` |
| b | true | \`update /small\` |
| b | false | \`update b\` |
| c | any | nothing |

## Other

| \`small\` | what runs |
| --- | --- |
| true | \`measure /small\` |
| false | nothing |

`);
    // What the calls themselves change is asked at two moments, and a column is of one.
    expect(shown).to.contain('## Again').and.to.contain('## Then').and.not.to.contain('## ask');
  });

  it('has in it what is selected', async () => {
    const shown = await decisions(['calls.yml', '--tags', 'some', '-e', 'small=true']);
    expect(shown).to.contain('| a | `update /local` |').and.not.to.contain('/small');
    expect(await decisions(['calls.yml', '--start-at-task', 'Third'])).to.contain('## Third');
  });

  it('knows what is given', async () => {
    const shown = await decisions(['right.yml', '-e', 'edition=b', '-e', 'target=new.txt', '-e', 'size=1']);
    expect(shown)
      .to.contain("## Small\n\n| what runs |\n| --- |\n| `shrink 1 'a b'` |\n")
      .and.to.contain('-Filter new.txt')
      .and.not.to.contain('| a |');
  });

  it('writes the same for programs', async () => {
    const json = JSON.parse(await decisions(['right.yml', '--format', 'json'])) as {
      decisions: readonly { name: string; columns: readonly string[]; rows: readonly object[] }[];
    };
    const [, pick] = json.decisions;
    expect(pick).to.include({ name: 'Pick' });
    expect(pick?.columns).to.deep.equal(['edition', 'host.rc == 0']);
    expect(pick?.rows[2]).to.deep.equal({
      when: { edition: 'b', 'host.rc == 0': 'false' },
      tasks: [
        { name: 'always', call: 'debug', conditions: [] },
        { name: 'perhaps', call: 'debug', conditions: ['host.rc > 1'] },
      ],
    });
  });

  it('says so where nothing is decided', async () => {
    expect(await decisions(['none.yml'])).to.equal('none.yml: nothing is decided by parameters\n');
  });

  it('is told nothing of a runbook with a mistake', async () => {
    const run = await runCommand(planCommand, ['site.yml', '--decisions'], { directory: folder.path });
    expect(run.exitCode).to.equal(4);
    expect(run.stdout).to.equal('');
    expect(run.stderr).to.contain('[choose-gap]');
  });
});
