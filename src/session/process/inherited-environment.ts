/** What starts the names of variables that carry parameters, as `src/plan/` reads them. */
const PARAMETER = /^RUNBOOK_PARAM_/i;

/**
 * What of our environment the programs get that we start: all but the parameters, which may be secrets and are for the runner alone. Every user's tools can show
 * the environment of a process, and a crash dump has it. Their names know no case, on Windows because no name does, elsewhere because the runner reads them so.
 */
export function inheritedEnvironment(ours: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  const environment = { ...ours };
  for (const name of Object.keys(environment)) {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
    if (PARAMETER.test(name)) delete environment[name];
  }
  return environment;
}
