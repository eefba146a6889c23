// `npm run test:ssh`: the tests of the session, of runs through the binary, and of the rehearsals, on a host over SSH; with RUNBOOK_TEST_HOST=winrm on this Windows machine, over WinRM. What of them is of the runner's own machine alone stands in
// test/harness/local-only.ts, is skipped and counted.
process.env.RUNBOOK_TEST_HOST ??= 'ssh';

const runs = [
  'accept-changes',
  'apply',
  'async',
  'called',
  'cancellation',
  'check-mode',
  'diff',
  'endings',
  'faults-clock',
  'faults-input',
  'faults-output',
  'faults-parents',
  'faults-session',
  'faults-task',
  'journal-anchor',
  'left-processes',
  'on-failure',
  'resolve-commands',
  'resume',
  'scripts',
  'secrets',
  'secrets-broken',
  'selection',
  'shared-parts',
  'signals',
  'standard-streams',
  'truncated',
  'wait-for',
  'windows',
];

module.exports = {
  ...require('./.mocharc.json'),
  spec: [
    'test/session/*.test.ts',
    ...runs.map((name) => `test/cli/${name}.test.ts`),
    'test/rehearsal/scenarios-on-host.test.ts',
  ],
  // They are on a host in any case.
  ignore: ['test/session/remote.test.ts', 'test/session/broken-link.test.ts'],
  // Each run opens a link, and there are many.
  timeout: 300_000,
};
