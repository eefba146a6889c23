import type { Value } from '../values/value.ts';
import { deepSize, isCollection, type DeepSize } from '../values/deep-size.ts';
import { costFault } from './fault.ts';

/** Steps that one evaluation may take: about a second of work. */
const STEPS = 3_000_000;
/** Steps that may be added for large data. */
const ALLOWANCE = 8_000_000;
/** Code units of a text that an expression makes. */
const MAX_TEXT = 32 * 1024 * 1024;
/** Items of a list that an expression makes. */
const MAX_ITEMS = 2_000_000;
/** Bits of an integer that an expression makes: some 40,000 digits. */
const MAX_BITS = 131_072;
/** Code units of all texts in a value that an expression gives. */
const MAX_TEXT_INSIDE = 4 * MAX_TEXT;
/** Levels of a value that an expression gives; whatever walks it afterwards does so on the stack. */
const MAX_DEPTH = 500;

/** What one evaluation may still cost. Expressions are data of the runbook's author; none may hang a run. */
export class Budget {
  #left = STEPS;
  #allowance = ALLOWANCE;

  /** One step is about one node evaluated, one item visited, or 64 characters copied. */
  spend(steps = 1): void {
    this.#left -= steps;
    if (this.#left < 0) throw costFault('the expression takes too many steps');
  }

  /** Adds steps for work in proportion to data that is there already, as long as that is no work of seconds by itself. */
  allow(steps: number): void {
    const more = Math.min(steps, this.#allowance);
    this.#allowance -= more;
    this.#left += more;
  }

  /** Refuses a text of this length before it is made. */
  text(length: number): void {
    this.textSoFar(length);
    this.spend(1 + Math.floor(length / 64));
  }

  /** Refuses a text that has grown to this length; its parts are paid for where they are made. */
  textSoFar(length: number): void {
    if (length > MAX_TEXT)
      throw costFault(`the text would be ${length} characters long, at most ${MAX_TEXT} are allowed`);
  }

  /** Pays for reading a text that is there already. */
  read(text: string): void {
    if (text.length >= 64) this.spend(text.length >> 6);
  }

  /** Refuses a list of this length before it is made. */
  items(length: number): void {
    if (length > MAX_ITEMS)
      throw costFault(`the list would have ${length} items, at most ${MAX_ITEMS} are allowed`);
    this.spend(1 + Math.floor(length / 8));
  }

  /** Refuses an integer of this many bits before it is made. */
  bits(count: number): void {
    if (count > MAX_BITS) throw costFault('the integer would be too large');
    this.spend(1 + Math.floor(count / 64));
  }

  /**
   * Pays for a walk through all that is in a list, mapping or object, before it is taken. What is shared counts each time: such a walk
   * meets it each time.
   */
  walk(value: Value): DeepSize {
    const size = deepSize(value, ({ values, characters }) => values + characters / 64 > this.#left);
    this.spend(size.values + Math.floor(size.characters / 64));
    return size;
  }

  /** Pays for the text of a list, mapping or object, and refuses one that would be too long, before it is made. */
  writtenOut(value: Value): void {
    const { values, characters } = this.walk(value);
    // Each character is looked at, and may be written as four.
    this.spend(characters >> 2);
    this.textSoFar(characters + 2 * values);
  }
}

/** A value may leave an expression only if whatever walks it, shows it or writes it as JSON afterwards can do so. */
export function refuseEndless(value: Value): void {
  if (!isCollection(value)) return;
  const { values, characters, depth } = deepSize(value, (size) => problemOf(size) !== undefined);
  const problem = problemOf({ values, characters, depth });
  if (problem !== undefined) throw costFault(problem);
}

function problemOf({ values, characters, depth }: DeepSize): string | undefined {
  if (values > MAX_ITEMS) return `there would be more than ${MAX_ITEMS} values in the result`;
  if (characters > MAX_TEXT_INSIDE)
    return `there would be more than ${MAX_TEXT_INSIDE} characters in the result`;
  return depth > MAX_DEPTH ? 'the data is nested too deeply' : undefined;
}
