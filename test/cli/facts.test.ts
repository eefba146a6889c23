import { hostname, userInfo } from 'node:os';
import { expect } from 'chai';
import { HOST_FACTS } from '../../src/model/host-fact-table.ts';
import { sshd, startSshHost } from '../harness/ssh-host.ts';
import { testPowerShell } from '../session/test-session.ts';
import { output, resultOf, statuses } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const REHEARSED = `name: Where
tasks:
  - name: Where
    debug: { msg: '{{ ansible_facts.hostname }} {{ ansible_facts.distribution_version }} {{ ansible_facts.reboot_pending }}' }
  - name: Restart
    reboot: {}
    when: ansible_facts.reboot_pending
  - name: Anew
    setup: {}
    register: anew
  - name: Then
    debug: { msg: '{{ ansible_facts.reboot_pending }} {{ ansible_facts.uptime_seconds }} {{ ansible_facts.lastboot }}' }
`;

describe('Facts of the host, through the binary', function () {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  const scenario = (text: string) =>
    sandbox.file('site/rehearsal/scenarios/one.yml', `description: One.\n${text}`);
  const rehearse = () => sandbox.run(['rehearse', 'site.yml', '--scenario', 'one', '--view', 'json']);

  it('are asked of the machine in a run, and null where it does not have them', async () => {
    const run = await sandbox.apply(
      `tasks:
      - { name: gather, setup: {}, register: r }
      - { name: own, debug: { msg: '{{ ansible_hostname }} {{ ansible_facts.env.FACTS_TEST }} {{ "RUNBOOK_FACTS_TEST" in ansible_env }}' } }
    `,
      [],
      { env: { FACTS_TEST: 'seen', RUNBOOK_FACTS_TEST: 'hidden' } },
    );
    expect(run.exitCode, said(run)).to.equal(0);
    expect(output(run, 'message')).to.deep.equal([`${hostname().split('.')[0]} seen False`]);
    const { ansible_facts: facts } = resultOf(run, 'gather') as { ansible_facts: Record<string, unknown> };
    expect(facts['memtotal_mb']).to.be.a('number').above(0);
    if (process.platform !== 'linux') return;
    expect(facts).to.deep.include({ system: 'Linux', os_product_type: null, windows_domain: null });
    expect(resultOf(run, 'gather')['notes']).to.deep.equal([]);
  });

  it('are simulated in a rehearsal, and say what its scenario says', async () => {
    sandbox.file('site.yml', REHEARSED);
    scenario(`facts: { hostname: SQL02, distribution_version: 6.3.9600.0, netbios_name: null }
state: { reboot: { pending: [Windows Update] } }
expect: { exit: 0, ran: [reboot] }
`);
    const run = await rehearse();
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal([
      'Gathering Facts: ok',
      'Where: ok',
      'Restart: changed',
      'Anew: ok',
      'Then: ok',
    ]);
    expect(output(run, 'message').filter((text) => !text.includes('machine'))).to.deep.equal([
      'SQL02 6.3.9600.0 True',
      'False 60 2026-01-14 22:15:08Z',
    ]);
    const { ansible_facts: facts } = resultOf(run, 'Anew') as { ansible_facts: Record<string, unknown> };
    expect(facts).to.deep.include({ hostname: 'SQL02', netbios_name: null, os_family: 'Windows' });
    expect(facts).to.deep.include({ powershell_edition: 'Desktop', fqdn: 'SRV01.example.com' });
  });

  it('are recorded with the rehearsal that has them', async () => {
    sandbox.file('site.yml', "tasks: [{ name: one, debug: { msg: '{{ ansible_facts.memtotal_mb }}' } }]");
    scenario('facts: { memtotal_mb: 512, ip_addresses: [] }\n');
    const run = await sandbox.run(['rehearse', 'site.yml', '--scenario', 'one', '--record', 'two']);
    expect(run.exitCode, said(run)).to.equal(0);
    const recorded = sandbox.read('site/rehearsal/scenarios/two.yml');
    expect(recorded).to.match(/^facts:\n {2}memtotal_mb: 512\n {2}ip_addresses: \[\]$/m);
    const again = await sandbox.run(['rehearse', 'site.yml', '--scenario', 'two', '--view', 'json']);
    expect(again.exitCode, said(again)).to.equal(0);
    expect(output(again, 'message')).to.deep.equal(['512']);
  });

  it('have PowerShell 7 in the rehearsal of a runbook that asks for it', async () => {
    sandbox.file(
      'site.yml',
      "session: { edition: core }\ntasks: [{ name: one, debug: { msg: '{{ ansible_powershell_full_version }}' } }]",
    );
    scenario('expect: { exit: 0 }\n');
    expect(output(await rehearse(), 'message')).to.deep.equal(['7.4.6']);
  });

  for (const [wrong, message] of [
    ['{ hostnam: SQL02 }', ['"hostnam" is not a key of "facts"', 'did you mean "hostname"?']],
    ['{ memtotal_mb: plenty }', ['"memtotal_mb" takes an integer or nothing, not a string']],
    ['{ os_product_type: servr }', ['"os_product_type" takes "workstation"', 'did you mean "server"?']],
    [
      '{ interfaces: [{ ipv4: [{ adress: 10.0.0.1 }] }] }',
      ['"adress" is not a key', 'did you mean "address"?'],
    ],
    [
      '{ reboot_pending: true }',
      ['"reboot_pending" cannot stand here', '"reboot: { pending: [Windows Update] }"'],
    ],
  ] as const)
    it(`cannot be ${wrong} in a scenario`, async () => {
      sandbox.file('site.yml', REHEARSED);
      scenario(`facts: ${wrong}\nexpect: { exit: 0 }\n`);
      const run = await sandbox.run(['validate', 'site.yml']);
      expect(run.exitCode).to.equal(4);
      for (const part of message) expect(run.stdout).to.contain(part);
    });

  it('are those that were gathered before the run broke off, when it is resumed', async () => {
    sandbox.file(
      'site.yml',
      `tasks:
  - { name: first, debug: { msg: '{{ ansible_env.FACTS_TEST }}' } }
  - { name: second, command: [test, -e, ready] }
  - { name: third, debug: { msg: 'third {{ ansible_env.FACTS_TEST }}' } }
`,
    );
    const first = await sandbox.run(['apply', 'site.yml', '--view', 'json'], {
      env: { FACTS_TEST: 'before' },
    });
    expect(first.exitCode, said(first)).to.equal(2);
    sandbox.file('ready', '');
    const resumed = await sandbox.run(['resume', '--view', 'json'], { env: { FACTS_TEST: 'after' } });
    expect(resumed.exitCode, said(resumed)).to.equal(0);
    expect(output(resumed, 'message')).to.include('third before');
  });
});

