import { expect } from 'chai';
import type { ProgramNode } from '../../src/program/program.ts';
import { visitNodes, walk, walkInTime, type SyncWalker, type Walker } from '../../src/program/walk.ts';
import { lowered, nameOf } from './lowered.ts';

const { program } = lowered(`
tasks:
  - { name: a, debug: {} }
  - name: b
    block:
      - { name: b1, debug: {} }
      - { name: b2, debug: {} }
    rescue:
      - { name: r1, debug: {} }
    always:
      - { name: z1, debug: {} }
  - name: c
    choose:
      - { name: left, when: left, debug: {} }
      - name: right
        when: not left
        block: [{ name: in it, debug: {} }]
  - { name: d, debug: {} }
`);
const nodes: readonly ProgramNode[] = program.plays.flatMap((play) => play.nodes);

/** Writes the tree down: what is inside of a node in brackets. */
const writer: SyncWalker<string, string> = {
  enter: (node, around) => ({ down: `${around}/${nameOf(node)}` }),
  task: (_task, down) => down.slice(down.lastIndexOf('/') + 1),
  endSection: (_block, { part }, _down, inside) => `${part}: ${inside.join(' ')}`,
  leave: (node, _down, inside) => `${nameOf(node)}(${inside.join('; ')})`,
};

describe('A walk', () => {
  it('goes through sections and branches in the order of a run', () => {
    expect(walk(nodes, '', writer)).to.deep.equal([
      'a',
      'b(block: b1 b2; rescue: r1; always: z1)',
      'c(left; right(block: in it))',
      'd',
    ]);
  });

  it('hands down what holds inside', () => {
    const found: string[] = [];
    walk(nodes, '', { ...writer, task: (_task, down) => String(found.push(down)) });
    expect(found).to.deep.equal([
      '/a',
      '/b/b1',
      '/b/b2',
      '/b/r1',
      '/b/z1',
      '/c/left',
      '/c/right/in it',
      '/d',
    ]);
  });

  it('leaves out what is not entered, and goes not into what it is told of', () => {
    const ups = walk(nodes, '', {
      ...writer,
      enter(node, around) {
        const name = nameOf(node);
        if (name === 'a' || name === 'b2') return undefined;
        return name === 'right' ? { up: 'not right' } : writer.enter(node, around);
      },
    });
    expect(ups).to.deep.equal(['b(block: b1; rescue: r1; always: z1)', 'c(left; not right)', 'd']);
  });

  it('leaves out sections, knowing what became of those before', () => {
    const said: string[] = [];
    const ups = walk(nodes, '', {
      ...writer,
      beginSection(_block, { part }, down, before) {
        said.push(`${part} after ${before.length}`);
        return part === 'rescue' ? undefined : { down };
      },
    });
    expect(ups[1]).to.equal('b(block: b1 b2; always: z1)');
    expect(said).to.deep.equal(['block after 0', 'rescue after 1', 'always after 1', 'block after 0']);
  });

  it('goes into the branches that are chosen', () => {
    const one = walk(nodes, '', { ...writer, choose: ({ branches }) => ({ branches: branches.slice(1) }) });
    expect(one[2]).to.equal('c(right(block: in it))');
    expect(walk(nodes, '', { ...writer, choose: () => ({ up: 'none' }) })[2]).to.equal('none');
  });

  it('ends a sequence where it does not go on', () => {
    const ups = walk(nodes, '', { ...writer, goesOn: (up) => up !== 'b1' && !up.startsWith('c') });
    expect(ups).to.deep.equal(['a', 'b(block: b1; rescue: r1; always: z1)', 'c(left; right(block: in it))']);
  });

  it('says of a node what an exception in it means, and throws it on where nobody says', () => {
    const breaking: SyncWalker<string, string> = {
      ...writer,
      enter(node, around) {
        if (nameOf(node) === 'a') throw new Error('enter');
        return writer.enter(node, around);
      },
      task(task, down) {
        if (nameOf(task) === 'left') throw new Error('task');
        return writer.task(task, down);
      },
      leave(node, down, inside) {
        if (nameOf(node) === 'b') throw new Error('leave');
        return writer.leave(node, down, inside);
      },
    };
    const failed = (error: unknown, node: ProgramNode, around: string) =>
      `${around}/${nameOf(node)}: ${(error as Error).message}`;
    expect(walk(nodes, '', { ...breaking, failed })).to.deep.equal([
      '/a: enter',
      '/b: leave',
      'c(/c/left: task; right(block: in it))',
      'd',
    ]);
    expect(() => walk(nodes, '', breaking)).to.throw('enter');
  });

  it('refuses to wait', () => {
    const waiting: Walker<string, string> = { ...writer, task: () => Promise.resolve('late') };
    expect(() => walk(nodes, '', waiting as SyncWalker<string, string>)).to.throw('came to a promise');
  });
});

