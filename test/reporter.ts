import { writeFileSync } from 'node:fs';
import { reporters, Runner, type MochaOptions, type Suite, type Test } from 'mocha';

const {
  EVENT_RUN_END,
  EVENT_SUITE_BEGIN,
  EVENT_SUITE_END,
  EVENT_TEST_FAIL,
  EVENT_TEST_PASS,
  EVENT_TEST_PENDING,
} = Runner.constants;

/**
 * A line for each suite at the top, and every failure in full: thousands of tests that pass are not worth a line each. The variable
 * RUNBOOK_TEST_COUNTS names a file that gets "passed failed" at the end.
 */
export default class Reporter extends reporters.Base {
  constructor(runner: Runner, options?: MochaOptions) {
    super(runner, options);
    const { consoleLog, color } = reporters.Base;
    let tally = { passed: 0, failed: 0, pending: 0, milliseconds: 0 };

    const add = (field: 'passed' | 'failed' | 'pending') => (test: Test) => {
      tally[field]++;
      tally.milliseconds += test.duration ?? 0;
      if (field === 'failed') consoleLog(color('fail', `  ✗ ${test.fullTitle()}`));
    };
    runner.on(EVENT_TEST_PASS, add('passed'));
    runner.on(EVENT_TEST_FAIL, add('failed'));
    runner.on(EVENT_TEST_PENDING, add('pending'));

    // With --parallel a suite does not know its parent; the one around everything has no title.
    let depth = 0;
    runner.on(EVENT_SUITE_BEGIN, (suite: Suite) => {
      if (suite.title !== '') depth++;
    });
    runner.on(EVENT_SUITE_END, (suite: Suite) => {
      if (suite.title === '' || --depth > 0) return;
      const { passed, failed, pending, milliseconds } = tally;
      const mark = failed > 0 ? color('fail', '✗') : color('checkmark', '✓');
      const parts = [
        `${passed} passed`,
        failed > 0 && `${failed} failed`,
        pending > 0 && `${pending} skipped`,
      ];
      const seconds = (milliseconds / 1000).toFixed(1);
      consoleLog(`${mark} ${suite.title}: ${parts.filter(Boolean).join(', ')} (${seconds} s)`);
      tally = { passed: 0, failed: 0, pending: 0, milliseconds: 0 };
    });

    runner.once(EVENT_RUN_END, () => {
      this.epilogue();
      const file = process.env['RUNBOOK_TEST_COUNTS'];
      if (file) writeFileSync(file, `${this.stats.passes} ${this.stats.failures}\n`);
    });
  }
}
