/** What a stream's terminal can do, if it is one. */
export interface TerminalAbilities {
  /** It can be drawn on: a terminal that is not a dumb one. */
  readonly live: boolean;
  readonly colours: boolean;
}

/**
 * The one decision about colours. First counts what the command line asks for (`--color`, `--no-color`), then `FORCE_COLOR` (force-color.org;
 * as in Node's own, `0` and `false` turn them off), then `NO_COLOR` (no-color.org); without any of them a terminal has colours.
 */
export function terminalAbilities(
  stream: { readonly isTTY?: boolean },
  variables: Readonly<Record<string, string | undefined>>,
  asked?: boolean,
): TerminalAbilities {
  const live = stream.isTTY === true && variables['TERM'] !== 'dumb';
  return { live, colours: asked ?? byVariables(variables) ?? live };
}

function byVariables(variables: Readonly<Record<string, string | undefined>>): boolean | undefined {
  const forced = variables['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return (variables['NO_COLOR'] ?? '') === '' ? undefined : false;
}