describe('A walk in time', () => {
  it('comes to the same, whether or not it has to wait', async () => {
    const expected = walk(nodes, '', writer);
    expect(await walkInTime(nodes, '', writer)).to.deep.equal(expected);
    const waiting: Walker<string, string> = {
      ...writer,
      task: async (task, down) => {
        await new Promise((resolve) => setImmediate(resolve));
        return writer.task(task, down);
      },
    };
    expect(await walkInTime(nodes, '', waiting)).to.deep.equal(expected);
  });

  it('begins a task when the one before has ended, and does not wait where there is nothing to wait for', async () => {
    const order: string[] = [];
    const walking = walkInTime(nodes, '', {
      ...writer,
      task(task) {
        order.push(`begin ${nameOf(task)}`);
        if (nameOf(task) !== 'b1') return 'at once';
        return Promise.resolve().then(() => {
          order.push('end b1');
          return 'later';
        });
      },
    });
    order.push('called');
    await walking;
    expect(order.slice(0, 5)).to.deep.equal(['begin a', 'begin b1', 'called', 'end b1', 'begin b2']);
  });

  // The rules of a run, as an engine would write them.
  type Flow = 'next' | 'failed' | 'stopped';
  async function run(outcomes: Readonly<Record<string, Flow | 'throws'>>): Promise<readonly string[]> {
    const events: string[] = [];
    let isStopped = false;
    const flows = await walkInTime<{ readonly shielded: boolean }, Flow>(
      nodes,
      { shielded: false },
      {
        enter: (_node, around) => (isStopped && !around.shielded ? { up: 'stopped' } : { down: around }),
        async task(task) {
          events.push(nameOf(task));
          await Promise.resolve();
          const outcome = outcomes[nameOf(task)] ?? 'next';
          if (outcome === 'throws') throw new Error(nameOf(task));
          if (outcome === 'stopped') isStopped = true;
          return outcome;
        },
        choose: ({ branches }) => ({ branches: branches.slice(0, 1) }),
        beginSection(_block, { part }, around, before) {
          if (part === 'rescue' && before.at(-1) !== 'failed') return undefined;
          events.push(`begin ${part}`);
          return { down: part === 'always' ? { shielded: true } : around };
        },
        endSection(_block, { part }, _down, inside, before) {
          const flow = inside.at(-1) ?? 'next';
          events.push(`end ${part}: ${flow}`);
          return part === 'always' && flow === 'next' ? (before.at(-1) ?? 'next') : flow;
        },
        leave: (_node, _down, inside) => inside.at(-1) ?? 'next',
        goesOn: (flow) => flow === 'next',
        failed(error) {
          events.push(`bug in ${(error as Error).message}`);
          return 'failed';
        },
      },
    );
    return [...events, flows.at(-1) ?? 'next'];
  }

  it('lets an engine go into a rescue only after a failure', async () => {
    expect((await run({})).join(', ')).to.equal(
      'a, begin block, b1, b2, end block: next, begin always, z1, end always: next, left, d, next',
    );
    expect((await run({ b1: 'failed' })).join(', ')).to.equal(
      'a, begin block, b1, end block: failed, begin rescue, r1, end rescue: next, begin always, z1, end always: next, left, d, next',
    );
    expect((await run({ b1: 'throws', r1: 'failed' })).join(', ')).to.equal(
      'a, begin block, b1, bug in b1, end block: failed, begin rescue, r1, end rescue: failed, begin always, z1, end always: next, failed',
    );
  });

  it('lets an engine come to always after a stop, and no further', async () => {
    expect((await run({ b1: 'stopped' })).join(', ')).to.equal(
      'a, begin block, b1, end block: stopped, begin always, z1, end always: next, stopped',
    );
    expect((await run({ a: 'stopped' })).join(', ')).to.equal('a, stopped');
  });

  it('ends with the exception where nobody says what it means', async () => {
    const walking = walkInTime(nodes, '', { ...writer, task: () => Promise.reject(new Error('no')) });
    let message = '';
    await walking.catch((error: unknown) => (message = (error as Error).message));
    expect(message).to.equal('no');
  });
});

describe('visitNodes', () => {
  it('calls for every node, outer ones first, and leaves out what it is told to', () => {
    const names: string[] = [];
    visitNodes(nodes, 0, (node, depth) => {
      names.push(`${depth}${nameOf(node)}`);
      return nameOf(node) === 'b' ? undefined : { down: depth + 1 };
    });
    expect(names.join(' ')).to.equal('0a 0b 0c 1left 1right 2in it 0d');
  });
});
