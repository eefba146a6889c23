import { expect } from 'chai';
import type { parseDocument } from '../../src/document/parse-document.ts';
import { parseOnce } from '../../src/document/parse-once.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';

const FILES: Readonly<Record<string, string>> = {
  'one.yml': 'vars: { a: 1 }\ntasks: [{ import_tasks: part.yml }]\n',
  'two.yml': 'tasks:\n  - import_tasks: part.yml\n    vars: { a: 2 }\n  - import_tasks: part.yml\n',
  'part.yml': '- debug: { msg: "{{ a }}" }\n- debug: { msg: "{{ lookup(\'env\', \'B\') }}" }\n- regster: x\n',
  'broken.yml': 'tasks: [{ import_tasks: no.yml }]\n',
  'again.yml': 'tasks: [{ import_tasks: no.yml }]\n',
  'no.yml': '- debug: { msg: "a }\n',
};
const fileSystem = { readFile: (path: string) => Buffer.from(FILES[path] ?? '') };

describe('Parsing a file once', () => {
  it('makes the same document of the same text, and another one of another text', () => {
    const parse = parseOnce();
    const first = parse({ path: 'a.yml', text: 'a: 1' });
    expect(parse({ path: 'a.yml', text: 'a: 1' })).to.equal(first);
    expect(parse({ path: 'b.yml', text: 'a: 1' }).document?.file.path).to.equal('b.yml');
    expect(parse({ path: 'a.yml', text: 'a: 2' })).not.to.equal(first);
  });

  it('changes nothing of what several runbooks are found to be', () => {
    const names = Object.keys(FILES).filter((name) => !['part.yml', 'no.yml'].includes(name));
    const parsed: string[] = [];
    const once = parseOnce();
    const parse: typeof parseDocument = (file) => {
      parsed.push(file.path);
      return once(file);
    };
    for (const name of names) {
      const alone = loadRunbook(name, { fileSystem });
      const together = loadRunbook(name, { fileSystem, parse });
      expect(together.diagnostics).to.deep.equal(alone.diagnostics);
      expect(together.draft).to.deep.equal(alone.draft);
    }
    expect(parsed).to.deep.equal(['part.yml', 'part.yml', 'no.yml', 'no.yml']);
  });
});
