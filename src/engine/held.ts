/** A window lets nothing more begin. */
export interface Held {
  /** `rescue`: the block has failed. */
  readonly policy: 'stop' | 'rescue';
  /** The id of its block. */
  readonly block: string;
  /** Its name. */
  readonly window: string;
  /** One sentence. */
  readonly reason: string;
}
