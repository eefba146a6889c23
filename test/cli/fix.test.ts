import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const WRITTEN = `# a comment stays
params:
  service_name: { type: string, required: true }
  limit: { type: integer, default: 3 }
  host: { type: string, required: true }
  password: { type: string, secret: true, required: true }
tasks:
  - name: Inline     # and this one
    powershell: |
      # first
      Get-Service -Name {{ service_name }} | Select-Object -First {{ limit }}

      if ($x) {
        'It is {{ service_name }}, "$5"' + "{{ host }}: {{ host }}x" + '{{ limit }}'
        Get-Item C:\\Logs\\{{ host }}\\old.log
      }
    register: it
  - name: In a mapping
    powershell:
      script: "Stop-Service {{ service_name }} -Force:{{ force }} \\"{{ service_name }}\\" {{ a | default(\\"x\\") }}"
      parameters: { Other: "{{ limit }}" }
    vars: { force: true, a: b }
  - powershell:
      parameters:
        Limit: "{{ limit }}"
      script: |
        param(
          [int] $Limit
        )
        Get-Process -Id {{ limit }} -Name {{ password }}
    ignore_errors: yes
    regster: ran
    when: limit > {{ limit }}
  - { powershell: 'Get-Service ''{{ service_name }}''' }
  - powershell: Get-Service {{ service_name }}
  - debug:
      msg: {{ host }}
`.replaceAll('\\\\', '\\');

const MENDED = `# a comment stays
params:
  service_name: { type: string, required: true }
  limit: { type: integer, default: 3 }
  host: { type: string, required: true }
  password: { type: string, secret: true, required: true }
tasks:
  - name: Inline     # and this one
    powershell:
      parameters: { ServiceName: "{{ service_name }}", Limit: "{{ limit }}", HostValue: "{{ host }}" }
      script: |
        param([string] $ServiceName, [long] $Limit, [string] $HostValue)
        # first
        Get-Service -Name $ServiceName | Select-Object -First $Limit

        if ($x) {
          "It is \${ServiceName}, \`"\`$5\`"" + "\${HostValue}: \${HostValue}x" + $Limit
          Get-Item "C:\\Logs\\\${HostValue}\\old.log"
        }
    register: it
  - name: In a mapping
    powershell:
      script: "param([string] $ServiceName, $Force, $A) Stop-Service $ServiceName -Force:$Force \\"$ServiceName\\" $A"
      parameters: { ServiceName: "{{ service_name }}", Force: "{{ force }}", A: '{{ a | default("x") }}', Other: "{{ limit }}" }
    vars: { force: true, a: b }
  - powershell:
      parameters:
        Password: "{{ password }}"
        Limit: "{{ limit }}"
      script: |
        param(
          $Password, [int] $Limit
        )
        Get-Process -Id $Limit -Name $Password
    ignore_errors: true
    register: ran
    when: limit > limit
  - { powershell: { parameters: { ServiceName: "{{ service_name }}" }, script: 'param([string] $ServiceName) Get-Service $ServiceName' } }
  - powershell:
      parameters: { ServiceName: "{{ service_name }}" }
      script: param([string] $ServiceName) Get-Service $ServiceName
  - debug:
      msg: "{{ host }}"
`.replaceAll('\\\\', '\\');

const SLIPS = `# keep me
params:
  host: { type: string, required: true }
  most: { type: integer, default: 1_000 }
  version: { type: string, default: 5.10 }
vars:
  sql_version: 15.10
  path: "C:\\temp"
tasks:
  - name: Say {{ host }} # 1
    debug:
      msg: {{ host }} is up   # 2
  - debug:
      msg: {{ host }}/{{ most }}
  - debug: { msg: {{ host }} } # 3
  - ansible.builtin.debug: { msg: "{{ host }} {{ version }} {{ sql_version }} {{ path }}" }
    when: {{ host == 'a' }}
  - win_shell: Get-Service w3svc # 4
  - ansible.windows.win_powershell: |
      Get-Service w3svc   # 5
  - ansible.windows.win_command: whoami /all
  - command: net stop w3svc   # 6
  - Get-Service: { Nmae: w3svc } # 7
    regster: it
  - Get-Service: { Name: 1e3, ErrorActon: Stop }
    error_action: stpo
  - debug: { msg: x }
    ignore_errors: yes # 8
    when:
      - "{{ host }} == 'b'"
      - host != '{{ host }}'
`.replaceAll('\\\\', '\\');

