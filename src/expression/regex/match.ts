import type { Budget } from '../budget.ts';
import { costFault } from '../fault.ts';
import { fold } from './character-classes.ts';
import type { Instruction, Program } from './compile.ts';

/*
 * A backtracking matcher that counts its steps: JavaScript's own cannot be interrupted, so that a pattern such as
 * `(a+)+$` could hang the run. The stack of what is left to try is an array, so no text is too long for it.
 */

/** Where to go on when the present way fails. */
type Choice =
  | { readonly kind: 'way'; readonly pc: number; readonly at: number }
  | { readonly kind: 'slot'; readonly slot: number; readonly value: number }
  /** A round of a loop that has not been tried. */
  | { readonly kind: 'round'; readonly pc: number; readonly at: number; readonly slot: number }
  /** A run of characters that can still give some back, or take some more. */
  | {
      readonly kind: 'run';
      readonly pc: number;
      readonly instruction: Run;
      readonly from: number;
      readonly at: number;
      /** Characters taken; counted for a reluctant run only. */
      readonly taken: number;
    };

type Run = Instruction & { op: 'run' };

/** Choices that may be open at once. */
const MAX_CHOICES = 1_000_000;
/** Steps between two looks at the budget. */
const STRIDE = 1024;

export interface Matching {
  readonly text: string;
  readonly budget: Budget;
  /** Positions by slot: two for each group, `-1` where there is none. */
  readonly slots: number[];
  /** The place at which an empty match does not count, or -1. */
  readonly notEmptyAt: number;
}

/** The end of the match that starts here, or -1. */
export function matchAt(matching: Matching, program: Program, start: number): number {
  const { text, slots, budget } = matching;
  const choices: Choice[] = [];
  let steps = 0;
  let pc = 0;
  let at = start;
  for (;;) {
    if (++steps % STRIDE === 0) {
      budget.spend(STRIDE);
      if (choices.length > MAX_CHOICES) throw costFault('the regular expression has too many ways to match');
    }
    const instruction = program[pc];
    if (instruction === undefined) throw new TypeError('a regular expression without an end');
    let ok = true;
    switch (instruction.op) {
      case 'character': {
        const code = text.codePointAt(at);
        ok = code !== undefined && instruction.test(code);
        if (ok) at += width(code ?? 0);
        pc++;
        break;
      }
      case 'run': {
        const end = takeRun(matching, instruction, at);
        ok = end !== -1;
        if (ok) {
          const least = instruction.least === 0 ? at : skipCharacters(text, at, instruction.least);
          if (instruction.greedy && end > least) {
            choices.push({ kind: 'run', pc: pc + 1, instruction, from: least, at: end, taken: 0 });
          } else if (!instruction.greedy) {
            choices.push({
              kind: 'run',
              pc: pc + 1,
              instruction,
              from: at,
              at: end,
              taken: instruction.least,
            });
          }
          at = end;
        }
        pc++;
        break;
      }
      case 'split':
        choices.push({ kind: 'way', pc: instruction.second, at });
        pc = instruction.first;
        break;
      case 'jump':
        pc = instruction.to;
        break;
      case 'save':
        choices.push({ kind: 'slot', slot: instruction.slot, value: slots[instruction.slot] ?? -1 });
        slots[instruction.slot] = at;
        pc++;
        break;
      case 'enter-loop':
        choices.push({ kind: 'slot', slot: instruction.slot, value: slots[instruction.slot] ?? -1 });
        slots[instruction.slot] = -1;
        pc++;
        break;
      case 'loop':
        pc = round(matching, instruction, at, choices);
        break;
      case 'assertion':
        ok = instruction.holds(text, at);
        pc++;
        break;
      case 'look':
        ok = look(matching, instruction, at, choices);
        pc++;
        break;
      case 'back-reference': {
        const end = repeatGroup(matching, instruction.index, instruction.ignoreCase, at);
        ok = end !== -1;
        if (ok) at = end;
        pc++;
        break;
      }
      case 'match':
        if (at !== matching.notEmptyAt || at !== start) {
          budget.spend(steps % STRIDE);
          return at;
        }
        ok = false;
    }
    if (ok) continue;
    const way = backtrack(matching, choices);
    if (!way) {
      budget.spend(steps % STRIDE);
      return -1;
    }
    pc = way.pc;
    at = way.at;
  }
}