describe('runbook facts', function () {
  let sandbox: Sandbox;
  before(() => (sandbox = createSandbox()));
  after(() => sandbox.dispose());

  it('prints those of this machine, a line each, without the values of its environment', async () => {
    const run = await sandbox.run(['facts'], { env: { FACTS_TEST: 'not shown' } });
    expect(run.exitCode, said(run)).to.equal(0);
    const lines = run.stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).to.deep.equal(HOST_FACTS.map(({ name }) => name));
    expect(run.stdout).to.match(new RegExp(`^hostname +${hostname().split('.')[0]}$`, 'm'));
    expect(run.stdout).to.match(/^env +\d+ variables: "runbook facts env" shows them$/m);
    expect(run.stdout).not.to.contain('not shown');
    expect(await sandbox.leftovers()).to.deep.equal([]);
  });

  it('prints those that are named, by their names or groups, for programs', async () => {
    const run = await sandbox.run(['facts', 'ansible_hostname', 'memory', 'env', '--format', 'json'], {
      env: { FACTS_TEST: 'shown' },
    });
    expect(run.exitCode, said(run)).to.equal(0);
    const facts = JSON.parse(run.stdout) as Record<string, unknown>;
    expect(Object.keys(facts)).to.deep.equal([
      'env',
      'hostname',
      'memtotal_mb',
      'memfree_mb',
      'swaptotal_mb',
    ]);
    expect(facts['env']).to.include({ FACTS_TEST: 'shown' });
    expect(facts['memtotal_mb']).to.be.a('number');
  });

  it('names what was meant where there is no such fact, before it opens anything', async () => {
    const run = await sandbox.run(['facts', 'hostnam', 'memry', 'zzzzzz', '--powershell', 'absent']);
    expect(run.exitCode).to.equal(4);
    for (const each of ['did you mean "hostname"?', 'did you mean "memory"?', 'docs/facts.md lists them all'])
      expect(run.stderr).to.contain(each);
  });

  it('says why there is no session', async () => {
    const run = await sandbox.run(['facts', '--powershell', 'absent']);
    expect(run.exitCode).to.equal(3);
    expect(run.stderr).to.contain('absent').and.to.contain('[powershell-not-found]');
  });

  it('prints those of a host, and a run there gathers them', async function () {
    if (sshd === undefined) this.skip();
    const host = await startSshHost({ powershell: await testPowerShell() });
    try {
      const there = ['-i', '127.0.0.1', '--connection-file', host.connectionFile];
      const run = await sandbox.run(['facts', 'powershell_version', 'user', ...there, '--format', 'json']);
      expect(run.exitCode, said(run)).to.equal(0);
      const facts = JSON.parse(run.stdout) as Record<string, unknown>;
      expect(facts).to.deep.include({ powershell_version: 7, user_id: userInfo().username });
      const applied = await sandbox.apply(
        "tasks: [{ name: one, debug: { msg: '{{ ansible_user_id }} {{ ansible_facts.system }}' } }]",
        there,
      );
      expect(applied.exitCode, said(applied)).to.equal(0);
      expect(statuses(applied)).to.deep.equal(['Gathering Facts: ok', 'one: ok']);
      expect(output(applied, 'message')).to.deep.equal([`${userInfo().username} Linux`]);
    } finally {
      await host.close();
    }
  });
});
