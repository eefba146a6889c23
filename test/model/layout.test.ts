import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { applyFixes } from '../../src/diagnostics/apply-fixes.ts';
import { lineAndColumn } from '../../src/diagnostics/print.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';

interface Slip {
  readonly name: string;
  readonly text: string;
  /** The one thing that is said: place, code, and a part of the message and the help. */
  readonly said: readonly [place: string, code: string, ...parts: string[]];
  /** What `--fix` makes of it; missing: nothing. */
  readonly mended?: string;
}

const slips: readonly Slip[] = [
  {
    name: 'the parameters of a cmdlet beside it',
    text: 'tasks:\n  - name: a\n    Stop-Service:\n    Name: w3svc\n    Force: true\n    when: true\n',
    said: ['4:5', 'misplaced-key', '"Name" and "Force" stand beside "Stop-Service"', 'indent them deeper'],
    mended: 'tasks:\n  - name: a\n    Stop-Service:\n      Name: w3svc\n      Force: true\n    when: true\n',
  },
  {
    name: 'what an action takes beside it, over several lines',
    text: 'tasks:\n  - debug:\n    msg: |\n      a\n\n      b\n    when: true\n',
    said: ['3:5', 'misplaced-key', '"msg" stands beside "debug"'],
    mended: 'tasks:\n  - debug:\n      msg: |\n        a\n\n        b\n    when: true\n',
  },
  {
    name: 'a key of the task among what its action takes',
    text: 'tasks:\n  - debug:\n      msg: a\n      when: true\n',
    said: [
      '4:7',
      'unknown-key',
      '"when" is not a key of "debug"',
      'it is a key of the task: align it with "debug"',
    ],
  },
  {
    name: 'a comment of JSON behind a bracket, where the next line goes on',
    text: '{ "tasks": [ // all\n  { "meta": "noop" } ] }\n',
    said: ['1:14', 'yaml-syntax', 'this is no comment: JSON has none', 'write "#"'],
  },
  {
    name: 'a key without its colon, above what it takes',
    text: 'tasks\n  - debug: { msg: a }\n',
    said: ['1:1', 'yaml-syntax', '"tasks" is followed by no colon', 'write "tasks:"'],
    mended: 'tasks:\n  - debug: { msg: a }\n',
  },
  {
    name: 'a key without its colon, beside its value',
    text: 'tasks:\n  - name a\n    debug: { msg: hi }\n',
    said: ['2:5', 'yaml-syntax', '"name" is followed by no colon', 'write "name: a"'],
  },
  {
    name: 'a cmdlet without its colon',
    text: 'tasks:\n  - name: a\n    Stop-Service\n      Name: w3svc\n',
    said: ['3:5', 'yaml-syntax', '"Stop-Service" is followed by no colon'],
    mended: 'tasks:\n  - name: a\n    Stop-Service:\n      Name: w3svc\n',
  },
  {
    name: 'an action without its colon, before braces',
    text: 'tasks:\n  - debug { msg: hi }\n',
    said: ['2:5', 'unknown-key', '"debug" is followed by no colon', 'write "debug: { msg: hi }"'],
    mended: 'tasks:\n  - debug: { msg: hi }\n',
  },
  {
    name: 'an action without its colon, before braces around others',
    text: 'tasks:\n  - command { argv: [ls] }\n',
    said: ['2:5', 'yaml-syntax', '"command" is followed by no colon', 'write "command: { argv: [ls] }"'],
    mended: 'tasks:\n  - command: { argv: [ls] }\n',
  },
  {
    name: 'a cmdlet without its colon, right before braces around others',
    text: 'tasks:\n  - Stop-Service{ Name: [a, b] }\n',
    said: [
      '2:5',
      'yaml-syntax',
      '"Stop-Service" is followed by no colon',
      'write "Stop-Service: { Name: [a, b] }"',
    ],
    mended: 'tasks:\n  - Stop-Service: { Name: [a, b] }\n',
  },
  {
    name: 'an equals sign for a colon',
    text: 'tasks:\n  - Stop-Service = { Name: w3svc }\n',
    said: [
      '2:5',
      'unknown-key',
      '"Stop-Service" is followed by no colon',
      'write "Stop-Service: { Name: w3svc }"',
    ],
    mended: 'tasks:\n  - Stop-Service: { Name: w3svc }\n',
  },
  {
    name: 'an action without its colon, before what it takes',
    text: 'tasks:\n  - pause seconds: 3\n',
    said: ['2:5', 'unknown-key', '"pause" is followed by no colon', 'write "pause: { seconds: 3 }"'],
  },
  {
    name: 'an action without its colon, before a word',
    text: 'tasks:\n  - meta flush_handlers\n',
    said: ['2:5', 'unknown-key', '"meta" is followed by no colon', 'write "meta: flush_handlers"'],
  },
  {
    name: 'a name without its colon, with one of its own',
    text: 'tasks:\n  - name Stop: it\n',
    said: ['2:5', 'unknown-key', '"name" is followed by no colon', `write "name: 'Stop: it'"`],
  },
  {
    name: 'a key that is spelt with a blank',
    text: 'tasks:\n  - { debug: { msg: a }, ignore errors: true }\n',
    said: ['2:26', 'unknown-key', 'did you mean "ignore_errors"?'],
    mended: 'tasks:\n  - { debug: { msg: a }, ignore_errors: true }\n',
  },
  {
    name: 'a line of PowerShell in the place of a task',
    text: 'tasks:\n  - Stop-Service -Name w3svc\n',
    said: [
      '2:5',
      'wrong-type',
      'a task is a mapping',
      'write the line as "powershell: Stop-Service -Name w3svc"',
    ],
  },
  {
    name: 'a script without its colon',
    text: 'tasks:\n  - name: a\n    powershell |\n      Get-Item x\n',
    said: ['3:5', 'yaml-syntax', '"powershell" is followed by no colon', 'write "powershell: |"'],
  },
  {
    name: 'no blank before braces',
    text: 'tasks:\n  - Stop-Service:{ Name: w3svc }\n',
    said: ['2:5', 'missing-space', 'between "Stop-Service:" and its value'],
    mended: 'tasks:\n  - Stop-Service: { Name: w3svc }\n',
  },
  {
    name: 'no blank within braces',
    text: 'tasks:\n  - debug: {msg:hi}\n',
    said: ['2:13', 'missing-space', 'between "msg:" and its value', 'write "msg: hi"'],
    mended: 'tasks:\n  - debug: {msg: hi}\n',
  },
  {
    name: 'no blank behind the dashes of a list',
    text: 'tasks:\n  -command: [a]\n  -debug: { msg: a }\n',
    said: ['2:3', 'missing-space', 'between "-" and "command"'],
    mended: 'tasks:\n  - command: [a]\n  - debug: { msg: a }\n',
  },
  {
    name: 'a comma of a condition in a list in brackets',
    text: 'vars: { a: 1 }\ntasks:\n  - debug: { msg: a }\n    when: [a in (1, 2), a == 1]\n',
    said: ['4:12', 'bracket-in-flow', 'a comma ends this value', 'quote it: "a in (1, 2)"'],
    mended: 'vars: { a: 1 }\ntasks:\n  - debug: { msg: a }\n    when: ["a in (1, 2)", a == 1]\n',
  },
  {
    name: 'a comma of a condition in braces',
    text: 'vars: { a: 1 }\ntasks:\n  - { debug: { msg: a }, when: a in (1, 2) }\n',
    said: ['3:32', 'bracket-in-flow', 'quote it: "a in (1, 2)"'],
    mended: 'vars: { a: 1 }\ntasks:\n  - { debug: { msg: a }, when: "a in (1, 2)" }\n',
  },
  {
    name: 'an indicator of indentation that is wrong',
    text: 'tasks:\n  - powershell: |4\n      Get-Item a\n      Get-Item b\n',
    said: [
      '2:17',
      'yaml-syntax',
      '"|4" says that the text below is indented by 4 more than its key, and it is by 2',
    ],
    mended: 'tasks:\n  - powershell: |\n      Get-Item a\n      Get-Item b\n',
  },
  {
    name: 'a second line of a text that is indented less',
    text: 'tasks:\n  - powershell: |\n        Get-Item a\n      Get-Item b\n',
    said: ['4:7', 'yaml-syntax', 'indented less than the first one of the text', 'indent it by 8 columns'],
  },
  {
    name: 'line ends that were translated twice',
    text: 'tasks:\r\r\n  - debug: { msg: a }\r\r\n',
    said: ['1:7', 'yaml-syntax', 'two carriage returns and a line feed'],
    mended: 'tasks:\r\n  - debug: { msg: a }\r\n',
  },
  {
    name: 'line ends of carriage returns alone',
    text: 'tasks:\r  - debug: { msg: a }\r',
    said: ['1:7', 'yaml-syntax', 'a carriage return alone'],
    mended: 'tasks:\n  - debug: { msg: a }\n',
  },
  {
    name: 'a comment in JSON',
    text: '{ "tasks": [ { "debug": { "msg": "http://a" } } ] // why\n}\n',
    said: ['1:51', 'yaml-syntax', 'this is no comment'],
  },
  {
    name: 'a comment in JSON, before a key',
    text: '{\n  // why\n  "tasks": [ { "debug": { "msg": "a" } } ]\n}\n',
    said: ['2:3', 'yaml-syntax', 'this is no comment'],
  },
  {
    name: 'a tab as indentation',
    text: 'tasks:\n\t- debug: { msg: a }\n',
    said: ['2:1', 'yaml-syntax', 'a tab in the indentation'],
  },
  {
    name: 'a key at no column of those above',
    text: 'tasks:\n  - debug: { msg: a }\n  when: true\n',
    said: ['3:3', 'yaml-syntax', '"when" begins at column 3', '"debug" above begins at column 5'],
  },
  {
    name: 'an item at no column of those above',
    text: 'tasks:\n  - block:\n    - debug: { msg: a }\n   - debug: { msg: b }\n',
    said: ['4:4', 'yaml-syntax', 'this item begins at column 4', 'the "-" of line 3 begins at column 5'],
  },
  {
    name: 'a key that is indented below a value',
    text: 'name: a\n  tasks:\n    - debug: { msg: a }\n',
    said: ['2:3', 'yaml-syntax', '"tasks" is indented deeper than "name", which has its value'],
  },
  {
    name: 'a brace that is never closed',
    text: 'tasks:\n  - debug: { msg: a\n  - debug: { msg: b }\n',
    said: ['2:12', 'yaml-syntax', 'a "{" that begins here is never closed', 'close it with "}"'],
  },
  {
    name: 'a brace that is closed in a comment',
    text: "tasks:\n  - Stop-Service: { Name: 'a # b' # stop it }\n  - debug: {}\n",
    said: [
      '2:35',
      'yaml-syntax',
      'this is a comment, and the "}" in it closes nothing: the "{" at column 19 is never closed',
      'put the "}" before the "#", or quote the value that the "#" belongs to',
    ],
  },
  {
    name: 'a bracket that is never closed, within braces',
    text: 'tasks:\n  - debug: { msg: [a, b }\n',
    said: ['2:19', 'yaml-syntax', 'a "[" that begins here is never closed'],
  },
  {
    name: 'a brace that closes nothing',
    text: 'tasks:\n  - debug: { msg: a }}\n',
    said: ['2:22', 'yaml-syntax', 'this "}" closes nothing'],
  },
  {
    name: 'a quote that is never closed',
    text: 'tasks:\n  - name: "a\n    debug: { msg: a }\n  - name: "b"\n    debug: { msg: b }\n',
    said: ['2:11', 'yaml-syntax', 'a quote that begins here is never closed'],
  },
  {
    name: 'a quote within quotes, within braces',
    text: "tasks:\n  - debug: { msg: 'it's' }\n",
    said: ['2:23', 'text-after-quote', 'quote all of it: "it\'s"'],
  },
  {
    name: 'a list on the line of its key',
    text: 'tasks: - debug: { msg: a }\n',
    said: ['1:8', 'yaml-syntax', 'a list of several lines begins on a line of its own'],
  },
  {
    name: 'a list in the place of parameters',
    text: 'tasks:\n  - Get-Service:\n      - Name: w3svc\n',
    said: ['3:7', 'wrong-type', 'leave the "- " before each parameter out'],
  },
  {
    name: 'an equals sign in the place of a colon',
    text: 'tasks:\n  - debug: { msg = a }\n',
    said: ['2:14', 'unknown-key', 'write "msg: a"'],
  },
  {
    name: 'two merge keys',
    text: 'x-a: &a { tags: [a] }\nx-b: &b { no_log: true }\ntasks:\n  - debug: { msg: a }\n    <<: *a\n    <<: *b\n',
    said: ['6:5', 'duplicate-key', '"<<" stands twice', '<<: [*one, *other]'],
  },
  {
    name: 'a key twice',
    text: 'tasks:\n  - debug: { msg: a }\ntasks:\n  - debug: { msg: b }\n',
    said: ['3:1', 'duplicate-key', '"tasks" stands twice'],
  },
];

