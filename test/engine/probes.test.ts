import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { Value } from '../../src/values/value.ts';
import { eventsOf, output, resultOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';
import type { TestCommand } from '../harness/test-session.ts';

const services: TestCommand = (name, parameters) => {
  if (name !== 'Get-Service') return [];
  const service = parameters.get('Name');
  if (service === 'none') throw new Error('there is no service none');
  return [new Map<string, Value>([['Status', service === 'w3svc' ? 'Stopped' : 'Running']])];
};

describe('a probe', () => {
  it('skips a task that is done already, and says so', async () => {
    const run = await play(
      `
      tasks:
        - name: one
          Stop-Service: { Name: w3svc }
          done_when: { Get-Service: { Name: w3svc }, that: "output[0].Status == 'Stopped'" }
          register: it
        - name: two
          Stop-Service: { Name: spooler }
          done_when: { Get-Service: { Name: spooler }, that: ["output | length == 1", "output[0].Status == 'Stopped'"] }
        - { name: three, debug: { msg: "{{ it.skipped }} {{ it.msg }}" } }`,
      { command: services },
    );
    expect(run.called).to.deep.equal(['Get-Service', 'Get-Service', 'Stop-Service']);
    expect(statuses(run)).to.deep.equal(['one: skipped', 'two: changed', 'three: ok']);
    const reason = "done already: output[0].Status == 'Stopped'";
    expect(task(run, 'one').reason).to.equal(reason);
    expect(resultOf(run, 'one')).to.deep.include({ skipped: true, changed: false });
    expect(output(run, 'message')).to.deep.equal([`True ${reason}`]);
  });

  it('is a call on record of its own, and no attempt', async () => {
    const run = await play(
      `
      tasks:
        - name: one
          Stop-Service: { Name: spooler }
          done_when: { Get-Service: { Name: spooler }, that: "output == []" }`,
      { command: services },
    );
    expect(
      eventsOf(run, 'task-called').map(({ id, attempt, probe, text, mayChange }) => ({
        ...{ id, attempt, probe, text, mayChange },
      })),
    ).to.deep.equal([
      { id: 'tasks/0', attempt: 0, probe: true, text: 'Get-Service -Name spooler', mayChange: false },
      { id: 'tasks/0', attempt: 1, probe: undefined, text: 'Stop-Service -Name spooler', mayChange: true },
    ]);
    expect(task(run, 'one').attempts).to.equal(1);
  });

  it('is made in check mode, too', async () => {
    const run = await play(
      `
      tasks:
        - name: one
          command: [say, x]
          done_when: { Get-Service: { Name: w3svc }, that: "output[0].Status == 'Stopped'" }
        - { name: two, command: [say, x], done_when: { Get-Service: { Name: x }, that: false } }`,
      { command: services, checkMode: true },
    );
    expect(run.called).to.deep.equal(['Get-Service', 'Get-Service']);
    expect(statuses(run)).to.deep.equal(['one: skipped', 'two: not_run']);
  });

  it('that has no answer fails the task, which has done nothing', async () => {
    const run = await play(
      `
      tasks:
        - name: one
          command: [say, x]
          done_when: { Get-Service: { Name: none }, that: 'output == []' }
          undo: { command: [say, -x] }`,
      { command: services },
    );
    expect(run.ran).to.deep.equal([]);
    expect(task(run, 'one')).to.deep.include({ status: 'failed', attempts: 0 });
    expect(task(run, 'one').reason).to.match(
      /^whether it is done already cannot be told: there is no service none/,
    );
  });

  it('without PowerShell fails the task, whose condition is never asked', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, x], done_when: { Get-Service: {}, that: 'output[0]' } }`.replace(
        'nonsense',
        'output[0]',
      ),
    );
    expect(run.exitCode).to.equal(3);
    expect(run.ran).to.deep.equal([]);
  });

  it('sees the item, and is made for each', async () => {
    const run = await play(
      `
      tasks:
        - name: stop
          Stop-Service: { Name: '{{ item }}' }
          loop: [w3svc, spooler]
          done_when: { Get-Service: { Name: '{{ item }}' }, that: "output[0].Status == 'Stopped'" }`,
      { command: services },
    );
    expect(statuses(run)).to.deep.equal([
      ...['stop (item=w3svc): skipped', 'stop (item=spooler): changed', 'stop: changed'],
    ]);
  });

  it('is not made for a task that is skipped', async () => {
    const run = await play(
      `
      tasks:
        - { Stop-Service: {}, when: 1 > 2, done_when: { Get-Service: {}, that: 'output == []' } }`,
      { command: services },
    );
    expect(run.called).to.deep.equal([]);
  });

  describe('for a path', () => {
    let folder = '';
    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'probe-'));
      await writeFile(path.join(folder, 'there'), '');
    });
    afterEach(() => rm(folder, { recursive: true }));

    it('asks this machine where there is no session', async () => {
      const run = await play(
        `
        tasks:
          - { name: one, command: [say, one], creates: "{{ folder }}/there" }
          - { name: two, command: [say, two], creates: "{{ folder }}/missing" }
          - { name: three, command: [say, three], removes: "{{ folder }}/there" }
          - { name: four, command: [say, four], removes: "{{ folder }}/missing" }`,
        { given: { folder } },
      );
      expect(run.ran).to.deep.equal(['say two', 'say three']);
      expect(task(run, 'one').reason).to.equal(`done already: ${folder}/there is there`);
      expect(task(run, 'four').reason).to.equal(`done already: ${folder}/missing is not there`);
      expect(eventsOf(run, 'task-called')[0]?.call).to.deep.equal({ kind: 'path', path: `${folder}/there` });
    });

    it('asks PowerShell where its session is open, or the task needs it', async () => {
      const command: TestCommand = (name, parameters) =>
        name === 'Test-Path' ? [parameters.get('LiteralPath') === 'HKLM:\\there'] : [];
      const run = await play(
        `
        tasks:
          - { name: one, New-Item: {}, creates: 'HKLM:\\there' }
          - { name: two, command: [say, two], creates: 'HKLM:\\there' }
          - { name: three, New-Item: {}, creates: 'HKLM:\\missing' }`,
        { command },
      );
      expect(run.called).to.deep.equal(['Test-Path', 'Test-Path', 'Test-Path', 'New-Item']);
      expect(statuses(run)).to.deep.equal(['one: skipped', 'two: skipped', 'three: changed']);
    });
  });
});
