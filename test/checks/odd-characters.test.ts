import { expect } from 'chai';
import { applyFixes } from '../../src/diagnostics/apply-fixes.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { nameOddCharacters } from '../../src/diagnostics/name-odd-characters.ts';
import { lineAndColumn } from '../../src/diagnostics/print.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import { filesIn } from '../harness/files-in.ts';

/** `<200B>` is that character. */
function withCharacters(text: string): string {
  return text.replace(/<([0-9A-F]{4,5})>/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)));
}

function found(text: string, script = ''): readonly Diagnostic[] {
  const loaded = loadRunbook(
    { path: 'site.yml', text },
    { fileSystem: filesIn({ 'site.yml': text, 'a.ps1': script }) },
  );
  const checked = loaded.draft
    ? runChecks({ program: lowerRunbook(loaded.draft), hasRehearsal: true }).diagnostics
    : [];
  return nameOddCharacters([...loaded.diagnostics, ...checked]).filter(
    ({ severity }) => severity !== 'information',
  );
}

/** Of each finding its line and column, code, and which characters are named. */
function said(text: string, script?: string): string[] {
  return found(withCharacters(text), script && withCharacters(script)).map(({ code, message, location }) => {
    const { line, column } = lineAndColumn(location!.file, location!.range.start);
    const names = message.match(/U\+[0-9A-F]{4,5}(?:,? (?:[A-Z-]+\b ?)+)?/g) ?? ['nothing'];
    return `${line}:${column} ${code} ${names.map((name) => name.trim()).join(' and ')}`;
  });
}

function mended(text: string): string {
  const odd = withCharacters(text);
  return applyFixes(found(odd)).texts.get('site.yml') ?? odd;
}

