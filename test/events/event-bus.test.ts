import { expect } from 'chai';
import { createEventBus } from '../../src/events/event-bus.ts';
import { HIDDEN } from '../../src/secrets/hidden.ts';
import { createMask } from '../../src/secrets/mask.ts';
import type { RunEvent, TaskFinished } from '../../src/events/run-event.ts';

const secret = 'output';

function busWithSecret(): { bus: ReturnType<typeof createEventBus>; seen: RunEvent[] } {
  const mask = createMask();
  mask.add(secret);
  const bus = createEventBus(mask);
  const seen: RunEvent[] = [];
  bus.subscribe((event) => seen.push(event));
  return { bus, seen };
}

const finished: TaskFinished = {
  type: 'task-finished',
  time: 1,
  id: '1',
  name: 'the output',
  action: 'debug',
  status: 'ok',
  reason: 'see output',
  place: 'a.yml:1',
  duration: 5,
  attempts: 1,
  result: { msg: ['output'] },
};

describe('event bus', () => {
  it('hides secrets in every text of an event', () => {
    const { bus, seen } = busWithSecret();
    bus.emit(finished);
    expect(seen).to.deep.equal([
      { ...finished, name: `the ${HIDDEN}`, reason: `see ${HIDDEN}`, result: { msg: [HIDDEN] } },
    ]);
  });

  it('hides secrets in lists of objects', () => {
    const { bus, seen } = busWithSecret();
    bus.emit({
      type: 'run-started',
      time: 1,
      runId: 'r',
      name: 'n',
      file: 'f.yml',
      mode: 'apply',
      parameters: [{ name: 'p', value: 'output', origin: '-e' }],
      outline: [
        {
          id: '1',
          name: 'block',
          kind: 'block',
          children: [{ id: '2', name: 'my output', kind: 'task', children: [] }],
        },
      ],
    });
    expect(JSON.stringify(seen)).to.not.contain(secret);
  });

  it('leaves what an event is alone when a secret spells the same', () => {
    const { bus, seen } = busWithSecret();
    const event: RunEvent = { type: 'task-output', time: 1, id: 'output', stream: 'output', text: 'output' };
    bus.emit(event);
    expect(seen).to.deep.equal([{ ...event, text: HIDDEN }]);
  });

  it('hides secrets in the status of a progress record, which is free text', () => {
    const { bus, seen } = busWithSecret();
    const event: RunEvent = {
      type: 'task-progressed',
      time: 1,
      id: '1',
      activity: 'a',
      status: 'output',
      percent: null,
      secondsRemaining: null,
      completed: false,
    };
    bus.emit(event);
    expect(seen).to.deep.equal([{ ...event, status: HIDDEN }]);
  });

  it('hides a secret that is broken up by colours, which a view takes out', () => {
    const { bus, seen } = busWithSecret();
    const coloured = (text: string): RunEvent => ({
      type: 'task-output',
      time: 1,
      id: '1',
      stream: 'host',
      text,
    });
    bus.emit(coloured('the out\u001b[31mput\u001b[0m'));
    bus.emit(coloured('the \u001b[31minput\u001b[0m'));
    expect(seen).to.deep.equal([coloured(`the ${HIDDEN}`), coloured('the \u001b[31minput\u001b[0m')]);
  });

  it('hands on the very event where there is nothing to hide', () => {
    const { bus, seen } = busWithSecret();
    const event: RunEvent = { type: 'stop-requested', time: 1, by: 'operator' };
    bus.emit(event);
    expect(seen[0]).to.equal(event);
  });

  it('takes a listener off that throws, tells the others and goes on', () => {
    const { bus, seen } = busWithSecret();
    let calls = 0;
    bus.subscribe(() => {
      calls++;
      throw new Error('cannot show output');
    });
    bus.emit(finished);
    bus.emit(finished);
    expect(calls).to.equal(1);
    expect(bus.failures).to.have.length(1);
    expect(seen.map((event) => event.type)).to.deep.equal(['task-finished', 'notice-given', 'task-finished']);
    expect(JSON.stringify(seen[1])).to.contain(`cannot show ${HIDDEN}`);
  });

  it('tells a listener nothing after it has left', () => {
    const { bus } = busWithSecret();
    const seen: RunEvent[] = [];
    const leave = bus.subscribe((event) => seen.push(event));
    leave();
    bus.emit(finished);
    expect(seen).to.be.empty;
  });
});
