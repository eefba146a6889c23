import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { JOURNAL_NAME } from '../../src/journal/journal-file.ts';
import { PSObject, type Value } from '../../src/values/value.ts';
import { eventLine } from '../conformance/event-line.ts';
import { planFor, playPlan, type Played, type PlayOptions } from '../harness/play.ts';
import { journalIn } from '../harness/recorded-effects.ts';
import { isTold } from '../harness/resume-at-boundaries.ts';
import type { TestCommand } from '../harness/test-session.ts';

/**
 * What becomes of objects of PowerShell when a run is gone on with in another session. That they are followed through every word of the language, the conformance runbooks of `objects/` show at
 * every entry of their journals.
 */
describe('An object of a session that has gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-objects-'));
  after(() => rmSync(folder, { recursive: true }));
  let count = 0;

  const service = (properties: Readonly<Record<string, Value>>): PSObject =>
    new PSObject(
      ['System.ServiceProcess.ServiceController', 'System.Object'],
      new Map(Object.entries(properties)),
    );

  /** Plays the text with `before`, keeps the journal, and cuts it behind the effect of the task that is called `last`. */
  const brokenOff = async (text: string, command: TestCommand, last: string): Promise<string> => {
    const directory = join(folder, String(++count));
    const { plan } = planFor(text, {});
    if (!plan) throw new Error('there is no plan');
    await playPlan(plan, { command }, { onJournal: (from) => cpSync(from, directory, { recursive: true }) });
    const { entries } = journalIn(directory);
    const at = entries.findIndex((entry) => entry.type === 'intended' && entry.id.startsWith(last));
    cut(directory, entries.findIndex((entry, index) => index > at && entry.type === 'ended') + 1);
    return directory;
  };
  const cut = (directory: string, entries: number): void => {
    const path = join(directory, JOURNAL_NAME);
    writeFileSync(path, `${readFileSync(path, 'utf8').trimEnd().split('\n').slice(0, entries).join('\n')}\n`);
  };
  /** Goes on; the journal stays where it is. */
  const goOn = async (
    text: string,
    command: TestCommand,
    directory: string,
    onEvent: PlayOptions['onEvent'] = () => undefined,
  ): Promise<Played> => {
    const { plan } = planFor(text, {});
    if (!plan) throw new Error('there is no plan');
    const kept = join(folder, `${++count}-kept`);
    const before = { directory, time: 0, ran: [], called: [], answered: 0 };
    const played = await playPlan(
      plan,
      { command, onEvent },
      { before, onJournal: (from) => cpSync(from, kept, { recursive: true }) },
    );
    cpSync(kept, directory, { recursive: true });
    return played;
  };
  const lines = ({ events }: Played): string[] => events.map(eventLine);
  const doneAgain = (played: Played): string[] =>
    lines(played).filter((line) => line.includes('was done again'));
  const stoppedAt = ({ events, exitCode }: Played): string | undefined => {
    const stopped = events.find((event) => event.type === 'task-finished' && event.status === 'stopped');
    return exitCode === 5 && stopped?.type === 'task-finished' ? stopped.reason : undefined;
  };

  const USE = `
  tasks:
    - { name: find, Get-Service: {}, register: found }
    - { name: use, Stop-Service: { InputObject: "{{ found.output[0] }}" } }
    - { name: more, Start-Service: { InputObject: "{{ found.output[0] }}" } }`;

  it('is had again once, before the first call that is given it, and that is told', async () => {
    const found = [service({ Name: 'w3svc' })];
    const directory = await brokenOff(USE, () => found, 'tasks/0');
    const again = await goOn(USE, () => [service({ Name: 'w3svc' })], directory);
    expect([again.exitCode, again.called]).to.deep.equal([
      0,
      ['Get-Service', 'Stop-Service', 'Start-Service'],
    ]);
    expect(doneAgain(again)).to.deep.equal([
      'notice-given      information: "tasks/0" was done again, because "tasks/1" needs an object that it had returned, and that has gone with its session',
    ]);
    const reads = journalIn(directory).entries.filter((entry) => entry.type === 'intended' && entry.neededBy);
    expect(reads).to.have.length(1);
    expect(reads[0]).to.include({ id: 'tasks/0#1', neededBy: 'tasks/1#1' }).and.not.to.have.property('acts');
  });

  it('comes to the same when the run breaks off once more, at whatever entry', async () => {
    const command: TestCommand = () => [service({ Name: 'w3svc' })];
    const directory = await brokenOff(USE, command, 'tasks/0');
    const first = journalIn(directory).entries.length;
    const whole = await goOn(USE, command, directory);
    const all = journalIn(directory).entries.length;
    const told = lines(whole).filter((line) => !line.startsWith('session-'));
    for (let entries = first + 1; entries <= all; entries++) {
      const copy = join(folder, `${++count}-twice`);
      cpSync(directory, copy, { recursive: true });
      cut(copy, entries);
      const again = await goOn(USE, command, copy);
      const where = `broken off again after entry ${entries} of ${all}`;
      const isTwice = doneAgain(again).length === 2;
      // Told once for the call that has been made, and once for that which is still to come.
      expect(
        isTwice
          ? again.events.filter(isTold).map(eventLine)
          : again.events.map(eventLine).filter((line) => !line.startsWith('session-')),
        where,
      ).to.deep.equal(isTwice ? whole.events.filter(isTold).map(eventLine) : told);
      expect(again.exitCode, where).to.equal(0);
    }
  });

  it('is the one with the same names, whatever else has changed and wherever it stands now', async () => {
    const given: Value[] = [];
    const text = USE.replaceAll('output[0]', 'output[1]');
    const before = [
      service({ Name: 'spooler', Status: 'Running' }),
      service({ Name: 'w3svc', Status: 'Running' }),
    ];
    const directory = await brokenOff(text, () => before, 'tasks/0');
    const now = [
      service({ Name: 'w3svc', Status: 'Stopped' }),
      service({ Name: 'bits' }),
      service({ Name: 'spooler' }),
    ];
    const again = await goOn(
      text,
      (_, parameters) => {
        if (parameters.has('InputObject')) given.push(parameters.get('InputObject') ?? null);
        return now;
      },
      directory,
    );
    expect(again.exitCode).to.equal(0);
    expect(given).to.have.length(2);
    expect(given[0]).to.equal(now[0]);
    expect(given[1]).to.equal(now[0]);
  });

  it('keeps the copy for expressions: what was decided by it stays so', async () => {
    const text = `${USE}
    - { name: decided, when: "found.output[0].Status == 'Running'", command: [say, x] }`;
    const directory = await brokenOff(text, () => [service({ Name: 'w3svc', Status: 'Running' })], 'tasks/0');
    const again = await goOn(text, () => [service({ Name: 'w3svc', Status: 'Stopped' })], directory);
    expect(again.ran).to.deep.equal(['say x']);
  });

  for (const [what, before, now] of [
    ['is not there any more', [{ Name: 'w3svc' }], [{ Name: 'bits' }]],
    ['has the name of another process', [{ Id: 7n, Name: 'a' }], [{ Id: 8n, Name: 'a' }]],
    ['was started at another time', [{ Id: 7n, StartTime: 'a' }], [{ Id: 7n, StartTime: 'b' }]],
    ['is of the same computer, and no more', [{ ComputerName: 'a', V: 1n }], [{ ComputerName: 'a', V: 2n }]],
    ['has no name, and has changed', [{ Length: 1n }], [{ Length: 2n }]],
    ['has none of its own', [{ Name: 'a' }], [{ Name: 'a' }, { Name: 'a' }]],
    ['is nothing at all', [{ Name: 'a' }], []],
  ] as const) {
    it(`ends the run before the call where what is there now ${what}`, async () => {
      const objects = (of: readonly Readonly<Record<string, Value>>[]) => of.map((each) => service(each));
      const directory = await brokenOff(USE, () => objects(before), 'tasks/0');
      const again = await goOn(USE, () => objects(now), directory);
      expect(again.called).to.deep.equal(['Get-Service']);
      expect(stoppedAt(again)).to.equal(
        '"tasks/1" needs an object that "tasks/0" had returned, and that has gone with its session: it was done again, and what it gives now is not surely the same object',
      );
      expect(again.inDoubt).to.deep.equal([]);
    });
  }

  it('is the one at the same place where several are alike and there are as many', async () => {
    const text = USE.replaceAll('output[0]', 'output[1]');
    const directory = await brokenOff(
      text,
      () => [service({ Name: 'a' }), service({ Name: 'a' })],
      'tasks/0',
    );
    const now = [service({ Name: 'a' }), service({ Name: 'a' })];
    const given: Value[] = [];
    await goOn(
      text,
      (_, parameters) => {
        if (parameters.has('InputObject')) given.push(parameters.get('InputObject') ?? null);
        return now;
      },
      directory,
    );
    expect(given.map((each) => now.indexOf(each as PSObject))).to.deep.equal([1, 1]);
  });

  it('ends the run before the call where it cannot be had again, and says why', async () => {
    const directory = await brokenOff(USE, () => [service({ Name: 'w3svc' })], 'tasks/0');
    const again = await goOn(
      USE,
      () => {
        throw new Error('the service manager does not answer');
      },
      directory,
    );
    expect(stoppedAt(again)).to.include('doing it again failed: the service manager does not answer');
    expect(again.called).to.deep.equal(['Get-Service']);
  });

  it('leaves its call alone where a stop came while it was had again; what comes in any case has it', async () => {
    const text = `
  tasks:
    - block:
        - { name: find, Get-Service: {}, register: found }
        - { name: use, Stop-Service: { InputObject: "{{ found.output[0] }}" } }
      always:
        - { name: in any case, Start-Service: { InputObject: "{{ found.output[0] }}" } }`;
    const command: TestCommand = () => [service({ Name: 'w3svc' })];
    const directory = await brokenOff(text, command, 'tasks/0/block/0');
    let opened = 0;
    const again = await goOn(text, command, directory, (event, stop) => {
      // The first one is on record.
      if (event.type === 'session-opened' && ++opened === 2) stop();
    });
    expect([again.exitCode, again.outcome]).to.deep.equal([5, 'stopped by the operator']);
    expect(again.called).to.deep.equal(['Get-Service', 'Get-Service', 'Start-Service']);
    expect(again.inDoubt).to.deep.equal([]);
    const [, taken] = journalIn(directory).entries.filter(
      (entry) => entry.type === 'intended' && entry.id === 'tasks/0/block/1#1',
    );
    expect(taken, 'it is on record once').to.equal(undefined);
  });

  it('is not had again for what a changing task has made, and nothing of that task is done again', async () => {
    const text = `
  tasks:
    - block:
        - { name: make, New-Thing: {}, register: made, undo: { name: unmake, command: [say, undone] } }
        - { name: use, Set-Thing: { InputObject: "{{ made.output }}" }, ignore_errors: true, retries: 3, delay: 0 }
      rescue: [{ name: mend, command: [say, mended] }]
      always: [{ name: in any case, command: [say, always] }]`;
    const directory = await brokenOff(text, () => [service({ Name: 'a' })], 'tasks/0/block/0');
    for (let times = 0; times < 2; times++) {
      const again = await goOn(text, () => [service({ Name: 'a' })], directory);
      expect(stoppedAt(again)).to.equal(
        '"tasks/0/block/1" needs an object that "tasks/0/block/0" had returned, and that has gone with its session: what may have changed something is not done again for that',
      );
      expect([again.called, again.ran, again.inDoubt]).to.deep.equal([[], [], []]);
      // As a run that has ended so: what comes behind the place where it goes on does not count.
      const { entries } = journalIn(directory);
      cut(
        directory,
        entries.findIndex((entry) => entry.type === 'resumed'),
      );
    }
  });

  it('is left to a probe, too, which then is not said to have failed', async () => {
    const text = `
  tasks:
    - { name: make, New-Thing: {}, register: made }
    - name: use
      command: [say, x]
      done_when: { Get-Owner: { Of: "{{ made.output[0] }}" }, that: output | length > 0 }
      ignore_errors: true`;
    const directory = await brokenOff(text, () => [service({ Name: 'a' })], 'tasks/0');
    const again = await goOn(text, () => [service({ Name: 'a' })], directory);
    expect(stoppedAt(again)).to.match(/^"tasks\/1" needs an object that "tasks\/0" had returned/);
    expect(again.ran).to.deep.equal([]);
  });
});
