import { expect } from 'chai';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const SECRET = 'Zaunkoenig-im-Garten-2026';

/** Each breaks the secret in its own way, and none of the pieces is the whole of it. */
const RUNBOOK = `params:
  word: { type: string, secret: true, required: true }
tasks:
  - name: Broken by PowerShell
    powershell:
      parameters: { Word: '{{ word }}' }
      script: |
        param([string]$Word)
        $half = $Word.Substring(0, 12); $rest = $Word.Substring(12)
        [pscustomobject]@{ Name = 'x' * 60; Word = $Word } | Format-Table -Wrap | Out-String -Width 76
        [pscustomobject]@{ Name = 'x' * 60; Word = $Word } | Format-Table -Wrap | Out-String -Width 76 -Stream
        [pscustomobject]@{ Word = ('x' * 60) + $Word } | Format-List | Out-String -Width 76
        Write-Host ('y' + $half); Write-Host "    $rest"
        "$half\`n$rest"; Write-Warning "$half\`r\`n   $rest"; Write-Verbose "$half\`n$rest" -Verbose
        [Console]::Out.WriteLine($half); [Console]::Out.WriteLine($rest)
        [Console]::Error.WriteLine($half); [Console]::Error.WriteLine($rest)
        $Runbook.Result = @{ text = "$half\`n  $rest"; lines = @($half, $rest) }
        Write-Error "$half\`n$rest" -ErrorAction Continue
    register: broken
    ignore_errors: true
  - name: Broken by a program
    command: { argv: ['${process.execPath}', break.cjs], stdin: '{{ word }}' }
    register: program
  - { name: Shown, debug: { var: broken } }
  - { name: Shown too, debug: { var: program } }
`;

const BREAK = `const word = require('fs').readFileSync(0, 'utf8');
process.stdout.write(word.slice(0, 12) + '\\n');
setTimeout(() => process.stdout.write('   ' + word.slice(12) + '\\n'), 50);
console.error(word.slice(0, 5) + '\\u001b[1m' + word.slice(5));
`;

describe('A secret that is broken over lines', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('break.cjs', BREAK);
    sandbox.file('broken.yml', RUNBOOK);
  });
  afterEach(() => sandbox.dispose());

  for (const view of ['plain', 'json']) {
    it(`is in nothing that a run writes with --view ${view}, not in pieces either`, async () => {
      const args = ['apply', 'broken.yml', '--view', view, '-vvv', '--log', 'run.log'];
      const run = await sandbox.run(args, { env: { RUNBOOK_PARAM_WORD: SECRET } });
      expect(run.exitCode, said(run)).to.equal(0);
      const written = run.stdout + run.stderr + sandbox.read('run.log');
      expect(written).to.contain('********');
      const lines = written
        .split('\n')
        .filter((line) => /Zaunkoe|koenig|-im-Gar|Garten|2026\b(?!-\d\d)/.test(line));
      expect(lines).to.deep.equal([]);
    });
  }

  it('that spells words of the runner changes no name and no time of an event', async () => {
    sandbox.file(
      'words.yml',
      `params:
  one: { type: string, secret: true }
  two: { type: string, secret: true }
  three: { type: string, secret: true }
tasks:
  - { name: One, command: [echo, hello], register: r }
  - { name: Two, assert: { that: [r.changed, r.stdout == 'hello'] } }
`,
    );
    const year = String(new Date().getUTCFullYear());
    const env = { RUNBOOK_PARAM_ONE: 'stdout', RUNBOOK_PARAM_TWO: 'changed', RUNBOOK_PARAM_THREE: year };
    const run = await sandbox.run(['apply', 'words.yml', '--view', 'json'], { env });
    expect(run.exitCode, said(run)).to.equal(0);
    const [first] = run.events.filter((event) => event.type === 'task-finished');
    expect(first).to.deep.include({ action: 'command', status: 'changed' });
    expect(first?.result).to.include({ changed: true, stdout: 'hello', rc: 0 });
    expect((first?.result as { start: string }).start).to.match(new RegExp(`^${year}-`));
  });
});
