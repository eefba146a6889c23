import type { Runbook, SessionSettings } from './runbook.ts';

/** What all plays of a runbook together ask of the session: the first edition and version that one names, and every module, the widest lines. */
export function sessionNeeds(runbook: Runbook): SessionSettings {
  const settings = runbook.plays.map(({ session }) => session);
  return {
    edition: settings.map(({ edition }) => edition).find((edition) => edition !== undefined),
    version: settings.map(({ version }) => version).find((version) => version !== undefined),
    width: widest(settings.flatMap(({ width }) => width ?? [])),
    modules: [...new Set(settings.flatMap(({ modules }) => modules))],
  };
}

function widest(widths: readonly number[]): number | undefined {
  return widths.length === 0 ? undefined : Math.max(...widths);
}