describe('Characters that look like others, or like nothing', () => {
  const named: readonly (readonly [where: string, text: string, said: string, mended: string])[] = [
    [
      'the name of an action',
      'tasks:\n  - de<200B>bug: { msg: a }\n',
      '2:5 unknown-key U+200B ZERO WIDTH SPACE',
      'tasks:\n  - debug: { msg: a }\n',
    ],
    [
      'what ends a key, in brackets',
      'tasks:\n  - debug: { msg:<00A0>hi }\n',
      '2:14 unknown-key U+00A0 NO-BREAK SPACE',
      'tasks:\n  - debug: { msg: hi }\n',
    ],
    [
      'what ends an action',
      'tasks:\n  - debug:<202F>{ msg: hi }\n',
      '2:5 unknown-key U+202F NARROW NO-BREAK SPACE',
      'tasks:\n  - debug: { msg: hi }\n',
    ],
    [
      'what ends a key of several',
      'tasks:\n  - name:<00A0>a\n    debug: {}\n',
      '2:10 odd-character U+00A0 NO-BREAK SPACE',
      'tasks:\n  - name: a\n    debug: {}\n',
    ],
    [
      'what begins an item',
      'tasks:\n  -<00A0>name: a\n    debug: {}\n',
      '2:4 odd-character U+00A0 NO-BREAK SPACE',
      'tasks:\n  - name: a\n    debug: {}\n',
    ],
    [
      'a name of several words, which is known without it',
      'tasks:\n  - debug: { msg: a }\n    notify: "rest<00A0>art it"\nhandlers: [{ name: rest art it, debug: { msg: a } }]\n',
      '3:13 unknown-handler U+00A0 NO-BREAK SPACE',
      'tasks:\n  - debug: { msg: a }\n    notify: "rest art it"\nhandlers: [{ name: rest art it, debug: { msg: a } }]\n',
    ],
    [
      'the name of a cmdlet: a dash',
      'tasks:\n  - Get<2013>Item: { Path: a }\n',
      '2:5 unknown-key U+2013 EN DASH',
      'tasks:\n  - Get-Item: { Path: a }\n',
    ],
    [
      'the name of a cmdlet: a letter',
      'tasks:\n  - Get-It<0435>m: { Path: a }\n',
      '2:5 unknown-key U+0435 CYRILLIC SMALL LETTER IE',
      'tasks:\n  - Get-Item: { Path: a }\n',
    ],
    [
      'the name of a cmdlet: a bold letter',
      'tasks:\n  - Get-It<1D41E>m: { Path: a }\n',
      '2:5 unknown-key U+1D41E',
      'tasks:\n  - Get-Item: { Path: a }\n',
    ],
    [
      'the name of a parameter of a cmdlet',
      'tasks:\n  - Get-Item: { P<0430>th: a }\n',
      '2:17 invalid-name U+0430 CYRILLIC SMALL LETTER A',
      'tasks:\n  - Get-Item: { Path: a }\n',
    ],
    [
      'the name of a variable',
      'vars: { n<200D>ame1: a }\ntasks:\n  - debug: { msg: a }\n',
      '1:9 invalid-name U+200D ZERO WIDTH JOINER',
      'vars: { name1: a }\ntasks:\n  - debug: { msg: a }\n',
    ],
    [
      'a name in an expression',
      'vars: { count: 1 }\ntasks:\n  - { debug: { msg: a }, when: "<0441>ount > 0" }\n',
      '3:33 unknown-variable U+0441 CYRILLIC SMALL LETTER ES',
      'vars: { count: 1 }\ntasks:\n  - { debug: { msg: a }, when: "count > 0" }\n',
    ],
    [
      'quotes in an expression',
      'vars: { a: 1 }\ntasks:\n  - { debug: { msg: a }, when: "a == <2018>x<2019>" }\n',
      '3:38 odd-character U+2018 LEFT SINGLE QUOTATION MARK',
      'vars: { a: 1 }\ntasks:\n  - { debug: { msg: a }, when: "a == \'x\'" }\n',
    ],
    [
      'an operator of an expression within quotes of YAML',
      'vars: { a: 1 }\ntasks:\n  - debug: { msg: "{{ a <2013> 1 }} {{ <201C>b<201D> }}" }\n',
      '3:25 odd-character U+2013 EN DASH | 3:35 odd-character U+201C LEFT DOUBLE QUOTATION MARK',
      'vars: { a: 1 }\ntasks:\n  - debug: { msg: "{{ a - 1 }} {{ \'b\' }}" }\n',
    ],
    [
      'what cannot be seen, in an expression',
      'vars: { a: 1 }\ntasks:\n  - { debug: { msg: a }, when: a == 1 <200B>and true }\n',
      '3:39 odd-character U+200B ZERO WIDTH SPACE',
      'vars: { a: 1 }\ntasks:\n  - { debug: { msg: a }, when: a == 1 and true }\n',
    ],
    [
      'the indentation',
      'tasks:\n  - name: a\n<00A0><00A0><00A0> debug: { msg: a }\n',
      '3:1 odd-character U+00A0 NO-BREAK SPACE',
      'tasks:\n  - name: a\n    debug: { msg: a }\n',
    ],
    [
      'the indentation of what YAML takes for a key',
      'tasks:\n  - debug:\n<3000><3000>      msg: a\n',
      '3:1 odd-character U+3000 IDEOGRAPHIC SPACE',
      'tasks:\n  - debug:\n        msg: a\n',
    ],
    [
      'the dash of a list',
      'tasks:\n  <2013> debug: { msg: a }\n',
      '2:3 odd-character U+2013 EN DASH',
      'tasks:\n  - debug: { msg: a }\n',
    ],
    [
      'the colon of a key',
      'tasks:\n  - debug<FF1A> { msg: a }\n',
      '2:10 odd-character U+FF1A FULLWIDTH COLON',
      'tasks:\n  - debug:  { msg: a }\n',
    ],
    [
      'braces of YAML',
      'tasks:\n  - debug: <FF5B> msg: a }\n',
      '2:12 odd-character U+FF5B FULLWIDTH LEFT CURLY BRACKET',
      'tasks:\n  - debug: { msg: a }\n',
    ],
    [
      'the middle of the file, where another one was appended',
      'name: a\n<FEFF>tasks:\n  - debug: { msg: a }\n',
      '2:1 odd-character U+FEFF ZERO WIDTH NO-BREAK SPACE',
      'name: a\ntasks:\n  - debug: { msg: a }\n',
    ],
    [
      'a boolean',
      'tasks:\n  - { debug: { msg: a }, no_log: tru<0435> }\n',
      '2:34 wrong-type U+0435 CYRILLIC SMALL LETTER IE',
      'tasks:\n  - { debug: { msg: a }, no_log: true }\n',
    ],
    [
      'the end of a number',
      'tasks:\n  - debug: { msg: a }\n    retries: 3<00A0>\n',
      '3:14 wrong-type U+00A0 NO-BREAK SPACE',
      'tasks:\n  - debug: { msg: a }\n    retries: 3\n',
    ],
    [
      'the end of a value that any text can be',
      'tasks:\n  - Get-Item: { Path: a<202F> }\n',
      '2:24 odd-character U+202F NARROW NO-BREAK SPACE',
      'tasks:\n  - Get-Item: { Path: a }\n',
    ],
    [
      'an accepted value, and one that it is compared with',
      `params: { edition: { enum: [standard<200B>, core], required: true } }
tasks:
  - { debug: { msg: a }, when: edition == 'c<043E>re' }
  - { debug: { msg: b }, when: edition == 'core' }
`,
      '1:37 odd-character U+200B ZERO WIDTH SPACE | 3:5 never-runs nothing | 3:43 impossible-comparison U+043E CYRILLIC SMALL LETTER O',
      `params: { edition: { enum: [standard, core], required: true } }
tasks:
  - { debug: { msg: a }, when: edition == 'core' }
  - { debug: { msg: b }, when: edition == 'core' }
`,
    ],
    [
      'quotes around a value',
      'tasks:\n  - Get-Item: { Path: <201C>a b<201D> }\n',
      '2:23 odd-character U+201C LEFT DOUBLE QUOTATION MARK',
      'tasks:\n  - Get-Item: { Path: "a b" }\n',
    ],
    [
      'an option of a program',
      'tasks:\n  - command: [ipconfig, <2013>all]\n',
      '2:25 odd-character U+2013 EN DASH',
      'tasks:\n  - command: [ipconfig, -all]\n',
    ],
    [
      'a script that stands in the runbook',
      'tasks:\n  - powershell: |\n      Get-Item a<200B>b <2013>Force\n      Write-Output <201C>a<201D>\n',
      '3:17 odd-character U+200B ZERO WIDTH SPACE',
      withCharacters(
        'tasks:\n  - powershell: |\n      Get-Item ab <2013>Force\n      Write-Output <201C>a<201D>\n',
      ),
    ],
    [
      'a comment that turns the text around',
      '# a <202E> b <202C>\ntasks:\n  - debug: { msg: a }\n',
      '1:5 reordered-text U+202E RIGHT-TO-LEFT OVERRIDE',
      '# a  b \ntasks:\n  - debug: { msg: a }\n',
    ],
  ];
  for (const [where, text, expected, right] of named) {
    it(`are named in ${where}, and mended`, () => {
      expect(said(text).join(' | ')).to.equal(expected);
      expect(mended(text)).to.equal(right);
    });
  }

  it('are named in a script of its own file, the places that are not PowerShell’s own', () => {
    const script = 'Get-It<0435>m <2013>Path <201C>a<201D><00A0> # <2066>\nGet-Item<200B> a\n';
    expect(said('tasks:\n  - powershell: { file: a.ps1 }\n', script)).to.have.members([
      '1:23 reordered-text U+2066 LEFT-TO-RIGHT ISOLATE',
      '1:7 odd-character U+0435 CYRILLIC SMALL LETTER IE',
      '2:9 odd-character U+200B ZERO WIDTH SPACE',
    ]);
  });

  it('are not remarked where they have their place', () => {
    const text = `tasks:
  - name: Stop the service <2013> <201C>w3svc<201D> <2014> it<2019>s 5<00A0>% of 3 k<03A9>, 2 <03BC>s
    debug: { msg: "<0412><0441><0451> <0433><043E><0442><043E><0432><043E>: <00AB>SQL<00BB> <1F468><200D><1F469><200D><1F467> <0645><06CC><200C><062E><0648><0627><0647><0645>" }
  - debug: { msg: ["\\u200b\\u202e", "<05E9><05DC><05D5><05DD><200F>!", "<0E2A><200B><0E27>"] }
  - set_fact: { <00FC>bersicht1: { "<0418><043C><044F>": 1, "<FF21><FF22>": 2 } }
    when: false
`;
    expect(said(text).filter((each) => /odd|reorder|U\+/.test(each))).to.deep.equal([]);
  });
});
