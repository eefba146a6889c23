import type { SourceFile } from '../diagnostics/source.ts';
import { entryOf } from '../document/node.ts';
import { kindOf, schemaNamed } from './names/runbook-index.ts';
import type { Port } from './port.ts';
import type { Schema } from './schema/schema-at.ts';
import type { PositionEncoding } from './text/encoded-position.ts';
import type { OpenRunbook, Workspace } from './workspace.ts';

/** What answering a request needs. */
export interface Context {
  readonly workspace: Workspace;
  readonly port: Port;
  readonly encoding: PositionEncoding;
}

/** A place in a file, with the runbook that the file belongs to. */
export interface Spot {
  readonly file: SourceFile;
  readonly offset: number;
  readonly runbook: OpenRunbook;
  /** What the file has to keep; of a file of variables nothing. */
  readonly schema: Schema;
}

export function spotAt(file: SourceFile, offset: number, { workspace }: Context): Spot {
  return { file, offset, runbook: workspace.runbookOf(file.path), schema: schemaOf(file, workspace) };
}

function schemaOf(file: SourceFile, workspace: Workspace): Schema {
  if (/[\\/]rehearsal[\\/]scenarios[\\/][^\\/]+$/.test(file.path)) return schemaNamed('scenario');
  const { document } = workspace.healed(file);
  if (!document) return schemaNamed('runbook');
  const { root } = document;
  const isPart = workspace.runbookOf(file.path).path !== file.path;
  if (isPart && root.kind === 'mapping' && !entryOf(root, 'tasks')) return {};
  return schemaNamed(isPart ? 'tasks' : kindOf(document));
}
