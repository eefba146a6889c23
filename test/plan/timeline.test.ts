import { expect } from 'chai';
import { timelineOf } from '../../src/plan/timeline.ts';
import { planFor, type PlayOptions } from '../harness/play.ts';
import { earlierRuns, took } from '../harness/earlier-runs.ts';

/** Its steps as `minute name: usual/most`, where it ends, and the point of no return. */
function timeline(text: string, options: PlayOptions = {}): readonly string[] {
  const { plan, diagnostics } = planFor(text, options);
  const [window] = plan?.windows ?? [];
  if (!window) throw new Error(`there is no window: ${diagnostics.map(({ message }) => message).join('; ')}`);
  const { steps, takes, pointOfNoReturn } = timelineOf(window);
  const minutes = (time: number) => time / 60_000;
  return [
    ...steps.map((step) => {
      const { usual, most, unknown } = step.takes;
      const time = unknown > 0 && usual === 0 ? '?' : `${minutes(usual)}/${minutes(most)}`;
      const branches = step.branches === undefined ? '' : ` of ${step.branches}`;
      return `${minutes(step.at)} ${step.name}${branches}: ${time}${step.perhaps ? ' perhaps' : ''}`;
    }),
    `end: ${minutes(takes.usual)}/${minutes(takes.most)}, ${takes.unknown} unknown`,
    ...(pointOfNoReturn
      ? [`no return: ${minutes(pointOfNoReturn.at)} ${pointOfNoReturn.step?.name ?? 'never'}`]
      : []),
  ];
}

const window = (tasks: string, terms = 'limit: 30m, reserve: 10m', more = '') => `
tasks:
  - window: { ${terms} }
    block: [${tasks.replace(/\s+/g, ' ')}]${more}`;
const task = (name: string, more = '') => `{ name: ${name}, command: [say, x]${more} }`;

