import { expect } from 'chai';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { fingerprintOf } from '../../src/program/fingerprint.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import { nodesOf } from '../../src/program/nodes-of.ts';
import type { ProgramNode } from '../../src/program/program.ts';
import { filesIn } from '../harness/files-in.ts';

type Files = Readonly<Record<string, string>>;

function load(text: string, files: Files) {
  return loadRunbook({ path: 'site.yml', text }, { fileSystem: filesIn(files) });
}

function nodes(text: string, files: Files): readonly ProgramNode[] {
  const { runbook, diagnostics } = load(text, files);
  if (!runbook) throw new Error(diagnostics.map(printDiagnostic).join('\n'));
  return nodesOf(lowerRunbook(runbook));
}

function codes(text: string, files: Files): readonly string[] {
  return load(text, files).diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

const inFile = '- { name: inside, debug: { msg: "{{ a }}" }, tags: own, when: two }\n';
const call =
  'tags: outer, when: one, timeout: 5, ignore_errors: true, vars: { a: call }, environment: { A: b }';

describe('A program of several files', () => {
  it('hands on all keywords of an import', () => {
    const all = nodes(`tasks: [{ import_tasks: more.yml, ${call} }]`, { 'more.yml': inFile });
    expect(all.map(({ id }) => id)).to.deep.equal(['tasks/0', 'tasks/0/tasks/0']);
    const inside = all[1]!;
    expect([...inside.tags]).to.deep.equal(['outer', 'own']);
    expect(inside.conditions.map(({ source }) => source.text)).to.deep.equal(['one', 'two']);
    expect(inside.timeout).to.include({ value: 5000 });
    expect(inside.ignoreErrors).to.include({ value: true });
    expect(inside.environments).to.have.length(1);
    expect(inside.depth).to.equal(1);
  });

  it('hands on the vars of an include and what apply says, and what is around', () => {
    const all = nodes(
      `tags: play\ntasks: [{ include_tasks: { file: more.yml, apply: { no_log: true, when: three } }, ${call}, loop: [1] }]`,
      { 'more.yml': inFile },
    );
    expect(all.map(({ kind, id }) => `${kind} ${id}`)).to.deep.equal([
      'include tasks/0',
      'block tasks/0/file',
      'task tasks/0/tasks/0',
    ]);
    const inside = all[2]!;
    expect([...inside.tags]).to.deep.equal(['play', 'own']);
    expect(inside.conditions.map(({ source }) => source.text)).to.deep.equal(['three', 'two']);
    expect(inside.noLog).to.include({ value: true });
    expect([inside.timeout, inside.ignoreErrors]).to.deep.equal([undefined, undefined]);
    expect(inside.environments).to.have.length(0);
    expect(inside.loops).to.have.length(1);
    expect(inside.layers.map((layer) => [...layer.keys()])).to.deep.equal([['a']]);
    expect(inside.depth).to.equal(1);
  });

  it('has a fingerprint of an include that covers all of its files', () => {
    const text = 'tasks: [{ include_tasks: "{{ item }}.yml", loop: [a, b] }]';
    const print = (a: string, b: string) =>
      fingerprintOf(
        nodes(text, { 'a.yml': `- { debug: { msg: ${a} } }`, 'b.yml': `- { debug: { msg: ${b} } }` })[0]!,
      );
    expect(print('one', 'two')).to.equal(print('one', 'two'));
    expect(print('one', 'two')).to.not.equal(print('one', 'other'));
    expect(print('one', 'two')).to.not.equal(print('other', 'two'));
  });

  it('has no file in itself, is not too deep, and not too large', () => {
    const chain = (length: number): Files =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `f${index}.yml`,
          index + 1 < length ? `- import_tasks: f${index + 1}.yml` : '- debug: {}',
        ]),
      );
    const first = 'tasks: [{ import_tasks: f0.yml }]';
    expect(codes(first, chain(20))).to.deep.equal([]);
    expect(codes(first, chain(21))).to.deep.equal([
      'too-many-includes: files are included more than 20 levels deep here',
    ]);
    expect(codes(first, { 'f0.yml': '- include_tasks: f0.yml' })).to.deep.equal([
      'include-cycle: "f0.yml" includes itself: f0.yml → f0.yml',
    ]);
    expect(codes('tasks: [{ import_tasks: site.yml }]', { 'site.yml': '- debug: {}' })).to.deep.equal([
      'include-cycle: "site.yml" includes itself: site.yml → site.yml',
    ]);
    const doubling = Object.fromEntries(
      Array.from({ length: 15 }, (_, index) => [
        `f${index}.yml`,
        index < 14 ? `- import_tasks: f${index + 1}.yml\n`.repeat(2) : '- debug: {}',
      ]),
    );
    expect(codes(first, doubling)).to.deep.equal([
      'too-many-includes: more than 1000 files are included here',
    ]);
    const large = { 'f0.yml': `# ${'x'.repeat(4_900_000)}\n- debug: {}\n` };
    expect(codes(`tasks: [${'{ import_tasks: f0.yml }, '.repeat(5)}]`, large)).to.deep.equal([
      'too-many-includes: what is included has more than 20 MB here',
    ]);
  });

  it('keeps to the folder of the runbook, whatever the spelling', () => {
    for (const path of ['../x.yml', 'sub/../../x.yml', '/etc/hostname']) {
      const [code] = codes(`tasks: [{ import_tasks: ${path} }]`, {});
      expect(code, path).to.match(/^file-outside: /);
    }
    expect(codes('tasks: [{ import_tasks: sub/../x.yml }]', { 'x.yml': '- debug: {}' })).to.deep.equal([]);
  });

  it('names modules by their paths from the file', () => {
    const text = 'session: { modules: [Lync, ./own.psm1, sub/Own, /abs/Own.psm1] }\ntasks: [{ debug: {} }]';
    const { runbook } = loadRunbook({ path: 'books/site.yml', text }, { fileSystem: filesIn({}) });
    expect(runbook?.plays[0]?.session.modules.map((module) => module.replaceAll('\\', '/'))).to.deep.equal([
      'Lync',
      './books/own.psm1',
      './books/sub/Own',
      '/abs/Own.psm1',
    ]);
  });
});
