import { expect } from 'chai';
import type { Expression } from '../../src/expression/index.ts';
import { nodesOf } from '../../src/program/nodes-of.ts';
import { lowered, nameOf } from './lowered.ts';

const site = lowered(`
vars: { where: play }
tags: all_of_it
timeout: 1m
environment: { A: play }
tasks:
  - name: First
    debug: {}
  - name: Outer
    when: [one, two]
    vars: { where: block }
    tags: [all_of_it, inner]
    no_log: true
    block:
      - name: Inside
        when: three
        timeout: 2m
        environment: { B: task }
        debug: {}
    always:
      - name: Decide
        when: four
        choose:
          - name: Left
            when: five
            debug: {}
          - name: Right
            when: six
            vars: { where: branch }
            block:
              - name: In the branch
                when: seven
                debug: {}
            rescue:
              - name: After
                no_log: false
                debug: {}
`);

const texts = (conditions: readonly Expression[]) => conditions.map(({ source }) => source.text);

describe('A program', () => {
  it('has the nodes of the runbook in its order, each with its id and its depth', () => {
    const nodes = nodesOf(site.program).map((node) => `${node.depth} ${node.id} ${nameOf(node)}`);
    expect(nodes).to.deep.equal([
      '0 tasks/0 First',
      '0 tasks/1 Outer',
      '1 tasks/1/block/0 Inside',
      '1 tasks/1/always/0 Decide',
      '2 tasks/1/always/0/choose/0 Left',
      '2 tasks/1/always/0/choose/1 Right',
      '3 tasks/1/always/0/choose/1/block/0 In the branch',
      '3 tasks/1/always/0/choose/1/rescue/0 After',
    ]);
    const branches = nodesOf(site.program).filter(({ isBranch }) => isBranch);
    expect(branches.map(nameOf)).to.deep.equal(['Left', 'Right']);
  });

  it('has the sections of a block in their order, without those that are empty', () => {
    const sections = (name: string) => {
      const node = site.node(name);
      return node.kind === 'block' ? node.sections.map(({ part, id }) => `${part} ${id}`) : [];
    };
    expect(sections('Outer')).to.deep.equal(['block tasks/1', 'always tasks/1/always']);
    expect(sections('Right')).to.deep.equal([
      'block tasks/1/always/0/choose/1',
      'rescue tasks/1/always/0/choose/1/rescue',
    ]);
  });

  it('numbers the plays', () => {
    const { program } = lowered('- tasks: [{ debug: {} }]\n- tasks: [{ debug: {} }]\n');
    expect(program.plays.map(({ id }) => id)).to.deep.equal(['plays/0', 'plays/1']);
    expect(site.program.plays.map(({ id }) => id)).to.deep.equal(['plays/0']);
  });

  it('says of each node all the conditions that have to hold, but not those that a choose asks', () => {
    const conditions = (name: string) => texts(site.node(name).conditions);
    expect(conditions('First')).to.deep.equal([]);
    expect(conditions('Inside')).to.deep.equal(['one', 'two', 'three']);
    expect(conditions('Decide')).to.deep.equal(['one', 'two', 'four']);
    expect(conditions('Left')).to.deep.equal(['one', 'two', 'four']);
    expect(conditions('Right')).to.deep.equal(['one', 'two', 'four']);
    expect(conditions('In the branch')).to.deep.equal(['one', 'two', 'four', 'seven']);
  });

  it('gathers vars, tags and environments from outside inwards', () => {
    const places = (name: string) =>
      site.node(name).layers.map((layer) => {
        const argument = layer.get('where');
        return argument?.kind === 'value' ? argument.value : undefined;
      });
    expect(places('First')).to.deep.equal(['play']);
    expect(places('Inside')).to.deep.equal(['play', 'block']);
    expect(places('In the branch')).to.deep.equal(['play', 'block', 'branch']);
    expect([...site.node('First').tags]).to.deep.equal(['all_of_it']);
    expect([...site.node('Inside').tags]).to.deep.equal(['all_of_it', 'inner']);
    expect(site.node('Inside').environments).to.have.length(2);
    expect(site.node('After').environments).to.have.length(1);
  });

  it('shares what a node takes over unchanged', () => {
    const [play] = site.program.plays;
    expect(site.node('First').layers).to.equal(play?.layers);
    expect(site.node('First').tags).to.equal(play?.tags);
    expect(site.node('Left').layers).to.equal(site.node('Outer').layers);
    expect(site.node('Left').conditions).to.equal(site.node('Decide').conditions);
  });

  it('takes the nearest setting', () => {
    const literal = (setting: { kind: string; value?: unknown } | undefined) => setting && setting.value;
    expect(literal(site.node('Inside').timeout)).to.equal(120_000);
    expect(literal(site.node('In the branch').timeout)).to.equal(60_000);
    expect(literal(site.node('First').noLog)).to.equal(undefined);
    expect(literal(site.node('In the branch').noLog)).to.equal(true);
    expect(literal(site.node('After').noLog)).to.equal(false);
  });

  it('has the handlers of a play beside its nodes, and each task knows whom it notifies', () => {
    const two = lowered(`
      - vars: { where: play }
        tasks:
          - notify: [outer]
            block:
              - { name: Inherits, debug: {} }
              - { name: Has its own, debug: {}, notify: [one, '{{ two }}'] }
        handlers:
          - { name: one, debug: {}, listen: [outer, other] }
          - { name: two, listen: outer, block: [{ name: Inside, debug: {} }] }`);
    const names = (name: string) =>
      two
        .node(name)
        .notify?.flatMap((setting) => (setting.kind === 'literal' ? setting.value : [setting.kind]));
    expect(names('Inherits')).to.deep.equal(['outer']);
    expect(names('Has its own')).to.deep.equal(['one', 'template']);
    expect(names('Inside')).to.equal(undefined);
    const [play] = two.program.plays;
    expect(play?.handlers.map(({ node: { id }, listen }) => `${id} ${listen.join(' ')}`)).to.deep.equal([
      'plays/0/handlers/0 outer other',
      'plays/0/handlers/1 outer',
    ]);
    expect(two.node('Inside').layers).to.equal(play?.layers);
    expect(nodesOf(two.program).map(({ id }) => id)).to.deep.equal([
      'plays/0/tasks/0',
      'plays/0/tasks/0/block/0',
      'plays/0/tasks/0/block/1',
      'plays/0/handlers/0',
      'plays/0/handlers/1',
      'plays/0/handlers/1/block/0',
    ]);
  });
});
