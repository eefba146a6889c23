/** A piece of script and what its output is as JSON. `$d` is an empty folder; errors and warnings are not output. */
export type CmdletCase = readonly [title: string, script: string, expected: unknown];

/** By the cmdlet's name. */
export type CmdletCases = Readonly<Record<string, readonly CmdletCase[]>>;
