/**
 * The live view by hand, at a terminal: `npx tsx test/view/live-view-demo.ts [good|bad|long] [speed]`. Plays a scripted run, `speed` times as
 * fast as its times say.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { RunEvent } from '../../src/events/run-event.ts';
import { createLiveView } from '../../src/view/live-view.ts';
import { badRun, goodRun, longRun, START } from '../events/sample-run.ts';

const [which = 'good', speed = '10'] = process.argv.slice(2);
const runs: Readonly<Record<string, () => RunEvent[]>> = {
  good: goodRun,
  bad: badRun,
  long: () => longRun(200),
};
const events = runs[which]?.() ?? [];
const begun = Date.now();
const now = (): number => START + (Date.now() - begun) * Number(speed);

const view = createLiveView({
  stdout: process.stdout,
  stderr: process.stderr,
  colours: true,
  verbosity: 0,
  now,
});
for (const event of events) {
  await wait(Math.max(0, (event.time - now()) / Number(speed)));
  view.handle(event);
  if (event.type === 'question-asked') {
    view.suspend();
    process.stdout.write(`? ${event.question} `);
    await new Promise((resolve) => process.stdin.once('data', resolve));
    process.stdin.pause();
    view.resume();
  }
}
await view.end();
console.log('done');
