import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { docsCommand } from '../../src/cli/docs/docs.ts';
import { graphCommand } from '../../src/cli/graph/graph.ts';
import { runCommand } from '../cli/run-command.ts';
import { root } from '../harness/paths.ts';
import { createSandbox } from '../harness/sandbox.ts';

const update = process.env['UPDATE_GOLDENS'] === '1';

const RUNBOOK = `
name: Change a site
description: |
  Changes it.

  And back.
session: { edition: desktop, version: '5.1', modules: [WebAdministration] }
params:
  site: { type: string, required: true, description: Which one, pattern: '^[a|b]+$' }
  mode: { type: string, enum: [full, fast], default: full }
  count: { type: integer, minimum: 1, maximum: 5, default: 2 }
  reason: { type: string, required_when: mode == 'full' }
  names: { type: list, items: { type: string, format: hostname }, default: [] }
  password: { type: string, secret: true, required: true, prompt: The password? }
  pin: { type: string, secret: true, required: true, enum: [hunter2, hunter3] }
status: { site: as before }
tasks:
  - name: Stop it
    Stop-Website: { Name: '{{ site }}' }
    confirm: Stop {{ site }}?
    status: { site: { during: in doubt, done: stopped } }
    notify: Tell them
    timeout: 60
    undo: [{ name: Start it, Start-Website: { Name: '{{ site }}', Verbose: true } }]
  - name: Work
    when: [count > 1, not password == pin]
    window: { limit: 30 minutes, on_overrun: rescue }
    block:
      - { name: Copy, command: [robocopy, 'from here', '{{ names | join }}'], loop: '{{ names }}', changed_when: false }
      - { name: Wait, wait_for: { port: 80, timeout: 30 }, until: "reason is defined or mode in ['full']", retries: 3 }
    rescue: [{ name: Give up, fail: { msg: No way. } }]
    always: [{ name: Say, debug: { msg: Done. } }]
  - name: Which
    choose:
      - { name: Full, when: mode == 'full', powershell: 'Get-Date' }
      - { name: Fast, when: else, debug: {} }
handlers:
  - { name: Tell them, debug: { msg: "{{ reason | default('') }}" } }
`;

