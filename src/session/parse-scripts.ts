import type { ScriptFacts } from '../values/script-facts.ts';
import type { PowerShellProgram } from './find/powershell-program.ts';
import { openScriptCache } from './script-cache.ts';
import type { AskParser, SessionRequirements } from './session.ts';
import { readScriptFacts } from './wire/read-script-facts.ts';

export interface ScriptParsing {
  readonly powershell: PowerShellProgram;
  /** Says where the per-user cache is. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A process of this PowerShell that is there anyway. Default: one is started for it, and ended. */
  readonly ask?: AskParser | undefined;
  /** Ends the process. */
  readonly signal?: AbortSignal;
}

/**
 * What PowerShell's parser says of scripts, by their texts: from the per-user cache, or by one process for all that are not in it. A script that is not in the result
 * is one of which nothing is known. Errors: rejects with `SessionLost` or `SessionUnavailable`.
 */
export async function parseScripts(
  scripts: readonly string[],
  {
    powershell,
    environment,
    signal,
    ask = (texts) => askOwnProcess(powershell, texts, signal),
  }: ScriptParsing,
): Promise<ReadonlyMap<string, ScriptFacts>> {
  const cache = openScriptCache(powershell, environment);
  const facts = new Map<string, ScriptFacts>();
  const missing: string[] = [];
  for (const script of new Set(scripts)) {
    const known = factsIn(cache.read(script));
    if (known) facts.set(script, known);
    else missing.push(script);
  }
  if (missing.length === 0) return facts;
  const answers = await ask(missing);
  const kept = new Map<string, Uint8Array>();
  for (const [index, script] of missing.entries()) {
    const bytes = answers[index];
    const found = factsIn(bytes);
    if (!bytes || !found) continue;
    facts.set(script, found);
    kept.set(script, bytes);
  }
  cache.write(kept);
  return facts;
}

function factsIn(bytes: Uint8Array | undefined): ScriptFacts | undefined {
  return bytes === undefined || bytes.length === 0 ? undefined : readScriptFacts(bytes);
}

/** Nothing but parsing is asked of it: it is never told what its session is to have. */
async function askOwnProcess(
  powershell: PowerShellProgram,
  scripts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Uint8Array[]> {
  // Most often the cache knows all of them.
  const { openSession } = await import('./open-session.ts');
  const done = new AbortController();
  const stop = signal ? AbortSignal.any([signal, done.signal]) : done.signal;
  const requirements = new Promise<SessionRequirements>(() => undefined);
  let opening: Promise<unknown> = Promise.resolve();
  try {
    return await new Promise((resolve, reject) => {
      const onParser = (ask: AskParser) => void ask(scripts).then(resolve, reject);
      opening = openSession({ powershell, requirements, signal: stop, onParser });
      opening.catch(reject);
    });
  } finally {
    done.abort();
    await opening.catch(() => undefined);
  }
}
