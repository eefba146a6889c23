import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { knownCommands, type KnownCommands } from '../../catalog/index.ts';
import type { Port, ReadText } from '../../lsp/port.ts';
import { sessionNeeds } from '../../model/session-needs.ts';
import type { Program } from '../../program/program.ts';
import { scriptsIn } from '../../program/scripts-in.ts';
import type { ScriptFacts } from '../../values/script-facts.ts';
import { catalogsOf, readCatalogs } from '../catalog/read-catalogs.ts';
import type { Environment } from '../environment.ts';
import { bindFromFlags } from '../parameters/bind-from-flags.ts';
import { checkRunbooks, readRunbook, type ReadRunbook } from '../validate/check-runbook.ts';
import type { ParsedScripts } from '../validate/parsed-scripts.ts';
import { findParser, parseScriptsOf } from '../validate/script-parser.ts';

export interface LspFlags {
  readonly allowOutside?: boolean;
  readonly catalog?: readonly string[];
  readonly powershell?: string;
}

/** Scripts of which it is remembered what PowerShell has said: all of some large runbooks, in their last versions. */
const MOST_SCRIPTS = 2000;

/** What the language server asks of the other commands' code: reading and checking as `validate` does. */
export async function createPort(flags: LspFlags, environment: Environment): Promise<Port> {
  const given = await readCatalogs(flags.catalog, environment);
  const facts = new Map<string, ScriptFacts>();
  const commands = new WeakMap<Program, KnownCommands>();
  const reads = new WeakMap<ReadText, ReadRunbook>();
  const anySession = knownCommands({ edition: undefined, modules: [], catalogs: given.catalogs });

  const scriptsOf = async (program: Program, which: 'known' | 'all'): Promise<ParsedScripts> => {
    const isNew = scriptsIn(program).some(({ action }) => !facts.has(action.script));
    if (which === 'known' || !isNew) return { facts };
    if (facts.size > MOST_SCRIPTS) facts.clear();
    const parsed = await parseScriptsOf([program], environment, () =>
      findParser(flags.powershell, environment),
    );
    if ('unparsed' in parsed) return parsed;
    for (const [script, each] of parsed.facts) facts.set(script, each);
    return { facts };
  };

  return {
    read(path, fileSystem) {
      const found = { path: resolve(path), shown: path, shipped: false };
      const read = readRunbook(found, environment, { allowOutside: flags.allowOutside, fileSystem });
      reads.set(read, read);
      return read;
    },
    async check(text, which) {
      const read = reads.get(text);
      if (!read) throw new TypeError('a runbook was to be checked that nobody had read');
      const scripts = read.draft ? await scriptsOf(read.draft, which) : { facts };
      const [checked] = await checkRunbooks([read], environment, {
        ...flags,
        scripts,
        scenarios: which === 'all',
      });
      if (!checked) throw new TypeError('a runbook was checked, and nothing came of it');
      return checked;
    },
    commands(program) {
      if (!program) return anySession;
      const before = commands.get(program);
      if (before) return before;
      const { edition, modules } = sessionNeeds(program.runbook);
      const catalogs = [...given.catalogs, ...catalogsOf(program.runbook).catalogs];
      const found = knownCommands({ edition, modules, catalogs });
      commands.set(program, found);
      return found;
    },
    async bind(program) {
      const { parameters } = await bindFromFlags(
        program.runbook,
        { flags: {}, leaveOpen: true },
        environment,
      );
      return parameters;
    },
    pageOf: (code) => pathToFileURL(join(environment.packageDirectory, 'docs', 'checks', `${code}.md`)).href,
  };
}
