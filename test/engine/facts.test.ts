import { expect } from 'chai';
import { output, resultOf, statuses, task } from '../harness/outcome.ts';
import { planFor, play, type PlayOptions } from '../harness/play.ts';

const works = { powershell: 'works', machine: {} } as const;

const facts = (text: string, options: PlayOptions = {}) => play(text, { ...works, ...options });

const SHOWS = "{ name: one, debug: { msg: '{{ ansible_facts.hostname }}' } }";

describe('Facts of the host', () => {
  it('are gathered before the first task where the play reads one, and only what it reads', async () => {
    const run = await facts(`tasks: [{ name: none, debug: {} }, ${SHOWS}]`);
    expect(statuses(run)).to.deep.equal(['Gathering Facts: ok', 'none: ok', 'one: ok']);
    expect(run.gathered).to.deep.equal([['platform']]);
    expect(output(run, 'message')).to.include('SRV01');
  });

  it('are not gathered where nothing reads one: no session is opened', async () => {
    const run = await play("tasks: [{ name: one, debug: { msg: '{{ ansible_date_time.year }}' } }]");
    expect(statuses(run)).to.deep.equal(['one: ok']);
    expect(run.events.filter(({ type }) => type === 'session-opened')).to.deep.equal([]);
  });

  for (const [where, text] of [
    ['a condition', "tasks: [{ debug: {}, when: ansible_os_family == 'Windows' }]"],
    ['the loop of a block', "tasks: [{ loop: '{{ ansible_ip_addresses }}', block: [{ debug: {} }] }]"],
    [
      'variables that only others read',
      "vars: { a: '{{ ansible_hostname }}' }\ntasks: [{ debug: { msg: '{{ a }}' } }]",
    ],
    [
      'a handler',
      "tasks: [{ debug: {}, changed_when: true, notify: h }]\nhandlers: [{ name: h, debug: { msg: '{{ ansible_hostname }}' } }]",
    ],
    [
      'an undo',
      "tasks: [{ block: [{ debug: {}, undo: [{ debug: { msg: '{{ ansible_hostname }}' } }] }, { fail: {} }], rescue: [{ debug: {} }] }]",
    ],
    [
      'a branch',
      'tasks: [{ choose: [{ when: ansible_powershell_version == 5, debug: {} }, { when: else, debug: {} }] }]',
    ],
    [
      'the environment of the play',
      "environment: { H: '{{ ansible_hostname }}' }\ntasks: [{ command: [say, hi] }]",
    ],
  ] as const)
    it(`are gathered where ${where} reads one`, async () => {
      const run = await facts(text);
      expect(statuses(run)[0]).to.equal('Gathering Facts: ok');
      expect(run.exitCode).to.equal(0);
    });

  it('are all gathered where gather_facts is true, and those that gather_subset names', async () => {
    const all = await facts('gather_facts: true\ntasks: [{ debug: {} }]');
    expect(all.gathered).to.deep.equal([
      [
        ...['distribution', 'env', 'platform', 'powershell_version', 'user', 'interfaces', 'windows_domain'],
        ...['bios', 'memory', 'processor', 'uptime', 'virtual'],
      ],
    ]);
    const some = async (subset: string) =>
      (await facts(`gather_facts: true\ngather_subset: ${subset}\ntasks: [{ debug: {} }]`)).gathered[0];
    const min = ['distribution', 'env', 'platform', 'powershell_version', 'user'];
    expect(await some('[memory]')).to.deep.equal([...min, 'memory']);
    expect(await some("['!all', memory]")).to.deep.equal([...min, 'memory']);
    expect(await some("['!min', memory]")).to.deep.equal(['memory']);
    expect(await some("['!hardware', '!network']")).to.deep.equal(min);
    expect(await some("'memory,!env'")).to.deep.equal([...min.filter((group) => group !== 'env'), 'memory']);
  });

  it('are not gathered where gather_facts is false, and then by setup', async () => {
    const run = await facts(
      `gather_facts: false\ntasks: [{ name: gather, setup: { gather_subset: ['!all', '!env'] }, register: r }, ${SHOWS}]`,
    );
    expect(statuses(run)).to.deep.equal(['gather: ok', 'one: ok']);
    expect(resultOf(run, 'gather')).to.deep.include({ changed: false, notes: [] });
    expect(output(run, 'message')).to.include('SRV01');
  });

  it('are gathered once for several plays, and what is missing in between', async () => {
    const run = await facts(`
- tasks: [${SHOWS}]
- tasks: [{ debug: { msg: '{{ ansible_hostname }} {{ ansible_memtotal_mb }}' } }]
- tasks: [{ name: last, debug: { msg: '{{ ansible_facts.fqdn }}, {{ ansible_facts.memtotal_mb }}' } }]
`);
    expect(run.gathered).to.deep.equal([['platform'], ['memory']]);
    expect(output(run, 'message')).to.include('SRV01.example.com, 16384');
  });

  it('are gathered anew by setup, and stay as they were until then, behind a restart too', async () => {
    const says = (time: number) => ({ uptime_seconds: time === 1 ? 864_000 : 42 });
    const show = (name: string) =>
      `{ name: ${name}, debug: { msg: '${name} {{ ansible_uptime_seconds }}' } }`;
    const run = await facts(
      `tasks: [${show('before')}, { reboot: {} }, ${show('behind')}, { setup: {} }, ${show('anew')}]`,
      { machine: { says } },
    );
    expect(output(run, 'message')).to.include.members(['before 864000', 'behind 864000', 'anew 42']);
  });

  it('are null where they cannot be gathered, and that fails nothing', async () => {
    const run = await facts(
      `tasks: [{ setup: {}, register: r }, { name: one, debug: { msg: '{{ ansible_facts.hostname is none }} {{ r.notes[0] }}' } }]`,
      { machine: { saysNothing: 'access is denied' } },
    );
    expect(run.exitCode).to.equal(0);
    expect(output(run, 'warning')).to.include('no facts could be gathered: access is denied');
    expect(output(run, 'message')).to.include('True no facts could be gathered: access is denied');
  });

  it('are gathered in check mode, for that changes nothing', async () => {
    const run = await facts(`tasks: [${SHOWS}]`, { checkMode: true });
    expect(statuses(run)).to.deep.equal(['Gathering Facts: ok', 'one: ok']);
  });

  it('are not gathered in a session that is closed', async () => {
    const run = await facts('tasks: [{ session: close }, { name: gather, setup: {} }]');
    expect(task(run, 'gather').status).to.equal('failed');
    expect(task(run, 'gather').reason).to.contain('closed');
  });

  it('are forgotten by clear_facts, and nothing else is', async () => {
    const run = await facts(
      `tasks: [{ set_fact: { own: 1 } }, ${SHOWS}, { meta: clear_facts }, { name: own, debug: { msg: '{{ own }}' } }, { name: gone, debug: { msg: '{{ ansible_facts.hostname }}' } }]`,
    );
    expect(task(run, 'own').status).to.equal('ok');
    expect(task(run, 'gone').status).to.equal('failed');
  });

  it('have the date of the run among them', async () => {
    const run = await facts(
      "tasks: [{ name: one, debug: { msg: '{{ ansible_facts.date_time.iso8601 == ansible_date_time.iso8601 }}' } }]",
    );
    expect(output(run, 'message')).to.include('true');
  });

  describe('and what is selected', () => {
    const TAGGED = `
- tasks: [{ name: one, debug: { msg: '{{ ansible_facts.hostname }}' }, tags: a }]
- tasks: [{ name: two, debug: { msg: '{{ ansible_facts.fqdn }}' }, tags: b }, { name: three, debug: {}, tags: c }]
`;

    it('are gathered for each play of which the tags leave something', async () => {
      expect(statuses(await facts(TAGGED, { tags: ['a'] }))).to.deep.equal([
        'Gathering Facts: ok',
        'one: ok',
      ]);
      expect(statuses(await facts(TAGGED, { tags: ['c'] }))).to.deep.equal([
        'Gathering Facts: ok',
        'three: ok',
      ]);
      const skipped = await facts(TAGGED, { skipTags: ['a'] });
      expect(statuses(skipped)).to.deep.equal(['Gathering Facts: ok', 'two: ok', 'three: ok']);
    });

    it('are refused to a run that skips what is always done, and reads one', () => {
      const { diagnostics } = planFor(TAGGED, { skipTags: ['always'] });
      expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).to.include(
        'missing-value: "one" needs "ansible_facts", which has no value: "Gathering Facts", "Gathering Facts" are left out',
      );
    });

    it('are gathered where a run starts in the middle, for its play and those after it', async () => {
      expect(statuses(await facts(TAGGED, { startAt: 'two' }))).to.deep.equal([
        'Gathering Facts: ok',
        'two: ok',
        'three: ok',
      ]);
      const last = await facts(TAGGED, { startAt: 'three' });
      expect(statuses(last)).to.deep.equal(['Gathering Facts: ok', 'three: ok']);
      expect(last.gathered).to.deep.equal([['platform']]);
    });
  });
});
