import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { lineAndColumn } from '../../src/diagnostics/print.ts';
import { root } from '../harness/paths.ts';
import { DIFFERENCES } from './ansible/differences.ts';
import { isCommon } from './ansible/to-playbook.ts';
import { readCases } from './conformance-case.ts';
import { endLine, eventLine } from './event-line.ts';
import { playCase, type PlayedCase } from './play-case.ts';
import { wordsOf } from './words-of.ts';

/** With `UPDATE_GOLDENS=1` the expected files are written anew: look at the difference before committing it. */
const update = process.env['UPDATE_GOLDENS'] === '1';

describe('Conformance', () => {
  const cases = readCases();

  for (const each of cases) {
    it(`${each.name}: ${each.rule}`, async () => {
      const result = await playCase(each);
      const path = join(each.folder, each.file.replace(/\.yml$/, '.expected'));
      const text = goldenOf(result);
      if (update) writeFileSync(path, text);
      expect(text).to.equal(existsSync(path) ? readFileSync(path, 'utf8') : '');
    });
  }

  it('has 150 runbooks, 60 of which combine three words', () => {
    expect(cases).to.have.length.of.at.least(150);
    expect(cases.filter((each) => wordsOf(each).size >= 3)).to.have.length.of.at.least(60);
  });

  it('shows each rule once', () => {
    const rules = cases.map(({ rule }) => rule);
    expect(rules).to.deep.equal([...new Set(rules)]);
  });

  it('differs from Ansible where docs/ansible.md says so', () => {
    const [, section = ''] = readFileSync(join(root, 'docs', 'ansible.md'), 'utf8').split(
      '## Where we differ',
    );
    const documented = Array.from(section.split('\n## ')[0]!.matchAll(/^\| `([^`]+)`/gm), ([, name]) => name);
    expect(documented).to.have.members(Object.keys(DIFFERENCES));
    expect(cases.map(({ name }) => name)).to.include.members(documented);
  });

  it('compares 100 of them with Ansible', () => {
    expect(cases.filter(isCommon)).to.have.length.of.at.least(100);
  });
});

/** What is said beforehand, and then event by event. */
function goldenOf({ diagnostics, played }: PlayedCase): string {
  const lines = [
    ...diagnostics.map(diagnosticLine),
    ...(played ? [...played.events.map(eventLine), endLine(played)] : ['refused']),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** What a warning says in full is for the tests of the checks; an error is all that there is. */
function diagnosticLine({ severity, code, location, message, help }: Diagnostic): string {
  const place = location
    ? `${location.file.path}:${lineAndColumn(location.file, location.range.start).line}`
    : 'the command line';
  const about = `${severity} ${code} ${place}`;
  if (severity !== 'error') return about;
  const said = help === undefined ? message : `${message} = ${help}`;
  return `${about}: ${said.replaceAll('\n', ' / ')}`;
}
