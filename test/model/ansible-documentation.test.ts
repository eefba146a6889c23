import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KEYS } from '../../src/model/convert/vocabulary.ts';
import { root } from '../harness/paths.ts';

const text = readFileSync(join(root, 'docs', 'ansible.md'), 'utf8').replaceAll('\r\n', '\n');

/** `ansible-doc -t keyword -l` of ansible-core 2.14, without what it says of long ago (`accelerate`), and what it leaves out: `listen`. */
const KEYWORDS =
  `action always any_errors_fatal args async become become_exe become_flags become_method become_user block
  changed_when check_mode collections connection debugger delay delegate_facts delegate_to diff environment fact_path
  failed_when force_handlers gather_facts gather_subset gather_timeout handlers hosts ignore_errors ignore_unreachable listen
  local_action loop loop_control max_fail_percentage module_defaults name no_log notify order poll port post_tasks pre_tasks
  register remote_user rescue retries roles run_once serial strategy tags tasks throttle timeout until vars vars_files
  vars_prompt when`.split(/\s+/);

/** Every key that a runbook may have somewhere. */
function propertiesIn(schema: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return found;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') for (const name of Object.keys(value as object)) found.add(name);
    propertiesIn(value, found);
  }
  return found;
}

/** The titles and files of the tests to which a document links. */
function testLinks(document: string): readonly { readonly title: string; readonly path: string }[] {
  return [...document.matchAll(/\[([^\]]+)\]\((\.\.\/test\/[^)]+)\)/g)].map(([, title = '', path = '']) => ({
    title,
    path,
  }));
}

function expectThere({ title, path }: { readonly title: string; readonly path: string }): void {
  const file = resolve(root, 'docs', path);
  expect(existsSync(file), path).to.equal(true);
  const calls = ['it', 'describe'].map((call) => `${call}('${title.replaceAll("'", "\\'")}'`);
  const source = readFileSync(file, 'utf8');
  expect(
    calls.some((call) => source.includes(call)),
    `"${title}" in ${path}`,
  ).to.equal(true);
}

describe('docs/ansible.md', () => {
  it('has a row for each keyword of Ansible', () => {
    for (const keyword of KEYWORDS) expect(text, keyword).to.contain(`\n| \`${keyword}\` |`);
  });

  it('calls no word missing that the schema has, and has a test for each of its keywords', () => {
    const schema: unknown = JSON.parse(readFileSync(join(root, 'schemas', 'runbook.schema.json'), 'utf8'));
    const known = new Set<string>(Object.values(KEYS).flat());
    expect([...propertiesIn(schema)]).to.include.members([...known]);
    for (const row of text.matchAll(/^\| `(\w+)` \|.*$/gm)) {
      const [line, word = ''] = row;
      if (known.has(word)) {
        expect(line).not.to.match(/\bnot (?:here|in this version|yet)\b/);
        expect(text.slice(0, row.index), word).not.to.contain('\n## Modules of');
        if (KEYWORDS.includes(word)) expect(line).to.match(/\]\(\.\.\/test\/[^)]+\) \|$/);
      }
    }
    const [, absent = ''] = text.split('\nNot here by design');
    const [table = ''] = absent.split('\n## ');
    const missing = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, word = '']) => word);
    expect(missing).to.include('become');
    expect(missing.filter((word) => known.has(word))).to.deep.equal([]);
  });

  it('links to tests that are there, by their titles', () => {
    const links = testLinks(text);
    expect(links.length).to.be.above(100);
    for (const link of links) expectThere(link);
  });
});

describe('docs/variables.md', () => {
  it('has tests for each row of the order, which are there', () => {
    const variables = readFileSync(join(root, 'docs', 'variables.md'), 'utf8').replaceAll('\r\n', '\n');
    const rows = [...variables.matchAll(/^\| \d+ \|.*$/gm)].map(([row]) => testLinks(row));
    expect(rows).to.have.length(10);
    for (const links of rows) expect(links).not.to.deep.equal([]);
    expect(new Set(rows.map(([first]) => first?.title)).size).to.equal(rows.length);
    for (const link of rows.flat()) expectThere(link);
  });
});
