/** Something that a runbook cannot say, thrown through the converter of a task or variable to whoever writes the reason in its place. */
export class CannotSay extends Error {
  /** Without a full stop. */
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}
