import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RunEvent } from '../../events/run-event.ts';
import { terminalAbilities } from '../../text/terminal-abilities.ts';
import { createJsonView } from '../../view/json-view.ts';
import { openLogFile } from '../../view/log-file.ts';
import { outputTo } from '../../view/output.ts';
import { createPlainView } from '../../view/plain-view.ts';
import type { RunView, Verbosity } from '../../view/view.ts';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';

/** Everything that shows one run. */
export interface RunViews {
  handle(event: RunEvent): void;
  /** Something that was seen before: only a view of the whole shows it, as it stands. */
  catchUp(event: RunEvent): void;
  suspend(): void;
  resume(): void;
  end(): Promise<void>;
  /** After `end`: to the log, and to people, not to programs. Where nobody reads it, it is not made. */
  writeSummary(makeText: () => string): void;
}

/** The view that was asked for, else a live one on a terminal and plain lines elsewhere; and the log. */
export async function createViews(
  flags: RunFlags,
  environment: Environment,
  now: () => number,
): Promise<RunViews | { readonly diagnostic: Diagnostic }> {
  const log = flags.log === undefined ? undefined : openLogFile(flags.log, { now: environment.now() });
  if (log && 'code' in log) return { diagnostic: log };
  const kind = flags.view ?? (isLive(environment) ? 'live' : 'plain');
  const view = await createView(kind, flags, environment, now);
  const views: readonly RunView[] = log ? [view, log] : [view];
  return {
    handle(event) {
      for (const each of views) each.handle(event);
    },
    catchUp(event) {
      if (kind === 'live' || event.type === 'run-started') for (const each of views) each.handle(event);
    },
    suspend: () => view.suspend(),
    resume: () => view.resume(),
    async end() {
      await view.end();
    },
    writeSummary(makeText) {
      if (kind === 'json' && !log) return;
      const text = makeText();
      const output = outputTo(environment.stdout);
      if (kind !== 'json') output.write(`\n${text}`);
      output.handOver();
      if (!log) return;
      log.append(`\n${text}`);
      void log.end();
      if (log.problem !== undefined)
        environment.stderr.write(`warning: the log is incomplete: ${log.problem}\n`);
    },
  };
}

async function createView(
  kind: 'live' | 'plain' | 'json',
  flags: RunFlags,
  environment: Environment,
  now: () => number,
): Promise<RunView> {
  const { stdout, stderr, variables } = environment;
  const output = outputTo(stdout);
  const verbosity = Math.min(flags.verbose, 3) as Verbosity;
  switch (kind) {
    case 'json':
      return createJsonView({ output });
    case 'plain':
      return createPlainView({ output, verbosity });
    case 'live': {
      // Only here, since loading it takes longer than a whole small run.
      const { createLiveView } = await import('../../view/live-view.ts');
      const { colours } = terminalAbilities(stdout, variables, environment.colours);
      return createLiveView({ stdout, stderr, colours, verbosity, now });
    }
  }
}

/** In CI a terminal is a recording: lines read better there. */
function isLive({ stdout, variables }: Environment): boolean {
  return terminalAbilities(stdout, variables).live && variables['CI'] === undefined;
}
