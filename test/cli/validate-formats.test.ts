import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { expect } from 'chai';
import { validateCommand } from '../../src/cli/validate/validate.ts';
import { runnerVersion } from '../../src/package/runner-version.ts';
import { expectJunit } from '../harness/expect-junit.ts';
import { expectSarif, type SarifResult } from '../harness/expect-sarif.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary-folder.ts';

const GOOD = `
params: { edition: { type: string, enum: [a, b], required: true } }
tasks:
  - choose:
      - { when: edition == 'a', debug: { msg: a } }
      - { when: edition == 'b', debug: { msg: b } }
`;
/** Characters of two code units before a mistake on the same line, and one that can be mended. */
const WRONG = `params:
  unused: {}
tasks:
  - debug: { msg: "😀😀 {{ editoin }}" }
  - { debgu: { msg: hello } }
`;
const IGNORED = `params:
  # runbook: ignore unused-parameter -- the installer reads it
  ticket: {}
tasks: [{ debug: { msg: hello } }]
`;
const TWICE = 'tasks:\n  - debug: { msg: a }\n    debug: { msg: b }\n';
const HOSTILE = [
  '::error file=a.yml::planted',
  '%0A::error::planted',
  '##vso[task.setvariable variable=a]b',
  ']]><x/>&#x0;"\'',
  '\\u0000\\u001b[31m\\u202e\\ufffe',
  '[click](https://example.org) {0}',
  'a,b:c\\r\\n::warning::d',
];

