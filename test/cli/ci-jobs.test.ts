import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { expectJunit } from '../harness/expect-junit.ts';
import { expectSarif } from '../harness/expect-sarif.ts';
import { program, root } from '../harness/paths.ts';
import { createSandbox, type Sandbox } from '../harness/sandbox.ts';

const page = readFileSync(join(root, 'docs', 'ci.md'), 'utf8');
const jobs = Array.from(page.matchAll(/^```yaml ?(\S*)\n(.*?)^```/gms), ([, name = '', text = '']) => ({
  name,
  text,
}));

const GOOD = 'tasks: [{ debug: { msg: hello } }]\n';
const BAD = 'tasks: [{ debgu: { msg: hello } }]\n';

/** The lines of what a job runs. */
function commandsIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(commandsIn);
  if (part === null || typeof part !== 'object') return [];
  return Object.entries(part as Readonly<Record<string, unknown>>).flatMap(([key, value]) => {
    if (key !== 'run' && key !== 'script') return commandsIn(value);
    return (Array.isArray(value) ? value : [value]).flatMap((text) => String(text).split('\n'));
  });
}

describe('Validating in CI', function () {
  if (process.platform === 'win32') return;
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    const runbook = sandbox.file('bin/runbook', `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
    execFileSync('chmod', ['+x', runbook]);
  });
  afterEach(() => sandbox.dispose());

  /** As a CI server runs a step, in the folder `work`. */
  function shell(script: string, env: Readonly<Record<string, string>> = {}) {
    const path = [join(sandbox.directory, 'bin'), process.env['PATH'] ?? ''].join(delimiter);
    return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      cwd: join(sandbox.directory, 'work'),
      env: { ...sandbox.environment, PATH: path, ...env },
      encoding: 'utf8',
    });
  }

  it('is described for GitHub, GitLab, Azure Pipelines and pre-commit', () => {
    expect(jobs.map(({ name }) => name)).to.deep.equal([
      '.github/workflows/runbooks.yml',
      '.github/workflows/runbooks-scanning.yml',
      '',
      '.gitlab-ci.yml',
      'azure-pipelines.yml',
      '.pre-commit-config.yaml',
    ]);
  });

  for (const { name, text } of jobs.filter((job) => /runbook validate/.test(job.text))) {
    const commands = commandsIn(parse(text)).filter((line) => line.startsWith('runbook '));

    it(`passes what is right, as ${name} calls it`, () => {
      sandbox.file('work/site.yml', GOOD);
      sandbox.file(`work/${name}`, text);
      expect(commands).to.have.length.above(0);
      for (const command of commands) expect(shell(command).status, command).to.equal(0);
    });

    it(`fails for what is wrong, as ${name} calls it, and writes the reports that it publishes`, () => {
      sandbox.file('work/site.yml', BAD);
      const statuses = commands.map((command) => shell(command).status);
      expect(statuses.at(-1)).to.equal(4);
      for (const [, report = ''] of text.matchAll(
        /(?:junit|codequality|sarif_file|testResultsFiles): ([\w.-]+)/g,
      )) {
        const written = sandbox.read(join('work', report));
        if (report.endsWith('.xml')) expectJunit(written);
        else if (report.endsWith('.sarif')) expect(expectSarif(written).results).to.have.length(1);
        else expect(JSON.parse(written)).to.have.length(1);
      }
    });
  }

  describe('with the action', () => {
    const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
      readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
      readonly runs: {
        readonly steps: readonly { readonly run: string; readonly env?: Readonly<Record<string, string>> }[];
      };
    };
    const step = action.runs.steps.at(-1);

    /** The step with these inputs, as GitHub would put them in. */
    function act(given: Readonly<Record<string, string>>) {
      const inputs = Object.fromEntries(
        Object.entries(action.inputs).map(([name, input]) => [name, given[name] ?? input.default]),
      );
      const env = Object.entries(step?.env ?? {}).map(([name, value]): [string, string] => [
        name,
        value
          .replace('${{ github.action_path }}', () => root)
          .replace(/\$\{\{ inputs\.([\w-]+) \}\}/, (_, input: string) => inputs[input] ?? ''),
      ]);
      return shell(step?.run ?? '', Object.fromEntries(env));
    }

    it('puts nothing of an input into a script', () => {
      for (const { run } of action.runs.steps) expect(run).not.to.contain('${{');
    });

    it('has its inputs on the page', () => {
      for (const [name, input] of Object.entries(action.inputs)) {
        const value = input.default === '' ? '' : ` \`${input.default}\``;
        expect(page).to.contain(`| \`${name}\` |${value} |`);
      }
      const [example] = jobs.filter(({ name }) => name === '');
      const { steps } = parse(example?.text ?? '') as { steps: { uses: string; with?: object }[] };
      const used = steps.find(({ uses }) => uses.includes('/runbook@'))?.with ?? {};
      expect(Object.keys(action.inputs)).to.include.members(Object.keys(used));
    });

    it('annotates what is wrong, fails, and has written SARIF', () => {
      sandbox.file('work/ops/site.yml', BAD);
      sandbox.file('work/more/good.yml', GOOD);
      const { status, stdout } = act({ runbooks: 'more\nops/**/*.yml\n', sarif: 'out.sarif' });
      expect(status).to.equal(4);
      expect(stdout).to.match(/^::error file=ops\/site\.yml,line=1,/);
      expect(stdout).to.contain('more/good.yml: valid');
      expect(expectSarif(sandbox.read('work/out.sarif')).results).to.have.length(1);
    });

    it('passes what is right, and fails for too many warnings', () => {
      sandbox.file('work/site.yml', `params: { unused: {} }\n${GOOD}`);
      expect(act({}).status).to.equal(0);
      expect(act({ 'max-warnings': '0' }).status).to.equal(4);
      expect(existsSync(join(sandbox.directory, 'work', 'out.sarif'))).to.equal(false);
    });

    it('takes what is in an input for a name', () => {
      sandbox.file('work/site.yml', GOOD);
      const { status, stdout } = act({ runbooks: '$(touch planted)\n--fix\n`touch planted`; touch planted' });
      expect(status).to.equal(4);
      expect(stdout.match(/^::error title=runbook-not-found::/gm)).to.have.length(3);
      expect(existsSync(join(sandbox.directory, 'work', 'planted'))).to.equal(false);
    });
  });

  it('before a commit checks every runbook, and lets a repository without any pass', () => {
    const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as {
      id: string;
      entry: string;
      pass_filenames: boolean;
    }[];
    expect(hooks.map(({ id }) => id)).to.deep.equal(['runbook-validate']);
    const [hook] = hooks;
    expect(page).to.contain(`- id: ${hook?.id}`);
    expect(hook?.pass_filenames).to.equal(false);
    sandbox.file('work/readme.txt', '');
    expect(shell(hook?.entry ?? '').status).to.equal(0);
    sandbox.file('work/ops/site.yml', BAD);
    expect(shell(hook?.entry ?? '').status).to.equal(4);
  });
});
