import { expect } from 'chai';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { fingerprintOf } from '../../src/program/fingerprint.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import { nodesOf } from '../../src/program/nodes-of.ts';
import { lowered } from './lowered.ts';

const fingerprint = (text: string, name = 'It'): string => fingerprintOf(lowered(text).node(name));

const plain = 'tasks:\n  - name: It\n    Get-Thing: { Count: 2 }\n    when: one == 1\n';

describe('A fingerprint', () => {
  it('is a SHA-256 in hexadecimal digits', () => {
    expect(fingerprint(plain)).to.match(/^[0-9a-f]{64}$/);
  });

  it('does not depend on what stands before the node, or on how it is written', () => {
    const same = [
      `name: Site\nparams: { one: { type: integer } }\n${plain}`,
      plain.replace('tasks:\n', 'tasks:\n  - debug: {}\n'),
      plain.replace('name: It', '# why\n    name: It # really'),
      'tasks:\n  - { when: "one == 1", Get-Thing: { "Count": 2 }, name: It }\n',
      '- tasks: [{ debug: {} }]\n- tasks:\n  - name: It\n    when: one == 1\n    Get-Thing:\n      Count: 2\n',
    ];
    for (const text of same) expect(fingerprint(text), text).to.equal(fingerprint(plain));
  });

  const block = (keywords: string) =>
    `tasks:\n  - block:\n      - { name: It, Get-Thing: { Count: 2 }, when: one == 1 }\n    ${keywords}\n`;
  const others = [
    plain.replace('Count: 2', 'Count: 2.0'),
    plain.replace('Count: 2', "Count: '2'"),
    plain.replace('Count: 2', 'Count: 2, More: null'),
    plain.replace('Get-Thing', 'Get-Things'),
    plain.replace('== 1', '!= 1'),
    plain.replace('name: It', 'name: It\n    register: it'),
    plain.replace('name: It', 'name: It\n    notify: one'),
    plain.replace('name: It', 'name: It\n    notify: two'),
    plain.replace('name: It', 'name: It\n    retries: 1'),
    plain.replace('name: It', 'name: It\n    delay: 1\n    retries: 1'),
    `vars: { one: 1 }\n${plain}`,
    `vars: { one: 2 }\n${plain}`,
    `vars: { one: "{{ two }}" }\n${plain}`,
    `environment: { A: b }\n${plain}`,
    `tags: [a]\n${plain}`,
    `timeout: 1s\n${plain}`,
    `check_mode: true\n${plain}`,
    `no_log: true\n${plain}`,
    `diff: true\n${plain}`,
    `debugger: never\n${plain}`,
    block('notify: three'),
    block('when: two'),
    block("when: two == ' '"),
    block("when: two == '  '"),
    block('vars: { one: 1, two: 2 }'),
    block('vars: { two: 2, one: 1 }'),
  ];

  it('differs where anything differs that the node says or takes over', () => {
    const all = [plain, ...others].map((text) => fingerprint(text));
    expect(new Set(all).size).to.equal(all.length);
  });

  it('is that of the task in a block that adds nothing', () => {
    expect(fingerprint(block('name: Around'))).to.equal(fingerprint(plain));
  });

  it('sees what an alias stands for', () => {
    const aliased = (count: number) =>
      `tasks:\n  - Get-Thing: &arguments { Count: ${count} }\n  - { name: It, Get-Thing: *arguments }\n`;
    expect(fingerprint(aliased(1))).to.not.equal(fingerprint(aliased(2)));
    expect(fingerprint(aliased(1))).to.equal(
      fingerprint('tasks:\n  - { name: It, Get-Thing: { Count: 1 } }\n'),
    );
  });

  it('of a block and of a choose is one of what is inside of them too', () => {
    const inside = (message: string) => `tasks:
  - name: It
    block: [{ debug: { msg: hello } }]
    rescue:
      - name: Which
        choose:
          - { name: Left, when: left, debug: { msg: ${message} } }
          - { name: Right, when: not left, debug: { msg: hello } }
`;
    for (const name of ['It', 'Which', 'Left']) {
      expect(fingerprint(inside('hello'), name)).to.not.equal(fingerprint(inside('bye'), name));
    }
    expect(fingerprint(inside('hello'), 'Right')).to.equal(fingerprint(inside('bye'), 'Right'));
  });

  it('sees the text of a script from a file, and not where the file lies', () => {
    const withScript = (script: string, folder: string): string => {
      const file = { path: `${folder}/site.yml`, text: 'tasks:\n  - powershell: { file: run.ps1 }\n' };
      const fileSystem = { readFile: () => Buffer.from(script) };
      const { runbook, diagnostics } = loadRunbook(file, { fileSystem });
      if (!runbook) throw new Error(diagnostics.map(printDiagnostic).join('\n'));
      const [task] = nodesOf(lowerRunbook(runbook));
      return fingerprintOf(task!);
    };
    expect(withScript('Get-Thing', 'a')).to.equal(withScript('Get-Thing', 'b'));
    expect(withScript('Get-Thing', 'a')).to.not.equal(withScript('Set-Thing', 'a'));
  });

  it('is remembered', () => {
    const node = lowered(plain).node('It');
    expect(fingerprintOf(node)).to.equal(fingerprintOf(node));
  });
});
