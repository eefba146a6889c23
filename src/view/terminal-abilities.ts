/** What a stream's terminal can do, if it is one. */
export interface TerminalAbilities {
  /** It can be drawn on: a terminal that is not a dumb one. */
  readonly live: boolean;
  /** `NO_COLOR` (no-color.org) turns colours off wherever it has a value. */
  readonly colours: boolean;
}

export function terminalAbilities(
  stream: { readonly isTTY?: boolean },
  variables: Readonly<Record<string, string | undefined>>,
): TerminalAbilities {
  const live = stream.isTTY === true && variables['TERM'] !== 'dumb';
  return { live, colours: live && (variables['NO_COLOR'] ?? '') === '' };
}
