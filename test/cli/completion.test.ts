import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { bashInsertion, bashLine } from '../../src/cli/completion/bash-line.ts';
import { root } from '../harness/paths.ts';
import { createSandbox } from '../harness/sandbox.ts';

const RUNBOOK = `
name: Update a site
params:
  site: { type: string, required: true, description: "Which one\\nof them" }
  mode: { type: string, enum: [full, fast, 'at once'], default: full }
  drain: { type: boolean, default: true }
  password: { type: string, secret: true, enum: [hunter2, hunter3] }
tasks:
  - { name: Stop the site, tags: [stop, quick], debug: { msg: "{{ site }} {{ mode }} {{ drain }} {{ password | length }}" } }
  - { name: Start the site, tags: [start], debug: {} }
  - { name: "Look at {{ site }}", debug: {} }
  - { name: "Bell \\a and \\u202e turn", tags: ["new\\nline"], debug: {} }
`;

describe('runbook __complete', function () {
  const sandbox = createSandbox();
  before(() => {
    sandbox.file('site.yml', RUNBOOK);
    sandbox.file(
      'broken.yml',
      `${RUNBOOK}  - { name: No such filter, debug: { msg: "{{ site | uper }}" } }\n`,
    );
    sandbox.file('notes.txt', '');
    sandbox.file(
      'site/rehearsal/scenarios/all-well.yml',
      'description: All goes\n  well.\nexpect: { exit: 0 }\n',
    );
    sandbox.file(
      'site/rehearsal/scenarios/power cut.yml',
      'description: "A cut\\t\\e[31m."\nexpect: { exit: 0 }\n',
    );
  });
  after(() => sandbox.dispose());

  async function ask(...words: readonly string[]): Promise<{ lines: readonly string[]; end: string }> {
    const { exitCode, stdout, stderr } = await sandbox.run(['__complete', 'zsh', ...words]);
    expect([exitCode, stderr]).to.deep.equal([0, '']);
    const lines = stdout.trimEnd().split('\n');
    return { lines: lines.slice(0, -1), end: lines.at(-1) ?? '' };
  }
  const values = async (...words: readonly string[]) =>
    (await ask(...words)).lines.map((line) => line.split('\t')[0]);

  it('gives every command of the help, and not itself', async () => {
    const { stdout } = await sandbox.run(['--help']);
    const helped = Array.from(stdout.matchAll(/^ {2}([a-z]+)\b.*$/gm), ([, name]) => name);
    expect((await values('')).toSorted()).to.deep.equal(helped.filter((name) => name !== 'help').toSorted());
    expect(await values('re')).to.deep.equal(['rehearse', 'resume']);
    expect((await ask('valid')).lines[0]).to.match(/^validate\tcheck runbooks: /);
  });

  it('gives the options of a command, of its own and of what is inside of it', async () => {
    expect(await values('rehearse', 'site.yml', '--sc')).to.deep.equal(['--scenario']);
    expect(await values('catalog', 'export', '--')).to.include.members(['--module', '--output']);
    expect(await values('catalog', '')).to.deep.equal(['show', 'export']);
    expect(await values('validate', '--', '--')).to.deep.equal([]);
    expect(await values('nonsense', '')).to.deep.equal([]);
  });

  it('gives the values of an option that has choices, in a word of its own or behind "="', async () => {
    expect(await values('apply', '--view', '')).to.deep.equal(['live', 'plain', 'json']);
    expect(await values('apply', '--view=p')).to.deep.equal(['--view=plain']);
    expect(await values('completion', '')).to.deep.equal(['bash', 'zsh', 'fish', 'powershell']);
  });

  it('gives runbooks by their names, and says that a path can stand there', async () => {
    const { lines, end } = await ask('apply', '');
    expect(lines.map((line) => line.trim())).to.deep.equal(['broken.yml', 'site.yml', 'lync-backend.yml']);
    expect(end).to.equal(': files');
    expect(await ask('apply', 'sub/')).to.deep.equal({ lines: [], end: ': files' });
    expect(await ask('apply', '--log', '')).to.deep.equal({ lines: [], end: ': files' });
    expect(await ask('init', '')).to.deep.equal({ lines: [], end: ': files' });
    // An argument that is there is not asked for again, but where there can be several.
    expect(await values('apply', 'site.yml', '')).to.deep.equal([]);
    expect(await values('validate', 'site.yml', 'bro')).to.deep.equal(['broken.yml']);
  });

  it('gives the parameters of the runbook on the line, and what they can be', async () => {
    const { lines, end } = await ask('apply', 'site.yml', '-e', '');
    expect(lines).to.deep.equal([
      'site=\tstring, required: Which one of them',
      'mode=\tstring',
      'drain=\tboolean',
      'password=\tstring',
    ]);
    expect(end).to.equal(': goes-on');
    expect(await values('plan', '-vC', 'site.yml', '--extra-vars', 'mode=f')).to.deep.equal([
      'mode=full',
      'mode=fast',
    ]);
    expect(await values('apply', 'site.yml', '--extra-vars=drain=')).to.deep.equal([
      '--extra-vars=drain=true',
      '--extra-vars=drain=false',
    ]);
    expect(await values('apply', 'site.yml', '-e', 'password=')).to.deep.equal([]);
    expect(await values('apply', '-e', '')).to.deep.equal([]);
  });

  it('gives its tags, task names and scenarios', async () => {
    expect(await values('apply', 'site.yml', '-t', 'stop,')).to.deep.equal([
      'stop,quick',
      'stop,start',
      'stop,stop',
    ]);
    expect(await values('apply', 'site.yml', '-yt', 'st')).to.deep.equal(['start', 'stop']);
    expect(await values('apply', 'site.yml', '--start-at-task', '')).to.deep.equal([
      'Stop the site',
      'Start the site',
    ]);
    expect((await ask('rehearse', 'site.yml', '--scenario', '')).lines).to.deep.equal([
      'all-well\tAll goes well.',
      'power cut\tA cut \\x1b[31m.',
    ]);
  });

  it('knows a runbook with mistakes by what can be made of it, and is silent about one that is none', async () => {
    expect(await values('apply', 'broken.yml', '-e', 'si')).to.deep.equal(['site=']);
    expect(await values('apply', 'notes.txt', '-e', '')).to.deep.equal([]);
    expect(await values('apply', 'missing.yml', '--tags', '')).to.deep.equal([]);
  });

  it('gives schemas, codes, commands of catalogs and runs', async () => {
    expect(await values('schema', 'sc')).to.deep.equal(['scenario']);
    expect(await values('schema', '--with', 'ly')).to.deep.equal(['lync-server-2013']);
    expect((await ask('explain', 'unknown-f')).lines).to.include(
      'unknown-filter\ta filter that does not exist',
    );
    expect(await values('catalog', 'show', 'stop-servi')).to.deep.equal(['Stop-Service']);
    sandbox.file('.state/runs/20260101-000000-abcd/journal.jsonl', '');
    expect(await values('resume', '2026')).to.deep.equal(['20260101-000000-abcd']);
  });

  it('has a script of its own for each shell, which is what is printed', async () => {
    const scripts = readdirSync(join(root, 'completions'));
    expect(scripts).to.have.length(4);
    for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
      const { stdout } = await sandbox.run(['completion', shell]);
      expect(scripts.map((name) => readFileSync(join(root, 'completions', name), 'utf8'))).to.include(stdout);
    }
    const { exitCode, stderr } = await sandbox.run(['completion', 'tcsh']);
    expect(exitCode).to.equal(4);
    expect(stderr).to.match(/Allowed choices are bash, zsh, fish, powershell/);
  });
});