describe('The formats of runbook validate', () => {
  const folder = temporaryFolder({
    '.git/HEAD': 'ref: refs/heads/main\n',
    'good.yml': GOOD,
    'wrong.yml': WRONG,
    'moved.yml': WRONG.replace('params:\n', 'params:\n  # another line\n\n').replace('  - {', '\n  - {'),
    'crlf.yml': WRONG.replaceAll('\n', '\r\n'),
    'ignored.yml': IGNORED,
    'twice.yml': TWICE,
    'warned.yml': 'params: { a: {}, b: {} }\ntasks: [{ debug: { msg: hello } }]\n',
    'a b#1%é.yml': 'tasks: [{ debgu: { msg: hello } }]\n',
    'sub/inner.yml': 'tasks: [{ debgu: { msg: hello } }]\n',
    'part.yml': '- debug: { msg: "{{ nobody }}" }\n',
    'one.yml': 'tasks: [{ import_tasks: part.yml }]\n',
    'two.yml': 'tasks: [{ import_tasks: part.yml }]\n',
    'many.yml': `${Array.from({ length: 1200 }, (_, index) => `key${index}: 1\n`).join('')}tasks: [{ debug: { msg: a } }]\n`,
    ...Object.fromEntries(
      HOSTILE.map((text, index) => [
        `hostile${index}.yml`,
        `"${text.replaceAll('"', '\\"')}": 1\ntasks: [{ debug: { msg: "{{ '${text.replaceAll("'", '').replaceAll('"', '')}' | nofilter }}" } }]\n`,
      ]),
    ),
  });
  const validate = (args: readonly string[], directory = folder.path) =>
    runCommand(validateCommand, args, { directory });

  describe('SARIF', () => {
    const sarif = async (...args: string[]) =>
      expectSarif((await validate(['--format', 'sarif', ...args])).stdout);
    const found = async (...args: string[]) => (await sarif(...args)).results;
    const byRule = (results: readonly SarifResult[], rule: string): SarifResult => {
      const result = results.find(({ ruleId }) => ruleId === rule);
      if (!result) throw new Error(`no ${rule} among ${results.map(({ ruleId }) => ruleId).join()}`);
      return result;
    };

    it('says what ran, and how it ended', async () => {
      const run = await sarif('good.yml', 'wrong.yml');
      expect(run.tool.driver.semanticVersion).to.equal(runnerVersion);
      expect(run.invocations[0]).to.deep.include({ exitCode: 4, executionSuccessful: true });
      expect(run.columnKind).to.equal('utf16CodeUnits');
      expect(run.artifacts.map(({ location }) => location.uri)).to.deep.equal(['good.yml', 'wrong.yml']);
      expect((await sarif('good.yml')).invocations[0]?.exitCode).to.equal(0);
    });

    it('has the places in UTF-16, relative to the top of the repository', async () => {
      const { locations, level, message } = byRule(await found('wrong.yml'), 'unknown-variable');
      expect(locations[0]?.physicalLocation).to.deep.equal({
        artifactLocation: { uri: 'wrong.yml', uriBaseId: 'SRCROOT' },
        region: { startLine: 4, startColumn: 28, endLine: 4, endColumn: 35 },
      });
      expect(WRONG.split('\n')[3]?.slice(27, 34)).to.equal('editoin');
      expect(level).to.equal('error');
      expect(message.text).to.match(/^unknown variable "editoin"\.\na variable is/);
      const inner = await validate(['--format', 'sarif', 'inner.yml'], join(folder.path, 'sub'));
      const run = expectSarif(inner.stdout);
      expect(run.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).to.equal('sub/inner.yml');
      expect(run.originalUriBaseIds.SRCROOT.uri).to.equal(`file://${folder.path}/`);
    });

    it('escapes what a URI cannot have in the name of a file', async () => {
      const [result] = await found('a b#1%é.yml');
      expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).to.equal('a%20b%231%25%C3%A9.yml');
    });

    it('describes each rule with the page of its code', async () => {
      const { tool } = await sarif('wrong.yml');
      const rule = tool.driver.rules.find(({ id }) => id === 'unused-parameter');
      expect(rule?.shortDescription.text).to.equal('Nothing reads the parameter.');
      expect(rule?.fullDescription.text).to.match(/^What the operator gives for it has no effect\./);
      expect(rule?.help.markdown).to.contain('```yaml\n').and.not.contain('](');
      expect(rule?.help.text).to.contain('runbook explain unused-parameter');
      expect(rule?.defaultConfiguration.level).to.equal('warning');
    });

    it('has the mends, which make of the text what they should', async () => {
      for (const file of ['wrong.yml', 'crlf.yml']) {
        const { fixes } = byRule(await found(file), 'unknown-key');
        const change = fixes?.[0]?.artifactChanges[0];
        const [replacement] = change?.replacements ?? [];
        const lines = readFileSync(join(folder.path, file), 'utf8').split('\n');
        const { startLine, startColumn, endColumn } = replacement!.deletedRegion;
        const line = lines[startLine - 1] ?? '';
        expect(
          line.slice(0, startColumn - 1) + replacement!.insertedContent.text + line.slice(endColumn - 1),
        ).to.equal(`  - { debug: { msg: hello } }${file === 'crlf.yml' ? '\r' : ''}`);
      }
    });

    it('has the places beside the one that is meant', async () => {
      const { relatedLocations } = byRule(await found('twice.yml'), 'duplicate-key');
      expect(relatedLocations?.[0]?.physicalLocation.region.startLine).to.equal(2);
    });

    it('has what a comment ignores, with its reason and its place', async () => {
      const [result, ...others] = await found('ignored.yml');
      expect(others).to.deep.equal([]);
      const [suppression] = result?.suppressions ?? [];
      expect(suppression).to.include({ kind: 'inSource', justification: 'the installer reads it' });
      expect(suppression?.location.physicalLocation.region.startLine).to.equal(2);
      expect(await found('ignored.yml', '--no-ignored')).to.deep.equal([]);
      expect((await validate(['ignored.yml', '--no-ignored'])).stdout).to.contain('1 ignored');
    });

    it('knows a finding again whose line has moved, and keeps two on one line apart', async () => {
      const prints = (results: readonly SarifResult[]) =>
        results.map(({ partialFingerprints }) => Object.values(partialFingerprints).join());
      const as = (text: string) =>
        runCommand(validateCommand, ['--format', 'sarif', '-', '--stdin-filename', 'wrong.yml'], {
          directory: folder.path,
          stdin: text,
        });
      const moved = expectSarif((await as(readFileSync(join(folder.path, 'moved.yml'), 'utf8'))).stdout);
      const before = await found('wrong.yml');
      expect(moved.results.map(({ locations }) => locations)).not.to.deep.equal(
        before.map(({ locations }) => locations),
      );
      expect(prints(moved.results)).to.deep.equal(prints(before));
      const twice = prints(await found('warned.yml'));
      expect(new Set(twice).size).to.equal(2);
    });

    it('has what has no place in a file among its notifications', async () => {
      const run = await sarif('absent.yml', 'warned.yml', '--max-warnings', '1');
      const [invocation] = run.invocations;
      expect(invocation).to.deep.include({ exitCode: 4, executionSuccessful: false });
      const told = invocation?.toolConfigurationNotifications ?? [];
      expect(told.map(({ descriptor }) => descriptor.id)).to.deep.equal([
        'too-many-warnings',
        'runbook-not-found',
      ]);
      for (const { descriptor } of told)
        expect(run.tool.driver.notifications[descriptor.index]?.id).to.equal(descriptor.id);
      expect(run.results.every(({ locations }) => locations.length === 1)).to.equal(true);
    });

    it('has a finding in a part that runbooks share once', async () => {
      const results = await found('one.yml', 'two.yml');
      expect(results.map(({ ruleId }) => ruleId)).to.deep.equal(['unknown-variable']);
    });

    it('says how many findings are left out', async () => {
      const run = await sarif('many.yml');
      expect(run.results).to.have.length(1000);
      expect(run.invocations[0]?.toolExecutionNotifications[0]?.message.text).to.contain('200 more');
    });
  });

  describe('JUnit', () => {
    const junit = async (...args: string[]) => {
      const { stdout } = await validate(['--format', 'junit', ...args]);
      expectJunit(stdout);
      const document = new DOMParser().parseFromString(stdout, 'text/xml');
      return (name: string) => [...document.getElementsByTagName(name)];
    };
    const attribute = (name: string) => (element: { getAttribute(name: string): string | null }) =>
      element.getAttribute(name);

    it('has a suite for each file, and a case for each code', async () => {
      const all = await junit('good.yml', 'wrong.yml', 'ignored.yml');
      expect(all('testsuite').map(attribute('name'))).to.deep.equal(['good.yml', 'wrong.yml', 'ignored.yml']);
      expect(all('testsuite').map(attribute('failures'))).to.deep.equal(['0', '2', '0']);
      expect(all('testcase').map(attribute('name'))).to.deep.equal([
        'valid',
        'unused-parameter',
        'unknown-variable',
        'unknown-key',
        'unused-parameter',
        'valid',
      ]);
      expect(all('failure').map(attribute('message'))[0]).to.equal('unknown variable "editoin"');
      expect(all('failure')[0]?.textContent).to.contain('wrong.yml:4:26: error: ');
      expect(all('system-out')[0]?.textContent).to.contain('exactly one branch runs');
      expect(all('skipped')[0]?.textContent).to.contain('ignored: the installer reads it');
      expect(all('testsuites').map(attribute('tests'))).to.deep.equal(['6']);
    });

    it('counts errors of one code in one case, and has a suite for what is said of no file', async () => {
      const all = await junit('many.yml', 'warned.yml', 'absent.yml', '--max-warnings', '1');
      expect(all('failure').map(attribute('message'))).to.deep.equal([
        '"key0" is not a key of a runbook (and 999 more)',
        'there is no runbook "absent.yml"',
        'there are 2 warnings, and --max-warnings allows 1',
      ]);
    });
  });

  describe('GitHub', () => {
    it('has a command for each finding, and what was found in all', async () => {
      const { stdout, exitCode } = await validate(['--format', 'github', 'good.yml', 'wrong.yml']);
      expect(exitCode).to.equal(4);
      const lines = stdout.trimEnd().split('\n');
      expect(lines[0]).to.equal(
        '::warning file=wrong.yml,line=2,endLine=2,col=3,endColumn=9,title=unused-parameter::nothing reads the parameter "unused"%0Ause it, or leave it out; a script reads it under `parameters:` only',
      );
      expect(lines[1]).to.match(
        /^::error file=wrong\.yml,line=4,endLine=4,col=26,endColumn=33,title=unknown-variable::unknown variable "editoin"%0A/,
      );
      expect(lines.slice(-2)).to.deep.equal([
        'good.yml: valid (2 tasks, 1 parameter)',
        'wrong.yml: 2 errors',
      ]);
    });

    it('names files from the top of the repository, and escapes their names', async () => {
      const { stdout } = await validate(['--format', 'github', 'inner.yml'], join(folder.path, 'sub'));
      expect(stdout).to.match(/^::error file=sub\/inner\.yml,line=1,/);
      const other = await validate(['--format', 'github', 'a b#1%é.yml', 'absent.yml']);
      expect(other.stdout).to.match(/^::error file=a b#1%25é\.yml,line=1,/);
      expect(other.stdout).to.contain('\n::error title=runbook-not-found::there is no runbook "absent.yml"');
    });

    it('has a finding in a part that runbooks share once', async () => {
      const { stdout } = await validate(['--format', 'github', 'one.yml', 'two.yml']);
      expect(stdout.match(/^::error /gm)).to.have.length(1);
    });
  });

  describe('GitLab', () => {
    const gitlab = async (...args: string[]) =>
      JSON.parse((await validate(['--format', 'gitlab', ...args])).stdout) as {
        readonly description: string;
        readonly check_name: string;
        readonly fingerprint: string;
        readonly severity: string;
        readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
      }[];

    it('has an issue for each finding, with a fingerprint of its own', async () => {
      const issues = await gitlab('good.yml', 'wrong.yml', 'warned.yml');
      expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).to.equal(issues.length);
      const { fingerprint, ...issue } = issues[1]!;
      expect(fingerprint).to.match(/^[0-9a-f]{64}:1$/);
      expect(issue).to.deep.equal({
        description:
          'unknown variable "editoin": a variable is a parameter, stands in `vars`, or is set by a task with `register` or `set_fact`',
        check_name: 'unknown-variable',
        severity: 'critical',
        location: { path: 'wrong.yml', lines: { begin: 4, end: 4 } },
      });
    });

    it('has a line of a file for everything, because GitLab wants one', async () => {
      const issues = await gitlab('absent.yml', 'one.yml', 'two.yml');
      expect(issues.map(({ location }) => [location.path, location.lines.begin])).to.deep.equal([
        ['absent.yml', 1],
        ['part.yml', 1],
      ]);
    });
  });

  for (const [index, text] of HOSTILE.entries()) {
    it(`carry nothing that acts of ${text}`, async () => {
      const name = `hostile${index}.yml`;
      for (const format of ['sarif', 'junit', 'github', 'gitlab']) {
        const { stdout } = await validate(['--format', format, name]);
        // eslint-disable-next-line no-control-regex -- these are what must not be there
        expect(stdout).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
        const acting = stdout
          .split('\n')
          .filter((line) => /^\s*::.+?::/.test(line) || /##[a-z]*\[/.test(line));
        if (format !== 'github') expect(acting).to.deep.equal([]);
        else
          for (const line of acting)
            expect(line).to.match(
              /^::(error|warning|notice) file=hostile\d\.yml,line=\d+,[^:]*,title=[a-z-]+::/,
            );
        if (format === 'junit') expectJunit(stdout);
        if (format === 'sarif')
          for (const { message } of expectSarif(stdout).results) expect(message.text).not.to.contain('](');
      }
    });
  }

  describe('--output', () => {
    for (const format of ['text', 'json', 'sarif', 'junit', 'github', 'gitlab']) {
      it(`writes ${format} to a file, and says it to people, too`, async () => {
        const file = `report.${format}`;
        const toFile = await validate(['wrong.yml', '--format', format, '--output', file]);
        const text = await validate(['wrong.yml']);
        const alone = await validate(['wrong.yml', '--format', format]);
        expect(toFile).to.deep.equal(text);
        expect(readFileSync(join(folder.path, file), 'utf8')).to.equal(alone.stdout);
      });
    }

    it('says where the file cannot be written', async () => {
      const run = await validate(['good.yml', '--format', 'sarif', '-o', 'no/such/folder.sarif']);
      expect(run.exitCode).to.equal(4);
      expect(run.stderr).to.contain('"no/such/folder.sarif" cannot be written: its folder does not exist');
    });
  });
});
