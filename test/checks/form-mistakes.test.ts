import { expect } from 'chai';
import { runChecks } from '../../src/checks/run-checks.ts';
import { lineAndColumn } from '../../src/diagnostics/print.ts';
import { sortDiagnostics } from '../../src/diagnostics/diagnostic.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { lowerRunbook } from '../../src/program/lower.ts';

/** What is said of a runbook, as `3 unknown-key`: the line and the code. Unless it is asked for, information is left out. */
function said(text: string): string[] {
  const { draft, diagnostics } = loadRunbook({ path: 'runbook.yml', text: text.trimStart() });
  const checked = draft ? runChecks({ program: lowerRunbook(draft), hasRehearsal: true }).diagnostics : [];
  return sortDiagnostics([...diagnostics, ...checked])
    .filter(({ severity }) => severity !== 'information')
    .map(({ code, location }) => `${lineAndColumn(location!.file, location!.range.start).line} ${code}`);
}

interface Pair {
  readonly name: string;
  /** A mistake of form, and another one that has nothing to do with it. */
  readonly independent: readonly [string, ...string[]];
  /** A mistake of form, and what would not be said without it. */
  readonly following: readonly [string, ...string[]];
}

const pairs: readonly Pair[] = [
  {
    name: 'a misspelt "register"',
    independent: [
      `
tasks:
  - { command: [hostname], regster: host }
  - debug: { msg: "{{ nobody }}" }
`,
      '2 unknown-key',
      '3 unknown-variable',
    ],
    following: [
      `
tasks:
  - { command: [hostname], regster: host }
  - debug: { msg: "{{ host.stdout }}" }
`,
      '2 unknown-key',
    ],
  },
  {
    name: 'a misspelt "vars" of a play',
    independent: [
      `
vrs: { a: 1 }
tasks:
  - Get-Servce: { Name: w3svc }
  - debug: { msg: "{{ b }}" }
`,
      '1 unknown-key',
      '3 unknown-command',
      '4 unknown-variable',
    ],
    following: [
      `
vrs: { a: 1 }
tasks:
  - debug: { msg: "{{ a }}" }
`,
      '1 unknown-key',
    ],
  },
  {
    name: 'a misspelt "loop"',
    independent: [
      `
tasks:
  - { debug: { msg: "{{ item }}" }, lop: [1, 2] }
  - Get-Service: { Nmae: w3svc }
`,
      '2 unknown-key',
      '3 unknown-parameter',
    ],
    following: [
      `
tasks:
  - { debug: { msg: "{{ item }}" }, lop: [1, 2] }
`,
      '2 unknown-key',
    ],
  },
  {
    name: 'a "when" that is no expression',
    independent: [
      `
tasks:
  - { debug: { msg: a }, when: a == }
  - debug: { msg: "{{ nobody }}" }
`,
      '2 expression-syntax',
      '3 unknown-variable',
    ],
    following: [
      `
tasks:
  - { fail: { msg: a }, when: a == }
  - debug: { msg: after }
`,
      '2 expression-syntax',
    ],
  },
  {
    name: 'a "when" of a block that is no expression',
    independent: [
      `
tasks:
  - when: 1 ==
    block:
      - Get-Servce: { Name: w3svc }
  - debug: { msg: "{{ nobody }}" }
`,
      '2 expression-syntax',
      '4 unknown-command',
      '5 unknown-variable',
    ],
    following: [
      `
params: { first: { type: boolean, default: true }, other: { type: boolean, default: true } }
tasks:
  - { set_fact: { a: 1 }, when: other }
  - when: first and other and
    block:
      - debug: { msg: "{{ a }}" }
`,
      '4 expression-syntax',
    ],
  },
  {
    name: 'an action that there is not',
    independent: [
      `
tasks:
  - { powershel: hostname, register: host }
  - Get-Service: { Nmae: "{{ host }}" }
`,
      '2 unknown-key',
      '3 unknown-parameter',
    ],
    following: [
      `
tasks:
  - { powershel: hostname, register: host }
  - debug: { msg: "{{ host }}" }
`,
      '2 unknown-key',
    ],
  },
  {
    name: 'a session that is misspelt',
    independent: [
      `
tasks:
  - session: close
  - session: opn
  - debug: { msg: "{{ nobody }}" }
`,
      '3 wrong-type',
      '4 unknown-variable',
    ],
    following: [
      `
tasks:
  - session: close
  - session: opn
  - Get-Service: { Name: w3svc }
`,
      '3 wrong-type',
    ],
  },
  {
    name: 'a parameter of a wrong type',
    independent: [
      `
params:
  a: { type: strng, required: true }
tasks:
  - debug: { msg: "{{ a }} {{ b }}" }
`,
      '2 wrong-type',
      '4 unknown-variable',
    ],
    following: [
      `
params:
  a: { type: strng, required: true }
tasks:
  - debug: { msg: "{{ a }}" }
`,
      '2 wrong-type',
    ],
  },
  {
    name: 'an "enum" that is none',
    independent: [
      `
params:
  a: { type: string, enum: x, required: true }
  b: { type: string, enum: [x, y], required: true }
tasks:
  - choose:
      - { when: b == 'x', debug: { msg: x } }
      - { when: b == 'z', debug: { msg: z } }
`,
      '2 wrong-type',
      '5 choose-gap',
      '7 never-runs',
      '7 impossible-comparison',
    ],
    following: [
      `
params:
  a: { type: string, enum: x, required: true }
tasks:
  - choose:
      - { when: a == 'x', debug: { msg: x } }
      - { when: a == 'y', debug: { msg: y } }
`,
      '2 wrong-type',
    ],
  },
  {
    name: 'a branch without an action',
    independent: [
      `
params: { a: { type: boolean, required: true } }
tasks:
  - choose:
      - { when: a, debugg: { msg: x } }
      - { when: not a, debug: { msg: y } }
  - choose:
      - { when: a, debug: { msg: x } }
      - { when: a, debug: { msg: "{{ nobody }}" } }
`,
      '4 unknown-key',
      '8 unknown-variable',
    ],
    following: [
      `
params: { a: { type: boolean, required: true } }
tasks:
  - choose:
      - { when: a, debugg: { msg: x } }
      - { when: not a, debug: { msg: y } }
`,
      '4 unknown-key',
    ],
  },
  {
    name: 'a branch without "when"',
    independent: [
      `
params: { a: { type: string, enum: [x, y], required: true }, b: { type: boolean, required: true } }
tasks:
  - choose:
      - { when: a == 'x', debug: { msg: x } }
      - debug: { msg: y }
  - choose:
      - { when: b, debug: { msg: x } }
      - { when: b, debug: { msg: y } }
`,
      '5 missing-key',
      '6 choose-gap',
      '6 choose-overlap',
    ],
    following: [
      `
params: { a: { type: string, enum: [x, y], required: true } }
tasks:
  - choose:
      - { when: a == 'x', debug: { msg: x } }
      - debug: { msg: y }
`,
      '5 missing-key',
    ],
  },
  {
    name: 'a guard that is misspelt',
    independent: [
      `
params: { a: { type: string, enum: [x, y, z], required: true } }
tasks:
  - assrt: { that: 1 == 1 }
  - choose:
      - { when: a == 'x', debug: { msg: x } }
      - { when: a == 'y', debug: { msg: y } }
`,
      '3 unknown-key',
      '4 choose-gap',
    ],
    following: [
      `
params: { a: { type: string, enum: [x, y, z], required: true } }
tasks:
  - assrt: { that: a != 'z' }
  - choose:
      - { when: a == 'x', debug: { msg: x } }
      - { when: a == 'y', debug: { msg: y } }
`,
      '3 unknown-key',
    ],
  },
  {
    name: 'a wrong "when" beside a call',
    independent: [
      `
params: { a: { type: boolean, required: true }, b: { type: string, required: true } }
tasks:
  - { when: '{{ a }}', Start-Service: { Nmae: w3svc } }
  - { when: '{{ a }}', Start-Service: { Name: '{{ b }}', PassThru: maybe } }
`,
      '3 template-in-expression',
      '3 unknown-parameter',
      '4 template-in-expression',
      '4 wrong-parameter-type',
    ],
    following: [
      `
params: { a: { type: boolean, required: true }, c: {} }
tasks:
  - { when: '{{ a }}', Start-Service: { Name: w, PassThru: '{{ c }}' }, vars: { c: [1, 2] } }
`,
      '3 template-in-expression',
    ],
  },
  {
    name: 'a misspelt "notify"',
    independent: [
      `
tasks:
  - { command: [hostname], notfy: restart web }
handlers:
  - { name: restart web, debug: { msg: a } }
  - { name: flush cache, debug: { msg: b } }
`,
      '2 unknown-key',
      '5 never-notified',
    ],
    following: [
      `
tasks:
  - { command: [hostname], notfy: restart web }
handlers:
  - { name: restart web, debug: { msg: a } }
`,
      '2 unknown-key',
    ],
  },
  {
    name: 'a handler that is no task',
    independent: [
      `
tasks:
  - { command: [hostname], notify: [restart web, restrat web] }
  - debug: { msg: "{{ nobody }}" }
handlers:
  - { name: restart web, debugg: { msg: a } }
`,
      '3 unknown-variable',
      '5 unknown-key',
    ],
    following: [
      `
tasks:
  - { command: [hostname], notify: restart web }
handlers:
  - { name: restart web, debugg: { msg: a } }
`,
      '4 unknown-key',
    ],
  },
  {
    name: 'a misspelt "rescue"',
    independent: [
      `
params: { unused: { type: string } }
tasks:
  - block: [{ command: [hostname] }]
    rescu: [{ set_fact: { broken: true } }]
`,
      '1 unused-parameter',
      '4 unknown-key',
    ],
    following: [
      `
params: { used: { type: string } }
tasks:
  - block: [{ fail: { msg: a } }]
    rescu: [{ set_fact: { broken: "{{ used }}" } }]
  - debug: { msg: "{{ broken }}" }
`,
      '4 unknown-key',
    ],
  },
  {
    name: 'a file of tasks that is not there',
    independent: [
      `
tasks:
  - import_tasks: not-there.yml
  - Get-Service: { Nmae: w3svc }
`,
      '2 file-unreadable',
      '3 unknown-parameter',
    ],
    following: [
      `
params: { a: { type: string } }
tasks:
  - import_tasks: not-there.yml
  - debug: { msg: "{{ set_there }}" }
`,
      '3 file-unreadable',
    ],
  },
  {
    name: 'a command whose arguments are wrong',
    independent: [
      `
tasks:
  - { command: { agv: [hostname] }, register: host }
  - { debug: { msg: "{{ host.stdout }} {{ hots.stdout }}" } }
`,
      '2 missing-key',
      '2 unknown-key',
      '3 unknown-variable',
    ],
    following: [
      `
tasks:
  - { command: { agv: [hostname] }, register: host }
  - { debug: { msg: "{{ host.stdout }}" } }
`,
      '2 missing-key',
      '2 unknown-key',
    ],
  },
  {
    name: 'a mistake that turns the way of the run, behind what it cannot turn',
    independent: [
      `
params: { a: { type: boolean, default: true } }
tasks:
  - debug: { msg: "{{ host.stdout }}" }
  - { command: [hostname], register: host, when: a }
  - debug: { msg: "{{ host.stdout }}" }
  - session: close
  - Get-Service: { Name: w3svc }
  - session: open
  - block: [{ fail: { msg: a } }, { debug: { msg: never } }]
    rescue: [{ debug: { msg: a } }]
  - powershel: hostname
  - debug: { msg: a }
`,
      '3 used-before-set',
      '5 perhaps-skipped',
      '7 session-closed',
      '9 unreachable-task',
      '11 unknown-key',
    ],
    following: [
      `
tasks:
  - session: close
  - session: opn
  - Get-Service: { Name: w3svc }
  - fail: { msg: a }
    whn: 1 == 1
  - { command: [hostname], register: host }
handlers:
  - { name: nobody, debug: { msg: a } }
`,
      '3 wrong-type',
      '6 unknown-key',
      '9 never-notified',
    ],
  },
  {
    name: 'an "ignore_errors" that is no boolean',
    independent: [
      `
tasks:
  - { fail: { msg: a }, ignore_errors: maybe }
  - debug: { msg: "{{ nobody }}" }
`,
      '2 wrong-type',
      '3 unknown-variable',
    ],
    following: [
      `
tasks:
  - { fail: { msg: a }, ignore_errors: maybe }
  - debug: { msg: b }
`,
      '2 wrong-type',
    ],
  },
  {
    name: 'an alias of a condition that is no expression',
    independent: [
      `
tasks:
  - { when: &c "1 ==", fail: { msg: a } }
  - { when: *c , fail: { msg: b } }
  - debug: { msg: "{{ nobody }}" }
`,
      '2 expression-syntax',
      '4 unknown-variable',
    ],
    following: [
      `
tasks:
  - { when: &c "1 ==", debug: { msg: a } }
  - { when: *c , fail: { msg: b } }
  - debug: { msg: c }
`,
      '2 expression-syntax',
    ],
  },
];

describe('A mistake of form', () => {
  for (const { name, independent, following } of pairs) {
    it(`hides no other mistake: ${name}`, () => {
      const [text, ...expected] = independent;
      expect(said(text)).to.deep.equal(expected);
    });

    it(`is one mistake: ${name}`, () => {
      const [text, ...expected] = following;
      expect(said(text)).to.deep.equal(expected);
    });
  }
});