describe('A line of bash', () => {
  const BREAKS = ' \t\n"\'><=;|&(:';
  const put = (line: string, value: string) => bashInsertion(value, bashLine(line, BREAKS));

  it('is split as bash splits it, and nothing of it is evaluated', () => {
    const split = (line: string) => {
      const { words, current } = bashLine(line, BREAKS);
      return [...words, current];
    };
    expect(split('runbook apply a.yml ')).to.deep.equal(['apply', 'a.yml', '']);
    expect(split(String.raw`runbook a\ b 'c "d' "e 'f \" \x" $(g)`)).to.deep.equal([
      'a b',
      'c "d',
      String.raw`e 'f " \x`,
      '$(g)',
    ]);
    expect(split(`runbook '' "op`)).to.deep.equal(['', 'op']);
  });

  it('takes in what bash does not replace, with nothing special in it', () => {
    expect(put('runbook apply -e mo', 'mode=at once')).to.equal(String.raw`mode=at\ once`);
    expect(put('runbook apply -e mode=a', 'mode=at once')).to.equal(String.raw`at\ once`);
    expect(put('runbook apply -e "mode=a', 'mode=$(x) "`y`" \\')).to.equal(
      String.raw`mode=\$(x) \"\`y\`\" \\`,
    );
    expect(put("runbook apply -e 'mode=a", "mode=at 'once'")).to.equal(String.raw`mode=at '\''once'\''`);
    expect(put('runbook apply ', 'a;b|c&d>e<f`g`$(h)~*?[i]{j}!k\'l"m#n')).to.equal(
      String.raw`a\;b\|c\&d\>e\<f\`g\`\$\(h\)\~\*\?\[i\]\{j\}\!k\'l\"m\#n`,
    );
    expect(put('runbook apply "', 'wow!')).to.equal(undefined);
  });
});