describe('runbook docs', function () {
  const sandbox = createSandbox();
  after(() => sandbox.dispose());

  async function page(runbook: string, file = 'runbook.yml'): Promise<string> {
    sandbox.file(file, runbook);
    const { stdout, stderr, exitCode } = await runCommand(docsCommand, [file], {
      directory: sandbox.directory,
    });
    expect([exitCode, stderr]).to.deep.equal([0, '']);
    return stdout;
  }

  it('says what has to be there, and what each parameter is', async () => {
    const text = await page(RUNBOOK);
    expect(text).to.match(/^# Change a site\n\nChanges it\.\n\nAnd back\.\n/);
    expect(text).to.include(
      '- Windows PowerShell 5.1 or later\n- modules: `WebAdministration`\n- programs: `robocopy`\n',
    );
    const rows = text.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).to.deep.equal([
      '| `site` | string | **required** | matches `^[a\\|b]+$` | Which one |',
      '| `mode` | string | `"full"` | `"full"`, `"fast"` |  |',
      '| `count` | integer | `2` | at least 1; at most 5 |  |',
      "| `reason` | string | **required** if `mode` is `'full'` |  |  |",
      '| `names` | list | `[]` | each: string, hostname |  |',
      '| `password` | string, secret | **required** |  | The password? |',
      '| `pin` | string, secret | **required** | `…`, `…` |  |',
    ]);
    expect(text).not.to.match(/hunter/);
  });

  it('lists the steps in order, with their conditions in words', async () => {
    const text = await page(RUNBOOK);
    const steps = text.slice(text.indexOf('## Steps\n') + 10, text.indexOf('## Handlers'));
    expect(steps.trim()).to.equal(
      `
1. **Stop it**
    - \`Stop-Website -Name {{ site }}\`
    - asks before it acts: “Stop \\{\\{ site \\}\\}?”
    - stopped after 1 min
    - if it changes something, notifies “Tell them”
    - while it is at it, and if it fails, site is “in doubt”
    - then site is “stopped”
    - if a block around it fails, this takes it back:
        1. **Start it**
            - \`Start-Website -Name {{ site }} -Verbose\`
2. **Work**
    - only if \`count\` is greater than \`1\` and \`not password == pin\` holds
    - within a window: 30 min; passing it is a failure of the block
    1. **Copy**
        - for each \`item\` of \`{{ names }}\`
        - the program \`robocopy 'from here' {{ names | join }}\`
    2. **Wait**
        - waits until port 80 is there, for 30 s at most
        - again until \`reason\` is defined or \`mode\` is in \`['full']\`, 3 times more at most
    - if one of these fails:
        1. **Give up**
            - fails: “No way.”
    - in any case, after a failure or a stop too:
        1. **Say**
            - says “Done.”
3. **Which**
    - one of these (exactly one branch runs, proved over 2 combinations of "mode"):
        - if \`mode\` is \`'full'\`:
            1. **Full**
                - PowerShell: \`Get-Date\`
        - otherwise:
            1. **Fast**
                - says
`.trim(),
    );
  });

  it('says how it is run, in commands that can be copied', async () => {
    sandbox.file('runbook/rehearsal/scenarios/all well.yml', 'description: All\nexpect: { exit: 0 }\n');
    const text = await page(RUNBOOK);
    expect(text).to.include(
      [
        '    runbook validate runbook.yml',
        '    runbook rehearse runbook.yml --all',
        "    runbook rehearse runbook.yml --scenario 'all well'",
        '    runbook plan runbook.yml -e site=…',
        '    runbook apply runbook.yml -e site=… --check',
        '    runbook apply runbook.yml -e site=…',
        '    runbook resume RUN',
      ].join('\n'),
    );
    expect(text).to.include('Secrets are asked for, unseen, or come from a file: `password`, `pin`.');
    expect(text).to.include('| 5 | stopped by the operator, declined, or in doubt |');
    // Nothing of a name is left that a shell would evaluate.
    const odd = await page('tasks: [{ debug: {} }]', "$(touch pwned)'.yml");
    expect(odd).to.include('    runbook validate FILE\n');
  });

  it('lets no text of a runbook become Markdown', async () => {
    const hostile = [
      '# a | b <img src=x onerror=alert(1)> [c](javascript:d) **e** `f` &lt; ~~g~~ !h',
      '``` ` `` \\` |',
      '1. - + = > \u001b[31m ::error::x',
    ];
    const withTexts = ([first, second, third]: readonly string[]) => `
      name: ${JSON.stringify(first)}
      description: ${JSON.stringify(second)}
      params:
        p: { type: string, description: ${JSON.stringify(first)}, enum: [${JSON.stringify(second)}, x], required: true }
      status: { s: ${JSON.stringify(third)} }
      tasks:
        - name: ${JSON.stringify(second)}
          debug: { msg: ${JSON.stringify(first)} }
        - name: ${JSON.stringify(third)}
          command: [run, ${JSON.stringify(second)}]
          confirm: ${JSON.stringify(third)}
          when: ${JSON.stringify(`p != ${JSON.stringify(second)}`)}
          undo: [{ name: ${JSON.stringify(first)}, debug: {} }]`;
    const signs = async (texts: readonly string[]) => (await page(withTexts(texts))).split('\n').map(signsOf);
    expect(await signs(hostile)).to.deep.equal(await signs(['plain', 'plain', 'plain']));
  });

  it('refuses a runbook with mistakes', async () => {
    sandbox.file('wrong.yml', 'tasks: [{ debug: { msg: "{{ nme }}" } }]');
    const { stdout, exitCode } = await runCommand(docsCommand, ['wrong.yml'], {
      directory: sandbox.directory,
    });
    expect([stdout, exitCode]).to.deep.equal(['', 4]);
  });
});

/** What of a line is Markdown's own: without escaped characters, code, letters, digits and blanks. */
function signsOf(line: string): string {
  return line
    .replaceAll(/\\[!-/:-@[-`{-~]/g, '')
    .replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '`')
    .replace(/^ *(\d+\.|-) /, '- ')
    .replaceAll(/[^-+=>#|<[\]*`&~!{}_]/g, '')
    .replaceAll(/(?<=.)[-+=]/g, '');
}

describe('Pages that are kept', function () {
  async function written(make: typeof docsCommand): Promise<string> {
    const { stdout, stderr } = await runCommand(make, ['lync-backend.yml'], {
      directory: join(root, 'runbooks'),
    });
    expect(stderr).to.equal('');
    return stdout;
  }

  it('have what `runbook docs` makes of the reference runbook', async () => {
    const path = join(root, 'runbooks', 'lync-backend', 'operator.md');
    const text = await written(docsCommand);
    if (update) writeFileSync(path, text);
    expect(readFileSync(path, 'utf8').replaceAll('\r\n', '\n')).to.equal(text);
  });

  it('have what `runbook graph` makes of it', async () => {
    const path = join(root, 'docs', 'graph.md');
    const text = await written(graphCommand);
    const page = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
    const made = page.replace(/^```mermaid\n.*?^```\n/ms, () => `\`\`\`mermaid\n${text}\`\`\`\n`);
    if (update) writeFileSync(path, made);
    expect(update ? made : page).to.equal(made);
  });
});
