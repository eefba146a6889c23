/** How many objects the far end keeps: the newest. Its LiveObjects.cs has the same number. */
const MOST = 10_000;
/** Runspaces return objects at the same time: close to its end, an object may be gone when a call that needs it arrives. */
const MARGIN = 1000;

/**
 * Which values stand for objects that live in a session. What a task returned can go back into the session as the object that it is, as long
 * as both live; a value that nobody holds any more releases its object.
 */
export class LiveObjects {
  readonly #release: (numbers: readonly number[]) => void;
  readonly #registry = new FinalizationRegistry<number>((number) => this.#collect(number));
  readonly #numbers = new WeakMap<object, number>();
  #collected: number[] = [];
  #last = 0;
  #ended = false;

  /** `release` is told in batches which objects nobody needs any more. */
  constructor(release: (numbers: readonly number[]) => void) {
    this.#release = release;
  }

  /** The value is the copy of the object with this number. */
  add(value: object, number: number): void {
    this.#last = Math.max(this.#last, number);
    this.#numbers.set(value, number);
    this.#registry.register(value, number);
  }

  /** The number of the object of this session that a value stands for; undefined where there is none, or none any more. */
  find(value: object): number | undefined {
    const number = this.#numbers.get(value);
    return number === undefined || this.#ended || number <= this.#last - MOST + MARGIN ? undefined : number;
  }

  /** The session has ended, and all its objects with it. */
  end(): void {
    this.#ended = true;
  }

  #collect(number: number): void {
    if (this.#ended) return;
    this.#collected.push(number);
    if (this.#collected.length > 1) return;
    setImmediate(() => {
      const numbers = this.#collected;
      this.#collected = [];
      if (!this.#ended) this.#release(numbers);
    });
  }
}
