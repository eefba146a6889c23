import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { checkRunbook } from '../../src/cli/validate/check-runbook.ts';
import { convertValidly } from '../../src/cli/convert/convert-validly.ts';
import { summaryLines } from '../../src/cli/convert/summary.ts';
import { fileSystemIn, withTexts } from '../../src/document/file-system.ts';
import { convertPlaybook } from '../../src/playbook/convert-playbook.ts';
import { withoutMarkers } from '../../src/playbook/markers.ts';

const folder = join(import.meta.dirname, 'golden');
/** With `UPDATE_GOLDENS=1` the runbooks are written anew: look at the difference before committing it. */
const update = process.env['UPDATE_GOLDENS'] === '1';
const environment = { currentDirectory: folder, variables: process.env };

async function convert(path: string, files = fileSystemIn(folder)) {
  const { converted, diagnostics } = await convertValidly(
    (refused) => convertPlaybook(path, { fileSystem: files, refused }),
    path,
    environment,
  );
  return { text: converted && withoutMarkers(converted.text), notes: converted?.notes ?? [], diagnostics };
}

function convertText(text: string) {
  return convert('site.yml', withTexts(fileSystemIn(folder), new Map([['site.yml', text]])));
}

/** Scripts of a runbook, whole: from `script: |` or `powershell: |` to where its block ends, or on one line. */
function scriptsIn(text: string): readonly string[] {
  const blocks = Array.from(
    text.matchAll(/^( *)(?:- )?(?:script|powershell): \|-?\n((?:\1 +[^\n]*\n|\n)*)/gm),
    ([, , body = '']) => body,
  );
  return [
    ...blocks,
    ...Array.from(text.matchAll(/^ *(?:- )?(?:script|powershell): (?!\||$)(.*)$/gm), ([, line = '']) => line),
  ];
}

describe('A playbook made into a runbook', function () {
  for (const name of readdirSync(folder).filter((each) => /^[a-z-]+\.yml$/.test(each))) {
    it(`is the one in golden/${name.replace('.yml', '')}.runbook`, async () => {
      const { text = '', notes, diagnostics } = await convert(name);
      const summary = summaryLines(name, notes).map((line) => `# ${line}\n`);
      const path = join(folder, name.replace('.yml', '.runbook'));
      const made = `${text}\n${summary.join('')}`;
      if (update) writeFileSync(path, made);
      expect(diagnostics).to.deep.equal([]);
      expect(existsSync(path) ? readFileSync(path, 'utf8') : '').to.equal(made);
    });

    it(`of ${name} is valid, and no value of it is code`, async () => {
      const path = join(folder, name.replace('.yml', '.runbook'));
      const text = readFileSync(path, 'utf8');
      const files = withTexts(fileSystemIn(folder), new Map([['made.yml', text]]));
      const { diagnostics } = await checkRunbook(
        { path: join(folder, 'made.yml'), shown: 'made.yml', shipped: false },
        environment,
        {
          fileSystem: files,
        },
      );
      expect(diagnostics.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
      for (const script of scriptsIn(text)) expect(script).not.to.match(/\{\{\s*[A-Za-z_(]/);
    });
  }
});

describe('What is no playbook', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['text', 'just a text', 'not-a-playbook'],
    ['a mapping of variables', 'a: 1\n', 'not-a-playbook'],
    ['a list of texts', '- a\n- b\n', 'not-a-playbook'],
    ['nothing', '', 'empty-document'],
    ['no YAML', 'a: [1\nb: }\n', 'yaml-syntax'],
    ['two documents', '- hosts: all\n---\n- hosts: all\n', 'yaml-unsupported'],
    ['nesting without end', '['.repeat(200), 'too-deep'],
    ['a bomb of aliases', bomb(), 'alias-bomb'],
  ];
  for (const [what, text, code] of cases) {
    it(`says so: ${what}`, async () => {
      const { text: made, diagnostics } = await convertText(text);
      expect(made).to.equal(undefined);
      expect(diagnostics.map((each) => each.code)).to.include(code);
    });
  }

  it('says that a file is not there', async () => {
    const { diagnostics } = await convert('missing.yml');
    expect(diagnostics.map((each) => each.code)).to.deep.equal(['file-unreadable']);
  });
});

describe('A playbook that means no good', () => {
  it('has no task whose value becomes code, whatever stands around it', async () => {
    const values = [
      '{{ a }}',
      "'{{ a }}'",
      '"{{ a }}"',
      '${{ a }}',
      'x{{ a }}y',
      '{{ a }}.exe',
      '$({{ a }})',
      '"`{{ a }}"',
      '@"\n{{ a }}\n"@',
      "@'\n{{ a }}\n'@",
      '# {{ a }}',
      '{{ a | default("}}") }}',
      '{{ "{{" }}',
      '{{ a }}{{ b }}',
    ];
    const tasks = values.map(
      (value) =>
        `    - win_shell: ${JSON.stringify(`Write-Output ${value}`)}\n    - win_command: ${JSON.stringify(`whoami ${value}`)}\n`,
    );
    const { text = '' } = await convertText(`- hosts: all\n  tasks:\n${tasks.join('')}`);
    const scripts = scriptsIn(text);
    expect(scripts.length).to.be.greaterThan(5);
    for (const script of scripts) expect(script).not.to.match(/\{\{\s*[A-Za-z_(]/);
  });

  it('keeps every task, in its order, with the same name', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `task ${index}`);
    const modules = [
      'win_ping:',
      'frobnicate: x=1',
      'debug: msg={{',
      'win_shell: "{% x %}"',
      'win_file: path={{ p }}',
      'set_fact: "{{ x }}"',
      'block: nothing',
      'win_copy: [1, 2]',
    ];
    const playbook = names
      .map((name, index) => `    - name: ${name}\n      ${modules[index % modules.length] ?? ''}\n`)
      .join('');
    const { text = '', notes } = await convertText(`- hosts: all\n  tasks:\n${playbook}`);
    expect(
      Array.from(text.matchAll(/name: (task \d+)/g), ([, name]) => name).filter(
        (name, index, all) => all.indexOf(name) === index,
      ),
    ).to.deep.equal(names);
    expect(notes.length).to.be.at.least(names.length - 7);
  });

  it('with templates in keys, in tags and in names of variables stays readable', async () => {
    const { text = '', diagnostics } = await convertText(
      "- hosts: all\n  vars: { '{{ a }}': 1, 'b-c': 2 }\n  tasks:\n    - win_ping:\n      tags: ['{{ t }}']\n    - set_fact: { '{{ k }}': v }\n    - win_ping:\n      register: '{{ r }}'\n",
    );
    expect(diagnostics).to.deep.equal([]);
    expect(text.match(/Not converted/g)).to.have.length.greaterThan(4);
  });

  it('of 5,000 tasks is converted in the time that it takes to read it', async () => {
    const { notes } = await convertText(
      `- hosts: all\n  tasks:\n${'    - debug: msg={{ a }}\n'.repeat(5000)}`,
    );
    expect(notes).to.have.lengthOf(5000);
  });
});

function bomb(): string {
  const levels = Array.from(
    { length: 12 },
    (_, index) =>
      `  l${index}: &l${index} [${Array.from({ length: 10 }, () => (index === 0 ? 'x' : `*l${index - 1}`)).join(', ')}]\n`,
  );
  return `- hosts: all\n  vars:\n${levels.map((line) => `  ${line}`).join('')}`;
}
