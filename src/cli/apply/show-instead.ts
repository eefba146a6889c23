import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';

/** What `--syntax-check`, `--list-tasks` and `--list-tags` show instead of a run; whether one of them was there. */
export async function showInstead(
  runbook: string,
  flags: RunFlags,
  environment: Environment,
): Promise<boolean> {
  // Loaded only here: a run needs none of it.
  if (flags.syntaxCheck) {
    const { validateRunbooks } = await import('../validate/validate.ts');
    await validateRunbooks([runbook], environment, flags);
    return true;
  }
  if (!flags.listTasks && !flags.listTags) return false;
  const { listSelected } = await import('../plan/list-selected.ts');
  await listSelected(runbook, flags, environment);
  return true;
}
