/**
 * A PowerShell as it is started: a program, and what has to stand before PowerShell's own arguments. `pwsh` is a program by itself; the
 * runner's own copy is `dotnet` with the path of its `pwsh.dll`.
 */
export interface PowerShellProgram {
  readonly executable: string;
  readonly arguments: readonly string[];
}

/** What a user is told of it: the file that is PowerShell. */
export function programText({ executable, arguments: leading }: PowerShellProgram): string {
  return leading.at(-1) ?? executable;
}

/** For every PowerShell that we start: nothing is sent to anyone, and nothing is asked of anyone, on behalf of a server in maintenance. */
export const powershellVariables = {
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  POWERSHELL_UPDATECHECK: 'Off',
} as const;