describe('Slips of layout', () => {
  for (const { name, text, said, mended } of slips) {
    it(`are named: ${name}`, () => {
      const { diagnostics } = loadRunbook({ path: 'site.yml', text });
      expect(diagnostics, diagnostics.map(({ message }) => message).join('; ')).to.have.length(1);
      const [{ code, message, help, location }] = diagnostics as [(typeof diagnostics)[0]];
      const { line, column } = lineAndColumn(location!.file, location!.range.start);
      const [place, expected, ...parts] = said;
      expect([`${line}:${column}`, code]).to.deep.equal([place, expected]);
      for (const part of parts) expect(`${message} ${help ?? ''}`).to.contain(part);
      expect(applyFixes(diagnostics).texts.get('site.yml')).to.equal(mended);
      if (mended !== undefined) {
        expect(loadRunbook({ path: 'site.yml', text: mended }).diagnostics).to.deep.equal([]);
      }
    });
  }

  it('are no keys that begin with x- at the top: they are a home for anchors', () => {
    const text =
      'x-common: &c { tags: [a], vars: { b: 1 } }\nx-note: "{{ kept }}"\ntasks:\n  - debug: { msg: a }\n    <<: *c\n';
    const { runbook, diagnostics } = loadRunbook({ path: 'site.yml', text });
    expect(diagnostics).to.deep.equal([]);
    expect(runbook?.plays[0]?.tasks[0]?.keywords.tags).to.deep.equal(['a']);
  });

  it('are not what is missing beside a link to the runbook: the message says where it really lies', () => {
    const directory = mkdtempSync(join(tmpdir(), 'runbook-link-'));
    try {
      mkdirSync(join(directory, 'real'));
      writeFileSync(join(directory, 'real', 'site.yml'), 'tasks:\n  - powershell: { file: a.ps1 }\n');
      writeFileSync(join(directory, 'real', 'a.ps1'), 'Get-Item a\n');
      symlinkSync(join('real', 'site.yml'), join(directory, 'link.yml'));
      const [diagnostic] = loadRunbook(join(directory, 'link.yml')).diagnostics;
      expect(diagnostic?.code).to.equal('file-unreadable');
      expect(diagnostic?.help).to.match(
        /link\.yml" is a link to ".*site\.yml", and what it names is looked for beside the link/,
      );
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