function backtrack(matching: Matching, choices: Choice[]): { pc: number; at: number } | undefined {
  for (let choice = choices.pop(); choice; choice = choices.pop()) {
    switch (choice.kind) {
      case 'slot':
        matching.slots[choice.slot] = choice.value;
        break;
      case 'way':
        return choice;
      case 'round':
        choices.push({ kind: 'slot', slot: choice.slot, value: matching.slots[choice.slot] ?? -1 });
        matching.slots[choice.slot] = choice.at;
        return choice;
      case 'run': {
        const next = choice.instruction.greedy
          ? giveBack(matching.text, choice)
          : takeMore(matching.text, choice);
        if (next === undefined) break;
        choices.push({ ...choice, at: next, taken: choice.taken + 1 });
        return { pc: choice.pc, at: next };
      }
    }
  }
  return undefined;
}

/** Where a loop goes on: with another round or after it; the other way is left to be tried. */
function round(
  { slots }: Matching,
  loop: Instruction & { op: 'loop' },
  at: number,
  choices: Choice[],
): number {
  const { slot, body, exit } = loop;
  const last = slots[slot] ?? -1;
  if (last === at) return exit;
  if (loop.greedy) {
    choices.push({ kind: 'way', pc: exit, at }, { kind: 'slot', slot, value: last });
    slots[slot] = at;
    return body;
  }
  choices.push({ kind: 'round', pc: body, at, slot });
  return exit;
}

function giveBack(text: string, { from, at }: Choice & { kind: 'run' }): number | undefined {
  if (at <= from) return undefined;
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xdc00 && unit <= 0xdfff && at - 2 >= from ? at - 2 : at - 1;
}

function takeMore(text: string, { instruction, at, taken }: Choice & { kind: 'run' }): number | undefined {
  const code = text.codePointAt(at);
  if (code === undefined || !instruction.test(code)) return undefined;
  if (taken >= instruction.most) return undefined;
  return at + width(code);
}

/** The end of the run: as far as it goes, or as little as it must. */
function takeRun({ text, budget }: Matching, { test, least, most, greedy }: Run, start: number): number {
  const wanted = greedy ? most : least;
  let at = start;
  let count = 0;
  for (; count < wanted; count++) {
    const code = text.codePointAt(at);
    if (code === undefined || !test(code)) break;
    at += width(code);
  }
  budget.spend(count >> 2);
  return count < least ? -1 : at;
}

function skipCharacters(text: string, start: number, count: number): number {
  let at = start;
  for (let done = 0; done < count; done++) at += width(text.codePointAt(at) ?? 0);
  return at;
}

function look(
  matching: Matching,
  instruction: Instruction & { op: 'look' },
  at: number,
  choices: Choice[],
): boolean {
  const { behind } = instruction;
  // Each look goes back from where it is, and keeps what the groups have: both are paid for, also where it finds nothing.
  matching.budget.spend(((behind ?? 0) >> 2) + (matching.slots.length >> 3));
  const start = behind === undefined ? at : stepBack(matching.text, at, behind);
  if (start === undefined) return instruction.negative;
  const before = [...matching.slots];
  const end = matchAt({ ...matching, notEmptyAt: -1 }, instruction.program, start);
  const found = end !== -1 && (behind === undefined || end === at);
  for (const [slot, value] of before.entries()) {
    if (matching.slots[slot] === value) continue;
    // What a look-ahead has captured stays, until the way that led here fails.
    if (found && !instruction.negative) choices.push({ kind: 'slot', slot, value });
    else matching.slots[slot] = value;
  }
  return found !== instruction.negative;
}

function stepBack(text: string, from: number, count: number): number | undefined {
  if (from < count) return undefined;
  let at = from;
  for (let done = 0; done < count; done++) {
    if (at === 0) return undefined;
    const unit = text.charCodeAt(at - 1);
    at -= unit >= 0xdc00 && unit <= 0xdfff && at > 1 ? 2 : 1;
  }
  return at;
}

function repeatGroup(
  { text, slots, budget }: Matching,
  index: number,
  ignoreCase: boolean,
  at: number,
): number {
  const [start = -1, end = -1] = [slots[index * 2], slots[index * 2 + 1]];
  if (start === -1 || end === -1) return -1;
  budget.spend(ignoreCase ? end - start : (end - start) >> 4);
  const wanted = text.slice(start, end);
  const there = text.slice(at, at + wanted.length);
  const same = ignoreCase ? foldText(wanted) === foldText(there) : wanted === there;
  return same ? at + wanted.length : -1;
}

function foldText(text: string): string {
  return Array.from(text, (character) => String.fromCodePoint(fold(character.codePointAt(0) ?? 0))).join('');
}

function width(code: number): number {
  return code > 0xffff ? 2 : 1;
}
