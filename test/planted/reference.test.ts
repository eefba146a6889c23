import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { temporaryFolder } from '../cli/temporary-folder.ts';
import { randomFrom } from './kind.ts';
import { kinds, validate } from './score.ts';
import { SourceFile } from './source-file.ts';

/** What is to be said of each kind of mistake that can be made in the reference runbook. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  "a task's keyword is misspelt": ['unknown-key'],
  "a builtin's argument is misspelt": ['unknown-key'],
  'a number is a word': ['wrong-type'],
  'a quote is never closed': ['yaml-syntax'],
  'a key stands twice': ['duplicate-key'],
  'a line begins with a tab': ['yaml-syntax'],
  'a template stands without quotes': ['unquoted-template'],
  "an action's arguments stand at the task's own level": ['misplaced-key', 'wrong-type'],
  'a bracket stands unquoted in a flow mapping': ['bracket-in-flow'],
  "a parameter's default has the wrong type": ['wrong-type'],
  "a parameter's default is none of its enum": ['wrong-type'],
  "a parameter's setting is misspelt": ['unknown-key'],
  'a task has two actions': ['several-actions'],
  'a module of the session is a number': ['wrong-type'],
  'a parameter or variable is misspelt where it is used': ['unknown-variable'],
  'a registered result is misspelt where it is used': ['unknown-variable'],
  'a member of a result is misspelt': ['unknown-member'],
  'a filter is misspelt': ['unknown-filter'],
  'a test is misspelt': ['unknown-test'],
  'a parameter is compared with what it cannot be': ['impossible-comparison'],
  'a condition is a text, a number or an object': ['not-a-condition', 'choose-undefined', 'choose-unproved'],
  'a template stands in a condition': ['template-in-expression'],
  'a bracket of an expression is not closed': ['expression-syntax', 'unclosed-template'],
  'a condition can never hold': ['never-runs', 'choose-gap', 'choose-unproved'],
  'a branch of a choose is missing': ['choose-gap', 'choose-unproved'],
  'two branches of a choose can both run': ['choose-gap', 'choose-overlap', 'choose-unproved'],
  'variables need each other': ['recursive-variable'],
  'a command is misspelt': ['unknown-command'],
  "a command's parameter is misspelt": ['unknown-parameter'],
  'a value is none of those that a parameter takes': ['wrong-parameter-value'],
  'a switch gets a word': ['wrong-parameter-type'],
  'a mandatory parameter is missing': ['missing-parameter'],
  'two parameters exclude each other': ['no-parameter-set'],
  'the module of a command is not imported': ['module-not-imported'],
  'a result is used before its task': ['used-before-set'],
  'a task needs the session after it was closed': ['session-closed'],
  'a notified handler does not exist': ['unknown-handler'],
  'a handler is never notified': ['never-notified'],
  'tasks follow an unconditional end': ['unreachable-task'],
  'this machine is restarted with tasks to come': ['restarted-machine'],
};

describe('A copy of the reference runbook with one mistake', function () {
  const folder = temporaryFolder({});
  const path = fileURLToPath(new URL('../../runbooks/lync-backend.yml', import.meta.url));
  const reference = new SourceFile(readFileSync(path, 'utf8'));
  const cases = kinds.flatMap(({ name, plant }, index) => {
    const random = randomFrom(index + 1);
    const all = plant(reference, random).filter(({ text }) => text !== reference.text);
    const planting = all[Math.floor(random() * all.length)];
    return planting ? [{ name, planting, file: join(String(index), 'copy.yml') }] : [];
  });
  let findings: Awaited<ReturnType<typeof validate>> = [];

  before(async () => {
    for (const { file, planting } of cases) {
      mkdirSync(join(folder.path, file, '..'), { recursive: true });
      writeFileSync(join(folder.path, file), planting.text);
    }
    findings = await validate(
      folder.path,
      cases.map(({ file }) => file),
    );
  });

  it('has a place for each kind that is told of here', () => {
    expect(cases.map(({ name }) => name)).to.include.members(Object.keys(CODES));
    expect(cases.length).to.be.at.least(40);
  });

  for (const { name, planting, file } of cases.filter((each) => each.name in CODES)) {
    it(`is refused or warned of at its line, with its code, where ${name}`, () => {
      const said = findings.filter((each) => each.file === file);
      const codes = said
        .filter(({ line }) => line >= planting.from && line <= planting.to)
        .map(({ code }) => code);
      const shown = said.map(({ line, code }) => `${String(line)} ${code}`).join(', ');
      expect(
        codes.some((code) => CODES[name]!.includes(code)),
        `${String(planting.from)}: ${shown}`,
      ).to.equal(true);
    });
  }
});
