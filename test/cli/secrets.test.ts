import { expect } from 'chai';
import { hasTerminal, openTerminal } from '../harness/terminal.ts';
import { program } from '../harness/paths.ts';
import { createSandbox, said, type CliRun, type Sandbox } from '../harness/sandbox.ts';
import { statuses } from '../harness/outcome.ts';

/** Every spelling of it differs from the others. */
const SECRET = `Zaun & <Tür>/7%"x'+~?é`;

/** Written here anew, so that a mistake in the mask is not repeated. */
function spellings(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const bytes = (encoding: 'utf8' | 'utf16le') =>
    [0, 1, 2].map((shift) => aligned(Buffer.from(secret, encoding), shift));
  const base64 = [...bytes('utf8'), ...bytes('utf16le')];
  const url = encodeURIComponent(secret);
  return [
    secret,
    json,
    json.replaceAll('/', '\\/'),
    // Python; Newtonsoft.Json and Windows PowerShell; System.Text.Json.
    escaped(json, /[^\x20-\x7e]/g),
    escaped(json.replaceAll('\\"', '"'), /[&<>'"]/g),
    escaped(json.replaceAll('\\"', '"'), /[&<>'"+`]|[^\x20-\x7e]/g, true),
    secret.replace(
      /[&<>"']/g,
      (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' })[c]!,
    ),
    secret.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]!),
    url,
    url.replace(/%../g, (c) => c.toLowerCase()),
    url.replace(/['~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
    url.replaceAll('%20', '+'),
    secret.replaceAll("'", "''"),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

function escaped(text: string, characters: RegExp, upper = false): string {
  return text.replace(characters, (character) => {
    const hex = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${upper ? hex.toUpperCase() : hex}`;
  });
}

/** The characters of a base64 text that the secret alone decides, wherever in the text it stands. */
function aligned(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const whole = Math.floor(((shift + bytes.length) * 8) / 6);
  return text.slice(Math.ceil((shift * 8) / 6), whole);
}

/** Says what it reads in every spelling, on both outputs, and once in two pieces. */
const SPELL = `
const secret = require('fs').readFileSync(0, 'utf8');
const { spellings } = require('./spellings.json');
const base64 = (e) => Buffer.from(secret, e).toString('base64');
for (const text of spellings) { console.log(text); console.error('err ' + text + ' end'); }
console.log(JSON.stringify({ secret }), base64('utf8'), base64('utf16le'), process.env.WORD);
process.stdout.write(secret.slice(0, 9));
setTimeout(() => { process.stdout.write(secret.slice(9) + '\\n'); process.exitCode = 1; }, 50);
`;

const PARAMS = `params:
  word: { type: string, secret: true, required: true, prompt: The word }
`;

const NATIVE = `${PARAMS}tasks:
  - name: Use {{ word }}
    command: { argv: ['${process.execPath}', spell.cjs], stdin: '{{ word }}' }
    environment: { WORD: '{{ word }}' }
    register: spelt
    ignore_errors: true
  - { name: Debug, debug: { msg: 'it is {{ word }} or {{ word | b64encode }} or {{ [word] | to_json }}' } }
  - { name: Result, debug: { var: spelt } }
  - { name: Fact, set_fact: { copy: 'x{{ word }}x' } }
  - { name: Fact shown, debug: { var: copy } }
  - { name: Failure, fail: { msg: 'wrong: {{ word }}' }, ignore_errors: true }
  - { name: Assertion, assert: { that: word == 'something', fail_msg: '{{ word }}' }, ignore_errors: true }
  - { name: Mistake, debug: { msg: '{{ [copy][3] }}' }, ignore_errors: true }
`;

const SCRIPT = String.raw`
      script: |
        param([string]$Word, $Secure)
        $utf8 = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($Word))
        $utf16 = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($Word))
        $Word; $utf8; $utf16
        [Security.SecurityElement]::Escape($Word); [Uri]::EscapeDataString($Word)
        @{ Word = $Word; List = @($Word, "in $Word text") }
        [pscustomobject]@{ Word = $Word; $Word = 'as a name' }
        Write-Warning $Word; Write-Verbose $Word; Write-Debug $Word; Write-Host $Word
        Write-Host -NoNewline $Word.Substring(0, 9); Write-Host $Word.Substring(9)
        Write-Progress -Activity $Word -Status $Word -PercentComplete 50
        [Console]::Out.Write($Word.Substring(0, 9)); [Console]::Out.Flush()
        [Console]::Error.WriteLine($Word)
        [Console]::Out.WriteLine($Word.Substring(9))
        Write-Error $Word -ErrorAction Continue
        throw "it is $Word"`;

const POWERSHELL = `${PARAMS}tasks:
  - name: In PowerShell
    powershell:
      parameters: { Word: '{{ word }}', Secure: '{{ word }}' }${SCRIPT}
    register: spelt
    ignore_errors: true
  - { name: Result, debug: { var: spelt } }
  - { name: Not there, Get-Item: { LiteralPath: '/nowhere/{{ word }}' } }
`;

describe('A secret', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('spell.cjs', SPELL);
    sandbox.file('native.yml', NATIVE);
    sandbox.file('powershell.yml', POWERSHELL);
    // What the program says comes from here, so that the file is not one that the run wrote.
    sandbox.file('spellings.json', JSON.stringify({ spellings: spellings(SECRET) }));
  });
  afterEach(() => {
    sandbox.dispose();
  });

  const given = new Set(['spell.cjs', 'native.yml', 'powershell.yml', 'spellings.json', 'params.json']);

  /** Looks for every spelling in everything that was written. */
  function expectHidden(texts: Readonly<Record<string, string>>): void {
    const files = sandbox
      .files()
      .map(
        ({ path, content }) => [path.slice(sandbox.directory.length + 1), content.toString('utf8')] as const,
      )
      .filter(([path]) => !given.has(path));
    const all = [...Object.entries(texts), ...files];
    const found = all.flatMap(([where, text]) =>
      spellings(SECRET)
        .filter((spelling) => text.includes(spelling))
        .map((spelling) => `${where}: ${spelling}: ${lineWith(text, spelling)}`),
    );
    expect(found).to.deep.equal([]);
  }

  function expectRan(run: CliRun, runbook: string): void {
    expect(run.exitCode, said(run)).to.equal(runbook === 'native.yml' ? 0 : 2);
    expect(run.stdout + sandbox.read('run.log')).to.contain('********');
  }

  for (const runbook of ['native.yml', 'powershell.yml']) {
    for (const view of ['plain', 'json']) {
      it(`given in a variable is in nothing that ${runbook} writes with --view ${view}`, async () => {
        const args = ['apply', runbook, '--view', view, '-vvv', '--log', 'run.log'];
        const run = await sandbox.run(args, { env: { RUNBOOK_PARAM_WORD: SECRET } });
        expectRan(run, runbook);
        expectHidden({ stdout: run.stdout, stderr: run.stderr });
        if (view === 'json' && runbook === 'native.yml') {
          expect(statuses(run).slice(1)).to.deep.equal([
            'Debug: ok',
            'Result: ok',
            'Fact: ok',
            'Fact shown: ok',
            'Failure: ignored',
            'Assertion: ignored',
            'Mistake: ignored',
          ]);
        }
      });
    }
  }

  it('given in a file is in nothing that a run writes', async () => {
    sandbox.file('params.json', JSON.stringify({ word: SECRET }));
    const run = await sandbox.run([
      'apply',
      'native.yml',
      '--params-file',
      'params.json',
      '-vv',
      '--log',
      'run.log',
    ]);
    expectRan(run, 'native.yml');
    expectHidden({ stdout: run.stdout, stderr: run.stderr });
  });

  it('given on standard input is in nothing that a run writes', async () => {
    const run = await sandbox.run(['apply', 'native.yml', '--params-file', '-', '-vv', '--log', 'run.log'], {
      stdin: JSON.stringify({ word: SECRET }),
    });
    expectRan(run, 'native.yml');
    expectHidden({ stdout: run.stdout, stderr: run.stderr });
  });

  it('that an expression makes of another is hidden once a program or a script has it', async () => {
    sandbox.file(
      'derived.yml',
      `${PARAMS}tasks:
  - command:
      argv: ['${process.execPath}', --eval, 'process.stdin.pipe(process.stdout); console.log(process.env.LOW)']
      stdin: '{{ word | upper }}'
    environment: { LOW: 'user:{{ word | lower }}' }
  - powershell:
      script: 'param([string]$Word) $Word'
      parameters: { Word: "{{ word | replace('-', '+') }}" }
`,
    );
    const args = ['apply', 'derived.yml', '--view', 'plain', '-v', '--log', 'run.log'];
    const run = await sandbox.run(args, { env: { RUNBOOK_PARAM_WORD: 'Tor-Wächter' } });
    expect(run.exitCode, said(run)).to.equal(0);
    const written = run.stdout + run.stderr + sandbox.read('run.log');
    // Each of the three says it once, on the screen and in the log.
    expect(written.match(/\*{8}/g)).to.have.lengthOf.at.least(6);
    expect(written).to.not.match(/tor[-+]wächter/i);
  });

  for (const view of ['plain', 'live']) {
    it(`typed at the prompt is on no screen with --view ${view}`, async () => {
      if (!hasTerminal) return;
      const terminal = openTerminal(
        [process.execPath, program, 'apply', 'native.yml', '--view', view, '-vvv', '--log', 'run.log'],
        { directory: sandbox.directory, environment: sandbox.environment, rows: 200 },
      );
      try {
        await terminal.shows('The word');
        terminal.type(SECRET);
        terminal.enter();
        const screen = await terminal.shows('exit=0');
        expectHidden({ screen });
        expect(sandbox.read('run.log')).to.contain('********');
      } finally {
        terminal.close();
      }
    });
  }

  it('is refused as an argument of a native program, before anything runs', async () => {
    const run = await sandbox.apply(`${PARAMS}tasks: [{ command: [echo, '{{ word }}'] }]`, [], {
      env: { RUNBOOK_PARAM_WORD: SECRET },
    });
    expect(run.exitCode, said(run)).to.equal(4);
    expect(run.stderr).to.contain('word');
    expectHidden({ stdout: run.stdout, stderr: run.stderr });
  });

  it('is refused as such an argument at run time, where it comes by a detour', async () => {
    const run = await sandbox.apply(
      `${PARAMS}vars: { detour: '{{ word }}' }\ntasks: [{ name: one, command: [echo, '{{ detour }}'] }]`,
      [],
      { env: { RUNBOOK_PARAM_WORD: SECRET } },
    );
    expect(run.exitCode, said(run)).to.be.oneOf([2, 4]);
    expectHidden({ stdout: run.stdout, stderr: run.stderr });
  });
});

function lineWith(text: string, part: string): string {
  return (
    text
      .split('\n')
      .find((line) => line.includes(part))
      ?.slice(0, 300) ?? ''
  );
}