const SLIPS_MENDED = `# keep me
params:
  host: { type: string, required: true }
  most: { type: integer, default: 1000 }
  version: { type: string, default: "5.10" }
vars:
  sql_version: '15.10'
  path: 'C:\\temp'
tasks:
  - name: Say {{ host }} # 1
    debug:
      msg: "{{ host }} is up"   # 2
  - debug:
      msg: "{{ host }}/{{ most }}"
  - debug: { msg: "{{ host }}" } # 3
  - debug: { msg: "{{ host }} {{ version }} {{ sql_version }} {{ path }}" }
    when: "host == 'a'"
  - powershell: Get-Service w3svc # 4
  - powershell: |
      Get-Service w3svc   # 5
  - command: [whoami, /all]
  - command: [net, stop, w3svc]   # 6
  - Get-Service: { Name: w3svc } # 7
    register: it
  - Get-Service: { Name: '1e3', ErrorAction: Stop }
    error_action: stop
  - debug: { msg: x }
    ignore_errors: true # 8
    when:
      - "host == 'b'"
      - host != host
`.replaceAll('\\\\', '\\');

describe('runbook validate --fix', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.dispose());
  const fix = (...args: string[]) => sandbox.run(['validate', '--fix', ...args]);

  it('mends what can be mended, and says what it did', async () => {
    sandbox.file('site.yml', WRITTEN);
    const run = await fix('site.yml');
    expect(sandbox.read('site.yml'), said(run)).to.equal(MENDED);
    expect(run.stdout).to.contain(
      'site.yml:11:25: fixed: pass $ServiceName, $Limit, $HostValue as parameters [templated-script]\n',
    );
    expect(run.stdout).to.contain(': fixed: write "register" [unknown-key]\n');
    expect(run.stdout).not.to.match(
      /\[(?:templated-script|wrong-type|unknown-key|unquoted-template)\]\n *\d+ \|/,
    );
    const again = await fix('site.yml');
    expect(again.stdout).not.to.contain('fixed:');
    expect(sandbox.read('site.yml')).to.equal(MENDED);
  });

  it('mends what is unquoted, renamed or misspelt, one by one where only the first is known, and what is left is valid', async () => {
    sandbox.file('site.yml', SLIPS);
    const run = await fix('site.yml');
    expect(sandbox.read('site.yml'), said(run)).to.equal(SLIPS_MENDED);
    expect(run.stdout).to.not.contain('error:');
    expect(run.exitCode).to.equal(0);
  });

  it('goes from one mistake to the next in a file that is no YAML, and leaves what it cannot mend', async () => {
    const rest = '    when: a: b # not sure\n';
    sandbox.file(
      'site.yml',
      'vars: { x: [[1]] }\ntasks:\n  - name:Say\n    debug: { var: x[0][0] } # 1\n  - debug:\n      msg: {{ x }} and more\n' +
        rest,
    );
    const run = await fix('site.yml');
    expect(sandbox.read('site.yml'), said(run)).to.equal(
      'vars: { x: [[1]] }\ntasks:\n  - name: Say\n    debug: { var: "x[0][0]" } # 1\n  - debug:\n      msg: "{{ x }} and more"\n' +
        rest,
    );
    expect(run.stdout).to.contain('[colon-in-value]');
  });

  it('mends the name of a command that is an error', async () => {
    sandbox.file('site.yml', 'tasks:\n  - Get-Servce: { Nmae: w3svc } # both\n');
    const run = await fix('site.yml');
    expect(sandbox.read('site.yml'), said(run)).to.equal('tasks:\n  - Get-Service: { Name: w3svc } # both\n');
  });

  it('writes no name that may have been another one, or that is there already', async () => {
    const unsure = {
      'tasks:\n  - { debug: { msgg: a, msg: b } }\n': 'unknown-key',
      'tasks:\n  - debug: { msg: a }\n    whne: true\n    when: 1 == 1\n': 'unknown-key',
      'tasks:\n  - Get-Service: { Name: a, Nmae: b }\n': 'unknown-parameter',
      'tasks:\n  - command: echo "a b" | more\n': 'command-line',
      'tasks:\n  - win_shell: dir\n    powershell: ls\n': 'unknown-action',
    };
    for (const [index, [text, code]] of Object.entries(unsure).entries()) {
      const name = `taken-${index}.yml`;
      sandbox.file(name, text);
      const run = await fix(name);
      expect(sandbox.read(name)).to.equal(text);
      expect(run.stdout).to.contain(`[${code}]`).and.not.to.contain('fixed:');
    }
  });

  for (const [what, encode] of [
    ['a byte order mark and Windows line ends', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big end first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ] as const) {
    it(`keeps ${what}`, async () => {
      const windows = (text: string) => encode(text.replaceAll('\n', '\r\n'));
      const path = sandbox.file('site.yml', windows(WRITTEN));
      const run = await fix('site.yml');
      expect(readFileSync(path).equals(windows(MENDED)), said(run)).to.equal(true);
    });
  }

  it('keeps the rights of a file, and a link to it', async () => {
    const path = sandbox.file('real/site.yml', 'tasks: [{ debug: { msg: a }, ignore_errors: yes }]\n');
    chmodSync(path, 0o640);
    symlinkSync(path, join(sandbox.directory, 'site.yml'));
    await fix('site.yml');
    expect(sandbox.read('real/site.yml')).to.contain('ignore_errors: true');
    expect(statSync(path).mode & 0o777).to.equal(0o640);
    expect(lstatSync(join(sandbox.directory, 'site.yml')).isSymbolicLink()).to.equal(true);
  });

  it('leaves alone what it is not sure of, and says it as before', async () => {
    const unsure = [
      // What a template stands for is called there, not shown.
      'tasks:\n  - powershell: |\n      {{ command }} -Now\n    vars: { command: a }\n',
      'tasks:\n  - powershell: |\n      Get-Item {{ name }}.log\n    vars: { name: a }\n',
      'tasks:\n  - powershell: |\n      $x.{{ name }}\n    vars: { name: a }\n',
      'tasks:\n  - powershell: |\n      using namespace System\n      "{{ name }}"\n    vars: { name: a }\n',
      'tasks:\n  - powershell:\n      script: "\'{{ name }}\'"\n      parameters: { Name: other }\n    vars: { name: a }\n',
    ];
    for (const [index, text] of unsure.entries()) {
      const name = `unsure-${index}.yml`;
      sandbox.file(name, text);
      const run = await fix(name);
      expect(sandbox.read(name)).to.equal(text);
      expect(run.exitCode).to.equal(4);
      expect(run.stdout).to.contain('[templated-script]').and.not.to.contain('fixed:');
    }
  });

  it('tells programs what it did, and editors what could be done', async () => {
    sandbox.file('site.yml', 'tasks: [{ debug: { msg: a }, ignore_errors: yes }]\n');
    const before = await sandbox.run(['validate', 'site.yml', '--format', 'json']);
    const [{ diagnostics }] = JSON.parse(before.stdout) as [{ diagnostics: { fix: object }[] }];
    expect(diagnostics[0]?.fix).to.deep.equal({
      title: 'write "true"',
      edits: [{ file: 'site.yml', line: 1, column: 45, endLine: 1, endColumn: 48, text: 'true' }],
    });
    const run = await fix('site.yml', '--format', 'json');
    const [result] = JSON.parse(run.stdout) as [{ fixed: { code: string }[]; valid: boolean }];
    expect(result.valid).to.equal(true);
    expect(result.fixed.map(({ code }) => code)).to.deep.equal(['wrong-type']);
  });

  it('writes the lookups of Ansible as the loops that have the same items', async () => {
    const task = (loop: string) => `  - debug: { msg: "{{ item }}" }\n    ${loop}\n`;
    const pairs = [
      ['with_items: [a, { b: c }] # kept', 'loop: [a, { b: c }] # kept'],
      ['with_items:\n      # kept\n      - a', 'loop:\n      # kept\n      - a'],
      ['with_items: "{{ one }}"', 'loop: "{{ one | flatten(1) }}"'],
      ["with_items: '{{ one + two }}' # kept", 'loop: "{{ (one + two) | flatten(1) }}" # kept'],
      ['with_list: "{{ one }}"', 'loop: "{{ one }}"'],
      ['with_flattened: "{{ [one, two] }}"', 'loop: "{{ ([one, two]) | flatten }}"'],
      ["with_dict: '{{ map }}'", 'loop: "{{ map | dict2items }}"'],
      ['with_sequence: start=2 end=10 stride=4', 'loop: "{{ range(2, 10 + 1, 4) | list }}"'],
      ['with_sequence: count=3', 'loop: "{{ range(1, 1 + 3) | list }}"'],
      ["with_nested: ['{{ one }}', '{{ two }}']", 'loop: "{{ one | product(two) | list }}"'],
      ["with_subelements: ['{{ users }}', keys]", 'loop: "{{ users | subelements(\'keys\') }}"'],
      [`with_items: "{{ map[\\"k\\"] }}"`, `loop: '{{ map["k"] | flatten(1) }}'`],
    ];
    const head = `vars:\n  one: [a, [b]]\n  two: [c]\n  map: { k: [1] }\n  users: [{ name: a, keys: [x] }]\ntasks:\n`;
    sandbox.file('site.yml', head + pairs.map(([before = '']) => task(before)).join(''));
    const run = await fix('site.yml');
    expect(sandbox.read('site.yml'), said(run)).to.equal(
      head + pairs.map(([, after = '']) => task(after)).join(''),
    );
    expect(run.exitCode, said(run)).to.equal(0);
    expect(run.stdout).to.contain('fixed: write loop: "{{ map | dict2items }}" [unknown-key]\n');
  });

  it('leaves lookups of Ansible that loop over other items', async () => {
    const lookups = [
      'with_indexed_items: "{{ one }}"',
      "with_together: ['{{ one }}', '{{ one }}']",
      'with_items: [a, "{{ one }}"]',
      'with_items: [[a]]',
      "with_nested:\n      - '{{ one }}'\n      # kept\n      - '{{ one }}'",
      'with_sequence: end=5 format=host%02x',
      'with_sequence: start=5 count=2 stride=2',
      'with_fileglob: /tmp/*',
    ];
    const text = `vars: { one: [a] }\ntasks:\n${lookups.map((lookup) => `  - debug: { msg: a }\n    ${lookup}\n`).join('')}`;
    sandbox.file('site.yml', text);
    const run = await fix('site.yml');
    expect(sandbox.read('site.yml'), said(run)).to.equal(text);
    expect(run.stdout).not.to.contain('fixed:');
  });

  it('keeps the lines of a script that YAML would join', async () => {
    const text = (sign: string) => `tasks:
  - powershell: ${sign}- # kept
      $name = 'w3svc'
      Get-Service $name |
      Stop-Service

      if ($name) {
        Start-Service $name
      }
  # Here one line goes on as a parameter.
  - powershell: >
      Stop-Service
      -Name w3svc
      Start-Service was
`;
    sandbox.file('site.yml', text('>'));
    const run = await fix('site.yml');
    expect(sandbox.read('site.yml'), said(run)).to.equal(text('|'));
    expect(run.stdout).to.contain('fixed: write "|" [folded-script]\n');
    expect(run.stdout).to.contain('site.yml:14:7: warning: YAML joins this line');
  });

  it('mends the other files where one cannot be written', async () => {
    // There is no room for the end of the name that the new text has until it is written.
    const part = `${'long'.repeat(62)}.yml`;
    const text = (more: string) => `${more}- { debug: { msg: a }, ignore_errors: yes }\n`;
    sandbox.file('site.yml', text(`tasks:\n- import_tasks: ${part}\n`));
    sandbox.file(part, text(''));
    const run = await fix('site.yml');
    expect(sandbox.read('site.yml'), said(run)).to.contain('ignore_errors: true');
    expect(run.stdout).to.contain('site.yml:3:39: fixed: write "true" [wrong-type]\n');
    expect(run.stdout).to.contain(`"${part}" cannot be written: `);
    expect(run.stdout).not.to.contain(`${part}:1:39: fixed`);
    expect(sandbox.read(part)).to.equal(text(''));
    expect(run.exitCode).to.equal(4);
  });

  it('says where a file cannot be written, and leaves it as it was', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    const text = 'tasks: [{ debug: { msg: a }, ignore_errors: yes }]\n';
    mkdirSync(join(sandbox.directory, 'locked'));
    sandbox.file('locked/site.yml', text);
    chmodSync(join(sandbox.directory, 'locked'), 0o555);
    const run = await fix('locked/site.yml');
    chmodSync(join(sandbox.directory, 'locked'), 0o755);
    expect(run.exitCode).to.equal(4);
    expect(run.stdout).to.contain('"locked/site.yml" cannot be written');
    expect(sandbox.read('locked/site.yml')).to.equal(text);
  });
});
