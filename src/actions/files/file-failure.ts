/** The host, or the runner's machine, refuses: the message says why. */
export class FileFailure extends Error {
  readonly help: string | undefined;
  constructor(message: string, help?: string) {
    super(message);
    this.name = 'FileFailure';
    this.help = help;
  }
}
