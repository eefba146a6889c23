// `npm run test:ssh:part`: what of `npm run test:ssh` is in `.ci/run`: the tests of the session, of runs whatever ends them, and a scenario of each kind.
const whole = require('./.mocharc.ssh.cjs');
process.env.RUNBOOK_TEST_SCENARIOS = 'some';

const runs = [
  'apply',
  'cancellation',
  'endings',
  'faults-session',
  'left-processes',
  'on-failure',
  'secrets',
];

module.exports = {
  ...whole,
  spec: [
    'test/session/*.test.ts',
    ...runs.map((name) => `test/cli/${name}.test.ts`),
    'test/rehearsal/scenarios-on-host.test.ts',
  ],
};
