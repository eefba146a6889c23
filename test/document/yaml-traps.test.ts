import { expect } from 'chai';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import { parseDocument } from '../../src/document/parse-document.ts';
import { yamlTraps } from '../../src/document/yaml-traps.ts';

function trapsIn(text: string): readonly string[] {
  const { document } = parseDocument({ path: 'a.yml', text });
  return yamlTraps(document!.root).map(({ code, help }) => `${code}: ${help ?? ''}`);
}

function mistakeIn(text: string): string {
  return parseDocument({ path: 'a.yml', text }).diagnostics.map(printDiagnostic).join('\n');
}

describe('What YAML takes otherwise than it was meant', () => {
  const traps: Readonly<Record<string, string>> = {
    [String.raw`a: "C:\temp\new"`]: String.raw`lost-backslash: write the path in single quotes: 'C:\temp\new'`,
    [String.raw`a: "copy it to D:\\Update\new"`]: String.raw`lost-backslash: write the path in single quotes: 'copy it to D:\Update\new'`,
    [String.raw`a: ["\\server\files"]`]: String.raw`lost-backslash: write the path in single quotes: '\server\files'`,
    'a: Ticket #4711': `comment-in-value: quote all of it, 'Ticket #4711', or put a blank behind the "#"`,
    'a: 0644': "leading-zero: quote it where a text is meant: '0644'",
    'ModuleVersion: 3.0': "lost-zero: quote it where a text is meant: '3.0'",
    'modes: [0755]': "leading-zero: quote it where a text is meant: '0755'",
    'sql_versions: [5.10]': "lost-zero: quote it where a text is meant: '5.10'",
    'version: 5.10': "lost-zero: quote it where a text is meant: '5.10'",
  };
  for (const [text, expected] of Object.entries(traps)) {
    it(`warns of ${text}`, () => {
      expect(trapsIn(text)).to.deep.equal([expected]);
    });
  }

  it('is silent where it was meant so', () => {
    const meant = [
      String.raw`a: "C:\\temp\\new"`,
      String.raw`a: 'C:\temp\new'`,
      String.raw`a: "Result:\t5\nDrive C: \nnext"`,
      String.raw`a: "one\ttwo"`,
      String.raw`a: C:\temp\new`,
      'a: text # a comment',
      'a: text  #aligned',
      'a: 5 #number',
      'a: "#1"',
      'a: c#',
      'a: 0',
      'a: 0.50',
      'command: [chmod, 0644]',
      'command: { argv: [chmod, 0644] }',
      'environment: { MODE: 0644, APP_VERSION: 5.10 }',
      'session: { version: 5.10 }',
      'version: 5.1',
      'version: "5.10"',
      'timeout: 5.10',
    ];
    expect(meant.flatMap(trapsIn)).to.deep.equal([]);
  });

  it('says it once of what an alias stands for', () => {
    expect(trapsIn('a: &x { b: 007 }\nc: *x\nd: *x')).to.have.length(1);
  });
});

describe('A bracket in a value within braces', () => {
  const mended: Readonly<Record<string, string>> = {
    'a: { var: x.output[0] }': '"x.output[0]"',
    'a: { var: x.output[0].Name, b: 1 }': '"x.output[0].Name"',
    "a: { that: output[0] == 'x, y' and b }": `"output[0] == 'x, y' and b"`,
    'a: { that: output != [] }': '"output != []"',
    'a: [x.y[0], z]': '"x.y[0]"',
    'a: { b: x{{ y }} }': '"x{{ y }}"',
    'a:\n  - { var: C:\\x[0] }': '"C:\\\\x[0]"',
  };
  for (const [text, help] of Object.entries(mended)) {
    it(`is to be quoted: ${text}`, () => {
      expect(mistakeIn(text)).to.contain('[bracket-in-flow]').and.to.contain(`quote it: ${help}`);
    });
  }
});
