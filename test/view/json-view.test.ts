import { expect } from 'chai';
import type { RunEvent } from '../../src/events/run-event.ts';
import { createJsonView } from '../../src/view/json-view.ts';
import { outputTo } from '../../src/view/output.ts';
import { goodRun } from '../events/sample-run.ts';
import { fakeStream } from './fake-stream.ts';

async function lines(events: readonly RunEvent[]): Promise<string[]> {
  const stream = fakeStream();
  const view = createJsonView({ output: outputTo(stream) });
  for (const event of events) view.handle(event);
  await view.end();
  return stream.text().split('\n').slice(0, -1);
}

describe('JSON view', () => {
  it('writes every event on a line of its own, the first with the format', async () => {
    const events = goodRun();
    const [first, ...others] = await lines(events);
    expect(JSON.parse(first!)).to.deep.equal({ format: 1, ...events[0]! });
    expect(others.map((line) => JSON.parse(line) as unknown)).to.deep.equal(events.slice(1));
  });

  it('writes nothing that a terminal acts on, and loses none of it', async () => {
    const text = Array.from({ length: 0x2070 }, (_, code) => String.fromCharCode(code)).join('');
    const [line] = await lines([{ type: 'task-output', time: 1, id: '1', stream: 'host', text }]);
    // eslint-disable-next-line no-control-regex
    expect(line).to.not.match(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
    expect(JSON.parse(line!)).to.have.property('text', text);
  });

  it('writes integers beyond the reach of a double as texts', async () => {
    const events = goodRun().filter((event) => event.type === 'task-finished');
    const [line] = await lines([{ ...events[0]!, result: { size: 2n ** 60n } }]);
    expect(JSON.parse(line!)).to.have.nested.property('result.size', '1152921504606846976');
  });
});
