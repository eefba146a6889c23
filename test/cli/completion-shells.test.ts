import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { program } from '../harness/paths.ts';
import { createSandbox } from '../harness/sandbox.ts';
import { hasTerminal, openTerminal } from '../harness/terminal.ts';
import { testPowerShell } from '../session/test-session.ts';

/** Each would leave a file, did a shell evaluate it. */
const HOSTILE = [
  '$(touch pwned)',
  '`touch pwned`',
  "'; touch pwned; '",
  '"; touch pwned; "',
  '; touch pwned #',
  '$(New-Item pwned)',
  '’; New-Item pwned; ‘',
  '@(New-Item pwned)',
  '~ * ? [a] {b,c} & | < >',
];
const names = HOSTILE.map((each, index) => `${index + 1} ${each}`);

const RUNBOOK = `
params:
  site: { type: string, required: true }
  mode: { type: string, enum: [full, 'at once'], default: full }
tasks:
  - { name: Stop the site, tags: [stop], debug: { msg: "{{ site }} {{ mode }}" } }
${names.map((name) => `  - { name: ${JSON.stringify(name)}, debug: {} }\n`).join('')}`;

function has(shell: string): boolean {
  return spawnSync(shell, ['--version']).status === 0;
}

describe('Completion in real shells', function () {
  const sandbox = createSandbox();
  const { directory } = sandbox;
  let environment: Record<string, string | undefined>;
  before(function () {
    if (process.platform === 'win32') this.skip();
    const shim = sandbox.file('.bin/runbook', `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
    chmodSync(shim, 0o755);
    environment = {
      ...sandbox.environment,
      PATH: `${dirname(shim)}:${process.env['PATH']}`,
      HOME: directory,
      LC_ALL: 'C.UTF-8',
    };
    sandbox.file('site.yml', RUNBOOK);
    sandbox.file('notes.txt', '');
    sandbox.file('site/rehearsal/scenarios/power cut.yml', 'description: A cut.\nexpect: { exit: 0 }\n');
  });
  afterEach(() => expect(existsSync(join(directory, 'pwned')), 'a name was evaluated').to.equal(false));
  after(() => sandbox.dispose());

  /** Types each line with a tab behind it in one interactive shell, and gives the arguments that the shell then makes of it. */
  async function typed(argv: readonly string[], setup: readonly string[], lines: readonly string[]) {
    const terminal = openTerminal(argv, { directory, environment, columns: 200 });
    const prepared = [
      ...setup,
      "runbook() { printf '[%s]' \"$@\"; printf '<end>\\n'; }",
      'printf "rea""dy\\n"',
    ];
    try {
      for (const line of prepared) {
        terminal.type(line);
        terminal.enter();
      }
      await terminal.shows('ready');
      const found: string[][] = [];
      for (const line of lines) {
        terminal.type(`${line}\t`);
        // What is typed next is read when the shell has completed this.
        terminal.enter();
        const ends = new RegExp(`(?:[^]*?\\]<end>){${found.length + 1}}`);
        const shown = await terminal.shows(ends);
        const last = shown.split('\n').findLast((text) => text.endsWith(']<end>')) ?? '';
        found.push(last.slice(1, -']<end>'.length).split(']['));
      }
      return found;
    } finally {
      terminal.close();
    }
  }

  const lines = [
    'runbook valid',
    'runbook apply si',
    'runbook apply site.yml -e mode=a',
    'runbook apply site.yml -e mode=fu',
    'runbook apply notes',
    'runbook rehearse site.yml --scenario ',
    'runbook apply site.yml --start-at-task Sto',
    'runbook apply site.yml --start-at-task "Sto',
    ...names.map((_, index) => `runbook apply site.yml --start-at-task ${index + 1}`),
  ];
  const expected = [
    ['validate'],
    ['apply', 'site.yml'],
    ['apply', 'site.yml', '-e', 'mode=at once'],
    ['apply', 'site.yml', '-e', 'mode=full'],
    ['apply', 'notes.txt'],
    ['rehearse', 'site.yml', '--scenario', 'power cut'],
    ['apply', 'site.yml', '--start-at-task', 'Stop the site'],
    ['apply', 'site.yml', '--start-at-task', 'Stop the site'],
    ...names.map((name) => ['apply', 'site.yml', '--start-at-task', name]),
  ];

  it('puts whole arguments into the line of bash', async function () {
    if (!hasTerminal || !has('bash')) this.skip();
    const found = await typed(
      ['bash', '--norc', '--noprofile', '-i'],
      ['eval "$(runbook completion bash)"'],
      lines,
    );
    expect(found).to.deep.equal(expected);
  });

  it('puts them into the line of zsh', async function () {
    if (!hasTerminal || !has('zsh')) this.skip();
    const setup = ['autoload -Uz compinit && compinit -D -u', 'eval "$(runbook completion zsh)"'];
    expect(await typed(['zsh', '-f', '-i'], setup, lines)).to.deep.equal(expected);
  });

  it('gives fish what it completes', function () {
    if (!has('fish')) this.skip();
    const complete = (line: string) =>
      execFileSync(
        'fish',
        ['--no-config', '-c', 'runbook completion fish | source; complete -C -- $argv[1]', line],
        { cwd: directory, env: environment, encoding: 'utf8' },
      )
        .trimEnd()
        .split('\n');
    expect(complete('runbook valid')[0]).to.match(/^validate\tcheck runbooks/);
    expect(complete('runbook apply si')).to.deep.equal(['site.yml']);
    expect(complete('runbook apply site.yml -e ')).to.have.members([
      'site=\tstring, required',
      'mode=\tstring',
    ]);
    expect(complete('runbook apply site.yml -e mode=a')).to.deep.equal(['mode=at once']);
    expect(complete('runbook apply notes').join('')).to.match(/^notes\.txt/);
    expect(complete('runbook rehearse site.yml --scenario ')).to.deep.equal(['power cut\tA cut.']);
    expect(complete("runbook apply site.yml --start-at-task 'Sto")).to.deep.equal(['Stop the site']);
    expect(complete('runbook apply site.yml --start-at-task ')).to.have.members(['Stop the site', ...names]);
  });

  it('gives PowerShell words that are quoted where they have to be', async () => {
    const { executable, arguments: leading } = await testPowerShell();
    const all = [...lines, 'runbook apply site.yml --start-at-task ', 'runbook apply site.yml -e '];
    sandbox.file(
      'complete.ps1',
      `
      runbook completion powershell | Out-String | Invoke-Expression
      $found = foreach ($line in (Get-Content lines.json -Raw | ConvertFrom-Json)) {
        $result = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)
        , @($result.CompletionMatches | ForEach-Object { $_.CompletionText })
      }
      # What the shell makes of each word.
      $words = foreach ($text in $found[-2]) { Invoke-Expression "Write-Output -- $text" }
      ConvertTo-Json -Depth 3 @{ found = $found; words = $words }
    `,
    );
    sandbox.file('lines.json', JSON.stringify(all));
    const output = execFileSync(executable, [...leading, '-NoProfile', '-File', 'complete.ps1'], {
      cwd: directory,
      env: environment,
      encoding: 'utf8',
    });
    const { found, words } = JSON.parse(output) as { found: string[][]; words: string[] };
    expect(found.slice(0, 4)).to.deep.equal([['validate'], ['site.yml'], ["'mode=at once'"], ['mode=full']]);
    expect(found[4]?.join('')).to.match(/notes\.txt$/);
    expect(found.slice(5, 8)).to.deep.equal([["'power cut'"], ["'Stop the site'"], ["'Stop the site'"]]);
    expect(found.at(-1)).to.deep.equal(['site=', 'mode=']);
    expect(words).to.have.members(['Stop the site', ...names]);
  });
});
