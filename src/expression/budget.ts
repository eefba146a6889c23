import { costFault } from './fault.ts';

/** Steps that one evaluation may take: about a second of work. */
const STEPS = 3_000_000;
/** Code units of a text that an expression makes. */
const MAX_TEXT = 32 * 1024 * 1024;
/** Items of a list that an expression makes. */
const MAX_ITEMS = 2_000_000;
/** Bits of an integer that an expression makes: some 40,000 digits. */
const MAX_BITS = 131_072;

/** What one evaluation may still cost. Expressions are data of the runbook's author; none may hang a run. */
export class Budget {
  #left = STEPS;

  /** One step is about one node evaluated, one item visited, or 64 characters copied. */
  spend(steps = 1): void {
    this.#left -= steps;
    if (this.#left < 0) throw costFault('the expression takes too many steps');
  }

  /** Adds steps for work in proportion to data that is there already. */
  allow(steps: number): void {
    this.#left += steps;
  }

  /** Refuses a text of this length before it is made. */
  text(length: number): void {
    if (length > MAX_TEXT)
      throw costFault(`the text would be ${length} characters long, at most ${MAX_TEXT} are allowed`);
    this.spend(1 + Math.floor(length / 64));
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
}
