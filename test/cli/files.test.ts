import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { output, resultOf, statuses, task } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

describe('copy, template and fetch, through the binary', function () {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  const at = (path: string): string => join(sandbox.directory, path);
  const bytes = (path: string): Buffer => readFileSync(at(path));

  it('write a text in its encoding, with its line ends, once', async () => {
    sandbox.file('out/.keep', '');
    const run = await sandbox.apply(`
vars: { out: '${at('out')}' }
tasks:
  - { name: Plain, copy: { content: "Größe\\r\\n2\\n", dest: '{{ out }}/plain.txt' } }
  - { name: Same, copy: { content: "Größe\\r\\n2\\n", dest: '{{ out }}/plain.txt' } }
  - { name: Lines, copy: { content: "a\\r\\nb\\n", dest: '{{ out }}/lines.txt', newline: crlf, bom: true } }
  - { name: Wide, copy: { content: "é\\n", dest: '{{ out }}/wide.txt', encoding: utf-16le } }
  - { name: Narrow, copy: { content: "é", dest: '{{ out }}/narrow.txt', encoding: windows-1252 } }
  - { name: Number, copy: { content: '{{ 8080 }}', dest: '{{ out }}/number.txt' } }
  - { name: Empty, copy: { content: '', dest: '{{ out }}/empty.txt' } }
  - { name: Not in it, copy: { content: "a\\nπ", dest: '{{ out }}/bad.txt', encoding: windows-1252 }, ignore_errors: true }
  - { name: Made, copy: { content: x, dest: '{{ out }}/new/folder/' }, ignore_errors: true }
  - { name: No folder, copy: { content: x, dest: '{{ out }}/none/x.txt' }, ignore_errors: true }
`);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal([
      ...['Plain: changed', 'Same: ok', 'Lines: changed', 'Wide: changed', 'Narrow: changed'],
      ...['Number: changed', 'Empty: changed', 'Not in it: ignored', 'Made: ignored', 'No folder: ignored'],
    ]);
    expect(bytes('out/plain.txt').toString()).to.equal('Größe\r\n2\n');
    expect(bytes('out/lines.txt').toString('latin1')).to.equal('\xef\xbb\xbfa\r\nb\r\n');
    expect(bytes('out/wide.txt').toString('hex')).to.equal('fffee9000a00');
    expect(bytes('out/narrow.txt').toString('hex')).to.equal('e9');
    expect(bytes('out/number.txt').toString()).to.equal('8080');
    expect(bytes('out/empty.txt')).to.have.length(0);
    expect(task(run, 'Not in it').reason).to.contain(
      '"π" (U+03C0, line 2 of the text) is not in windows-1252',
    );
    expect(task(run, 'Made').help).to.contain('end with the name of the file');
    expect(task(run, 'No folder').reason).to.contain('is not there');
    expect(resultOf(run, 'Plain')).to.include({
      dest: at('out/plain.txt'),
      size: 11,
      operation: 'file_copy',
    });
    // Nothing else is left behind.
    expect(readdirSync(at('out')).toSorted()).to.deep.equal([
      ...['.keep', 'empty.txt', 'lines.txt', 'narrow.txt', 'number.txt', 'plain.txt', 'wide.txt'],
    ]);
  });

  it('copy a file and a folder, only what differs, keep what was there, and leave it without force', async () => {
    sandbox.file('files/app.bin', Buffer.from([0, 1, 2, 255]));
    sandbox.file('files/site/index.html', 'new');
    sandbox.file('files/site/css/a b.css', 'same');
    sandbox.file('out/site/css/a b.css', 'same');
    sandbox.file('out/site/index.html', 'old');
    sandbox.file('out/site/other.txt', 'stays');
    const run = await sandbox.apply(`
vars: { out: '${at('out')}' }
tasks:
  - { name: Into, copy: { src: app.bin, dest: '{{ out }}' } }
  - { name: New folder, copy: { src: app.bin, dest: '{{ out }}/made/here/' } }
  - { name: Left, copy: { src: site, dest: '{{ out }}', force: false } }
  - { name: Folder, copy: { src: site, dest: '{{ out }}', backup: true } }
  - { name: Contents, copy: { src: site/, dest: '{{ out }}/copy' } }
  - { name: Again, copy: { src: site/, dest: '{{ out }}/copy' } }
  - { name: Wrong, copy: { src: site/, dest: '{{ out }}/app.bin' }, ignore_errors: true }
`);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal([
      ...['Into: changed', 'New folder: changed', 'Left: ok', 'Folder: changed', 'Contents: changed'],
      ...['Again: ok', 'Wrong: ignored'],
    ]);
    expect([...bytes('out/app.bin')]).to.deep.equal([0, 1, 2, 255]);
    expect([...bytes('out/made/here/app.bin')]).to.deep.equal([0, 1, 2, 255]);
    expect(resultOf(run, 'Folder')).to.deep.include({
      copied: [at('out/site/index.html')],
      operation: 'folder_copy',
      dest: at('out/site'),
    });
    const [kept = ''] = resultOf(run, 'Folder')['backup_files'] as string[];
    expect(kept).to.match(/index\.html\.\d{8}-\d{6}\.bak$/);
    expect(readFileSync(kept, 'utf8')).to.equal('old');
    expect(sandbox.read('out/site/other.txt')).to.equal('stays');
    expect(sandbox.read('out/copy/css/a b.css')).to.equal('same');
    expect(task(run, 'Wrong').reason).to.contain('is a file, and a folder is to be copied to it');
  });

  it('put a template under its own name into a folder', async () => {
    sandbox.file('templates/app.ini', 'port={{ port }}\n');
    sandbox.file('there/old.txt', '');
    const run = await sandbox.apply(`
vars: { port: 8080, out: '${sandbox.directory}' }
tasks:
  - { name: There, template: { src: app.ini, dest: '{{ out }}/there' } }
  - { name: Made, template: { src: app.ini, dest: '{{ out }}/made/' } }
  - { name: Again, template: { src: app.ini, dest: '{{ out }}/made/' } }
`);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal(['There: changed', 'Made: changed', 'Again: ok']);
    expect(sandbox.read('there/app.ini')).to.equal('port=8080\n');
    expect(sandbox.read('made/app.ini')).to.equal('port=8080\n');
  });

  it('make a file of a template, hide its secrets in the diff, and fetch it', async () => {
    sandbox.file('templates/app.ini.j2', 'port={{ port }}\nkey={{ key }}\n');
    sandbox.file('app.ini', 'port=1\n');
    const run = await sandbox.apply(
      `
params: { key: { type: string, secret: true } }
vars: { port: 8080, out: '${sandbox.directory}' }
tasks:
  - { name: Write, template: { src: app.ini.j2, dest: '{{ out }}/app.ini', backup: true }, register: written }
  - { name: Kept, debug: { msg: '{{ written.backup_file }}' } }
  - { name: Fetch, fetch: { src: '{{ out }}/app.ini', dest: got } }
  - { name: Flat, fetch: { src: '{{ out }}/app.ini', dest: got/, flat: true } }
  - { name: Once, fetch: { src: '{{ out }}/app.ini', dest: got/, flat: true } }
  - { name: None, fetch: { src: '{{ out }}/none', dest: got, fail_on_missing: false } }
  - { name: Missing, fetch: { src: '{{ out }}/none', dest: got } }
`,
      ['--diff'],
      { env: { RUNBOOK_PARAM_KEY: 'Tr0ub4dor' } },
    );
    expect(run.exitCode, said(run)).to.equal(2);
    expect(statuses(run)).to.deep.equal([
      ...['Write: changed', 'Kept: ok', 'Fetch: changed', 'Flat: changed', 'Once: ok', 'None: ok'],
      'Missing: failed',
    ]);
    expect(sandbox.read('app.ini')).to.equal('port=8080\nkey=Tr0ub4dor\n');
    expect(readFileSync(output(run, 'message')[0]!, 'utf8')).to.equal('port=1\n');
    expect(output(run, 'diff').join('\n')).to.contain('-port=1\n+port=8080\n+key=********');
    expect(said(run)).not.to.contain('Tr0ub4dor');
    expect(sandbox.read(`got/localhost${at('app.ini')}`)).to.equal('port=8080\nkey=Tr0ub4dor\n');
    expect(sandbox.read('got/app.ini')).to.equal('port=8080\nkey=Tr0ub4dor\n');
    expect(task(run, 'Missing').help).to.contain('fail_on_missing: false');
  });

  it('change nothing in check mode, and say what they would', async () => {
    sandbox.file('files/site/index.html', 'new\n');
    sandbox.file('site/index.html', 'old\n');
    const run = await sandbox.apply(
      `
vars: { out: '${sandbox.directory}' }
tasks:
  - { name: Folder, copy: { src: site/, dest: '{{ out }}/site', backup: true } }
  - { name: Text, copy: { content: "x\\n", dest: '{{ out }}/text.txt' } }
  - { name: Later, copy: { content: x, dest: '{{ out }}/none/text.txt' } }
  - { name: Fetch, fetch: { src: '{{ out }}/site/index.html', dest: got } }
  - { name: Not yet, fetch: { src: '{{ out }}/text.txt', dest: got } }
`,
      ['--check', '--diff'],
    );
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal([
      ...['Folder: changed', 'Text: changed', 'Later: not_run', 'Fetch: changed', 'Not yet: not_run'],
    ]);
    expect(output(run, 'diff').join('\n')).to.contain('-old\n+new').and.to.contain('+x');
    expect(sandbox.read('site/index.html')).to.equal('old\n');
    expect(existsSync(at('text.txt'))).to.equal(false);
    expect(existsSync(at('got'))).to.equal(false);
    expect(readdirSync(at('site'))).to.deep.equal(['index.html']);
  });

  it('leave a file to those who may read it', async function () {
    if (process.platform === 'win32') this.skip();
    chmodSync(sandbox.file('secret.txt', 'old'), 0o600);
    const run = await sandbox.apply(`tasks: [{ copy: { content: new, dest: '${at('secret.txt')}' } }]`);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(sandbox.read('secret.txt')).to.equal('new');
    expect(statSync(at('secret.txt')).mode & 0o777).to.equal(0o600);
  });

  it('are done once more without a question when the run was killed in the middle', async () => {
    const content = randomBytes(120_000_000);
    sandbox.file('files/large.bin', content);
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: Large, copy: { src: large.bin, dest: '${at('there.bin')}' }, register: large }
  - { name: Then, debug: { msg: 'changed: {{ large.changed }}' } }
`,
    );
    const running = sandbox.start(['apply', 'runbook.yml', '--view', 'json']);
    await running.says(/"activity":"Copying there.bin","status":"[1-9]/);
    running.child.kill('SIGKILL');
    await running.ended;
    expect(existsSync(at('there.bin'))).to.equal(false);
    const run = await sandbox.run(['resume', '--view', 'json']);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(output(run, 'message')).to.deep.equal(['changed: True']);
    expect(readFileSync(at('there.bin')).equals(content)).to.equal(true);
    expect(readdirSync(sandbox.directory).filter((name) => name.endsWith('.runbook-part'))).to.deep.equal([]);
  });

  it('work on the files of the simulated machine in a rehearsal, and on none of this one', async () => {
    sandbox.file('site/templates/app.ini.j2', 'port={{ port }}\n');
    sandbox.file('site/files/a.txt', 'a\n');
    sandbox.file(
      'site/site.yml',
      `vars: { port: 8080 }
tasks:
  - { name: Write, template: { src: app.ini.j2, dest: 'D:\\App\\app.ini', backup: true }, register: written }
  - { name: Same, template: { src: app.ini.j2, dest: 'd:/app/APP.INI', newline: lf } }
  - { name: Copy, copy: { src: a.txt, dest: 'D:\\App\\' } }
  - { name: Fetch, fetch: { src: 'D:\\App\\a.txt', dest: got } }
  - { name: Kept, debug: { msg: '{{ written.backup_file }}' } }
`,
    );
    sandbox.file(
      'site/site/rehearsal/scenarios/one.yml',
      `description: One.
state: { files: { 'D:\\App\\app.ini': "port=1\\n" } }
expect: { exit: 0, ran: ['template D:\\App\\app.ini', 'template d:/app/APP.INI', 'copy D:\\App\\', 'fetch D:\\App\\a.txt'] }
`,
    );
    sandbox.file(
      'site/site/rehearsal/scenarios/full.yml',
      `description: The disk is full.
faults: { copy: { error: There is not enough space on the disk } }
expect: { exit: 2, failed_task: Copy }
`,
    );
    const run = await sandbox.run(['rehearse', 'site/site.yml', '--scenario', 'one', '--view', 'json']);
    expect(run.exitCode, said(run)).to.equal(0);
    expect(statuses(run)).to.deep.equal([
      ...['Write: changed', 'Same: ok', 'Copy: changed', 'Fetch: changed', 'Kept: ok'],
    ]);
    expect(output(run, 'message')[0]).to.match(/^D:\\App\\app\.ini\.\d{8}-\d{6}\.bak$/);
    expect(existsSync(at('site/got'))).to.equal(false);
    const full = await sandbox.run(['rehearse', 'site/site.yml', '--scenario', 'full', '--view', 'json']);
    expect(full.exitCode, said(full)).to.equal(0);
    expect(task(full, 'Copy').reason).to.contain('There is not enough space on the disk');
  });
});
