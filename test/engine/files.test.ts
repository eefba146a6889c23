import { expect } from 'chai';
import type { MemoryFiles } from '../harness/memory-files.ts';
import { resultOf, statuses, task } from '../harness/outcome.ts';
import { play, type PlayOptions } from '../harness/play.ts';

const on = (files: MemoryFiles, text: string, options: PlayOptions = {}) =>
  play(text, { powershell: 'works', hostFiles: files, ...options });

const host = (files: Readonly<Record<string, string>> = {}): MemoryFiles =>
  new Map<string, Buffer | null>([
    ['C:\\App', null],
    ...Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const),
  ]);

describe('Files of the host', () => {
  it('are written where they differ, and the task has changed something only then', async () => {
    const files = host({ 'C:\\App\\same.txt': 'x', 'C:\\App\\old.txt': 'y' });
    const run = await on(
      files,
      `tasks:
  - { name: same, copy: { content: x, dest: 'C:\\App\\same.txt' } }
  - { name: old, copy: { content: x, dest: 'C:\\App\\old.txt', backup: true } }
  - { name: new, copy: { content: x, dest: 'C:\\App\\new.txt' } }
  - { name: left, copy: { content: z, dest: 'C:\\App\\new.txt', force: false } }`,
    );
    expect(statuses(run)).to.deep.equal(['same: ok', 'old: changed', 'new: changed', 'left: ok']);
    expect(files.get('C:\\App\\old.txt')?.toString()).to.equal('x');
    expect(files.get('C:\\App\\old.txt.bak')?.toString()).to.equal('y');
    expect(files.get('C:\\App\\new.txt')?.toString()).to.equal('x');
    expect(resultOf(run, 'old')['backup_file']).to.equal('C:\\App\\old.txt.bak');
  });

  it('have the text of each item of a loop', async () => {
    const files = host();
    await on(
      files,
      "tasks: [{ loop: [a, b], copy: { content: '{{ item }}!', dest: 'C:\\App\\{{ item }}.txt' } }]",
    );
    expect(files.get('C:\\App\\a.txt')?.toString()).to.equal('a!');
    expect(files.get('C:\\App\\b.txt')?.toString()).to.equal('b!');
  });

  it('stay as they are in check mode, and what was not made before is no failure', async () => {
    const files = host({ 'C:\\App\\old.txt': 'y' });
    const run = await on(
      files,
      `tasks:
  - { name: old, copy: { content: x, dest: 'C:\\App\\old.txt' } }
  - { name: folder, copy: { content: x, dest: 'C:\\New\\x.txt' } }
  - { name: fetched, fetch: { src: 'C:\\App\\new.txt', dest: got } }`,
      { checkMode: true },
    );
    expect(statuses(run)).to.deep.equal(['old: changed', 'folder: not_run', 'fetched: not_run']);
    expect(files.get('C:\\App\\old.txt')?.toString()).to.equal('y');
  });

  it('fail the task with what would mend it', async () => {
    const run = await on(
      host(),
      `tasks:
  - { name: folder, copy: { content: x, dest: 'C:\\New\\x.txt' }, ignore_errors: true }
  - { name: no text, copy: { content: '{{ [1] }}', dest: 'C:\\App\\x.txt' }, ignore_errors: true }
  - { name: no mark, copy: { content: x, dest: 'C:\\App\\x.txt', encoding: latin1, bom: '{{ true }}' }, ignore_errors: true }
  - { name: missing, fetch: { src: 'C:\\App\\x.txt', dest: got }, ignore_errors: true }
  - { name: allowed, fetch: { src: 'C:\\App\\x.txt', dest: got, fail_on_missing: false } }`,
    );
    expect(statuses(run)).to.deep.equal([
      ...['folder: ignored', 'no text: ignored', 'no mark: ignored', 'missing: ignored', 'allowed: ok'],
    ]);
    expect(task(run, 'folder').help).to.contain('New-Item');
    expect(task(run, 'no text').help).to.contain('to_nice_json');
    expect(task(run, 'no mark').reason).to.contain('has no byte order mark');
  });

  it('are brought to a place of their own, under the host and their whole path', async () => {
    const fetched: string[] = [];
    const run = await on(
      host({ 'C:\\App\\x.txt': 'x' }),
      "tasks: [{ name: fetch, fetch: { src: 'C:\\App\\x.txt', dest: got } }]",
      { fetched },
    );
    expect(statuses(run)).to.deep.equal(['fetch: changed']);
    expect(fetched.map((path) => path.replaceAll('\\', '/'))).to.have.length(1);
    expect(fetched[0]!.replaceAll('\\', '/')).to.match(/got\/[^/]+\/C\/App\/x\.txt$/);
  });

  it('need the session', async () => {
    const run = await on(
      host(),
      "tasks: [{ session: close }, { name: x, copy: { content: x, dest: 'C:\\App\\x' } }]",
    );
    expect(task(run, 'x').status).to.equal('failed');
  });
});
