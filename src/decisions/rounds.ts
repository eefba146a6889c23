import type { Loop } from '../model/loop.ts';
import type { ProgramNode } from '../program/program.ts';
import { isList } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import type { Domains, Situation } from './situation.ts';

/** More rounds than these are not gone through. */
const mostRounds = 256;

/** A node of which is asked how often a run has done it. */
export interface Done {
  readonly node: ProgramNode;
  /** Whether it stands before the place, or around it. */
  readonly isBefore: boolean;
  /** What it reads. */
  readonly domains: Domains;
}

/**
 * The situations in which a run does a node before it comes to a place in one round of the place's loops: all earlier rounds of the loops around both, and this
 * one where the node stands before the place; in each of them all rounds of the loops around the node alone. Of a loop whose items do not matter one round stands
 * for all. Nothing where there are too many.
 */
export function roundsBefore(
  { node, isBefore, domains }: Done,
  place: ProgramNode,
  situation: Situation,
): readonly Situation[] | undefined {
  const isShared = (loop: Loop, index: number) => place.loops[index] === loop;
  const shared = node.loops.filter((loop, index) => isShared(loop, index) && situation.has(loop));
  const inner = node.loops.filter((loop, index) => !isShared(loop, index) && domains.has(loop));
  const sizes = [...shared, ...inner].map((loop) => itemsOf(loop).length);
  if (sizes.reduce((product, size) => product * size, 1) > mostRounds) return undefined;

  let whole: readonly Situation[] = [new Map()];
  for (const loop of inner)
    whole = whole.flatMap((round) => itemsOf(loop).map((item) => within(round, loop, item)));
  let done: readonly Situation[] = isBefore ? whole : [];
  for (const loop of shared.toReversed()) {
    const items = itemsOf(loop);
    const all = whole;
    const roundsOf = (item: Value) => all.map((round) => within(round, loop, item));
    const choice = situation.get(loop);
    const now = items.findIndex((item) => choice?.kind === 'value' && choice.value === item);
    const thisRound = items
      .slice(now, now + 1)
      .flatMap((item) => done.map((round) => within(round, loop, item)));
    done = [...items.slice(0, now).flatMap(roundsOf), ...thisRound];
    whole = items.flatMap(roundsOf);
  }
  return done.map((round) => new Map([...situation, ...round]));
}

function within(round: Situation, loop: Loop, value: Value): Situation {
  return new Map([...round, [loop, { kind: 'value', value, sure: true }]]);
}

function itemsOf({ items }: Loop): readonly Value[] {
  return items.kind === 'value' && isList(items.value) ? items.value : [];
}
