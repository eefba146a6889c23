import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsOf, finished, task } from '../harness/outcome.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const HOUR = 3_600_000;

/** Has the runner's own clock set by as many milliseconds as stand in the file `set`. */
const SETTABLE = `const { readFileSync } = require('fs'); const now = Date.now;
Date.now = () => { try { return now() + Number(readFileSync('set', 'utf8')) } catch { return now() } };`;

describe("A system's clock that is set while a run goes on", function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.file('settable.cjs', SETTABLE);
  });
  afterEach(() => sandbox.dispose());

  const env = () => ({ NODE_OPTIONS: `--require ${join(sandbox.directory, 'settable.cjs')}` });
  const set = (by: number) =>
    `[${process.execPath}, --eval, "require('fs').writeFileSync('set', '${by}'); setTimeout(() => {}, 300)"]`;

  for (const by of [HOUR, -HOUR]) {
    it(`by ${by / HOUR} h changes no duration, no window, and no order of what is on record`, async () => {
      const run = await sandbox.apply(
        `tasks:
  - window: { limit: 10 min, warn_after: 1 min }
    block:
      - { name: Set the clock, command: ${set(by)}, timeout: 60 }
      - { name: Look, command: [${process.execPath}, --version] }
`,
        [],
        { env: env() },
      );
      expect(run.exitCode, said(run)).to.equal(0);
      expect(task(run, 'Set the clock').duration).to.be.within(300, HOUR / 4);
      expect(finished(run).duration).to.be.within(300, HOUR / 4);
      const [window] = eventsOf(run, 'window-closed');
      expect(window).to.deep.include({ overrun: false });
      expect(window!.elapsed).to.be.within(300, HOUR / 4);
      expect(eventsOf(run, 'window-warned')).to.deep.equal([]);
      const times = run.events.map(({ time }) => time);
      expect(times).to.deep.equal(times.toSorted((a, b) => a - b));
    });
  }

  it('between a run and its resume does not turn the run back', async () => {
    sandbox.file(
      'runbook.yml',
      `tasks:
  - { name: Once, command: [${process.execPath}, --version] }
  - { name: Break, command: [${process.execPath}, --eval, "process.exit(require('fs').existsSync('go') ? 0 : 3)"] }
`,
    );
    const first = await sandbox.run(['apply', 'runbook.yml'], { env: env() });
    expect(first.exitCode, said(first)).to.equal(2);
    sandbox.file('go', '');
    sandbox.file('set', String(-HOUR));
    const resumed = await sandbox.run(['resume', '--view', 'json'], { env: env() });
    expect(resumed.exitCode, said(resumed)).to.equal(0);
    expect(resumed.stderr).to.match(/the system's clock is (1 h|59 min \d+ s) behind what is on record/);
    const runs = join(sandbox.directory, '.state', 'runs');
    const lines = readFileSync(join(runs, readdirSync(runs)[0]!, 'events.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    const times = lines.map((line) => (JSON.parse(line) as { time: number }).time);
    expect(times).to.deep.equal(times.toSorted((a, b) => a - b));
    expect(finished(resumed).duration).to.be.within(0, HOUR / 4);
  });
});