describe('The timeline of a window', () => {
  it('has the steps one after the other, by what is expected', () => {
    const tasks = `${task('one', ', expected: 5m')}, ${task('two', ', expected: 16m')}, ${task('three', ', expected: 1m')}`;
    expect(timeline(window(tasks))).to.deep.equal([
      '0 one: 5/5',
      '5 two: 16/16',
      '21 three: 1/1',
      'end: 22/22, 0 unknown',
      'no return: 20 two',
    ]);
  });

  it('has the point of no return at the limit where nothing is kept, and none where the limit is not known', () => {
    const tasks = task('one', ', expected: 5m');
    expect(timeline(window(tasks, 'limit: 30m')).at(-1)).to.equal('no return: 30 never');
    const open = `${window(tasks, "limit: '{{ fact }}m'")}\n  - set_fact: { fact: 5 }`;
    expect(timeline(open).at(-1)).to.equal('end: 5/5, 0 unknown');
  });

  it('goes by earlier runs, and by what is expected where that is written', () => {
    const tasks = `${task('one')}, ${task('two', ', expected: 1m')}, ${task('three')}`;
    const earlier = earlierRuns({ one: took(5, 9), two: took(7) });
    expect(timeline(window(tasks), { earlier })).to.deep.equal([
      '0 one: 5/9',
      '5 two: 1/1',
      '6 three: ?',
      'end: 6/10, 1 unknown',
      'no return: 20 never',
    ]);
  });

  it('knows what is written of waits, and that what only computes takes no time', () => {
    const tasks = `{ name: wait, pause: { minutes: 2 } }, { name: sleep, Start-Sleep: { Seconds: 60 } }, { name: say, debug: {} }`;
    expect(timeline(window(tasks)).slice(0, -1)).to.deep.equal([
      '0 wait: 2/2',
      '2 sleep: 1/1',
      '3 say: 0/0',
      'end: 3/3, 0 unknown',
    ]);
  });

  it('leaves out what is skipped, and says what may be', () => {
    const tasks = `${task('one', ', register: r, expected: 1m')}, ${task('never', ', when: false, expected: 9m')},
      ${task('perhaps', ', when: r.rc == 0, expected: 2m')},
      { when: r.rc == 0, block: [${task('inside', ', expected: 3m')}] }`;
    expect(timeline(window(tasks)).slice(0, -1)).to.deep.equal([
      '0 one: 1/1',
      '1 perhaps: 2/2 perhaps',
      '3 inside: 3/3 perhaps',
      'end: 6/6, 0 unknown',
    ]);
  });

  it('has the branch that is chosen, or the longest where that is open', () => {
    const choose = `{ name: which, choose: [
      ${task('left', ", when: side == 'left', expected: 2m")},
      ${task('right', ", when: side != 'left', expected: 5m")} ] }`;
    const params = `\nparams: { side: { type: string, default: left } }${window(choose)}`;
    expect(timeline(params, { given: { side: 'left' } })[0]).to.equal('0 left: 2/2');
    const open = `${task('one', ', register: side, expected: 1m')}, ${choose.replaceAll('side', 'side.stdout')}`;
    expect(timeline(window(open)).slice(0, -1)).to.deep.equal([
      '0 one: 1/1',
      '1 which of 2: 5/5',
      'end: 6/6, 0 unknown',
    ]);
  });

  it('has what is inside of blocks and files, and what comes in any case, but not what mends or undoes', () => {
    const files = { 'more.yml': 'tasks: [{ name: there, command: [say, x], expected: 4m }]' };
    const tasks = `{ block: [${task('in', ', expected: 1m')}], rescue: [${task('no', ', expected: 9m')}],
      always: [${task('always', ', expected: 2m')}] }, { import_tasks: more.yml },
      ${task('undone', `, expected: 1m, undo: ${task('undo', ', expected: 9m')}`)}`;
    expect(timeline(window(tasks), { files }).slice(0, -1)).to.deep.equal([
      '0 in: 1/1',
      '1 always: 2/2',
      '3 there: 4/4',
      '7 undone: 1/1',
      'end: 8/8, 0 unknown',
    ]);
  });

  it('has a block as one step where that is expected of the whole, or where it is looped over', () => {
    const inside = `[${task('one', ', expected: 1m')}, ${task('two', ', expected: 2m')}]`;
    const tasks = `{ name: whole, expected: 5m, block: ${inside} }, { name: each, loop: [1, 2], block: ${inside} }`;
    expect(timeline(window(tasks)).slice(0, 2)).to.deep.equal(['0 whole: 5/5', '5 each: 3/3']);
  });

  describe('with handlers that are flushed in it', () => {
    const flush = '{ name: flush, meta: flush_handlers }';
    const handled = (tasks: string, before = '', between = '') => `
plays:
  - tasks:
      - { debug: {}${before} }
      - window: { limit: 30m }
        block: [${tasks}]
      ${between}
    handlers:
      - ${task('restart', ', expected: 4m, notify: tell')}
      - ${task('tell', ', expected: 1m, listen: news')}
      - ${task('other', ', expected: 9m')}`;

    it('has those that may have been notified, and those that they notify, as what may run', () => {
      const tasks = `${task('one', ', expected: 2m, notify: restart')}, ${flush}, ${task('two', ', expected: 3m')}`;
      expect(timeline(handled(tasks))).to.deep.equal([
        '0 one: 2/2',
        '2 flush: 0/0',
        '2 restart: 4/4 perhaps',
        '6 tell: 1/1 perhaps',
        '7 two: 3/3',
        'end: 10/10, 0 unknown',
        'no return: 30 never',
      ]);
    });

    it('has those that something before the window has notified, and none where nothing has', () => {
      expect(timeline(handled(flush, ', notify: news')))
        .to.include('0 tell: 1/1 perhaps')
        .and.to.have.length(4);
      expect(timeline(handled(flush, '', '- { debug: {}, notify: news }'))).to.deep.equal([
        '0 flush: 0/0',
        'end: 0/0, 0 unknown',
        'no return: 30 never',
      ]);
    });

    it('has one that was flushed in any case once more only where it was notified once more', () => {
      const twice = `${task('one', ', register: r, expected: 2m, notify: news')}, ${flush}, ${task('two', ', expected: 3m')}, ${flush}`;
      const steps = (tasks: string) => timeline(handled(tasks)).filter((line) => line.includes('tell'));
      expect(steps(twice)).to.deep.equal(['2 tell: 1/1 perhaps']);
      expect(steps(twice.replace('expected: 3m', 'expected: 3m, notify: news'))).to.have.length(2);
      // Whether the first flush comes is not known.
      expect(steps(twice.replace('flush_handlers', 'flush_handlers, when: r.rc == 0'))).to.have.length(2);
    });

    it('has those that what stands behind the flush notifies, where all is done for several items', () => {
      const inside = `${flush}, ${task('one', ', expected: 2m, notify: news')}`;
      expect(timeline(handled(inside)).join()).not.to.include('tell');
      const { plan } = planFor(handled(`{ loop: [1, 2], block: [${inside}] }`), {});
      expect(plan?.windows[0]?.timed?.takes.usual).to.equal(180_000);
    });

    it('goes by what it took in earlier runs', () => {
      const tasks = `${task('one', ', expected: 2m, notify: restart')}, ${flush}`;
      const unknown = handled(tasks).replace(', expected: 4m', '');
      expect(timeline(unknown)).to.include('2 restart: ? perhaps');
      expect(timeline(unknown, { earlier: earlierRuns({ restart: took(7, 8) }) })).to.include(
        '2 restart: 7/8 perhaps',
      );
    });
  });
});
