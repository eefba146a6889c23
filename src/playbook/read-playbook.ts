import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileSystem } from '../document/file-system.ts';
import { entryOf, type DocumentNode, type RunbookDocument } from '../document/node.ts';
import { parseDocument } from '../document/parse-document.ts';
import { readText } from '../document/read-text.ts';
import { CommentPool } from './comment-pool.ts';
import type { Converting, Shared } from './converting.ts';

interface ReadPlaybook {
  readonly document: RunbookDocument | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Tags such as `!vault` are Ansible's; whoever reads such a value says so. */
export function readPlaybook(path: string, fileSystem: FileSystem): ReadPlaybook {
  const { file, diagnostics } = readText(path, fileSystem);
  if (!file) return { document: undefined, diagnostics };
  const parsed = parseDocument(file, { allComments: true });
  const errors = parsed.diagnostics.filter(
    ({ severity, code, message }) =>
      severity === 'error' && !(code === 'yaml-unsupported' && message.startsWith('the tag "!')),
  );
  return errors.length > 0
    ? { document: undefined, diagnostics: errors }
    : { document: parsed.document, diagnostics: [] };
}

/** What is at hand while the nodes of a file are converted. `role`: whose file it is. */
export function begin(
  { file, comments }: RunbookDocument,
  shared: Shared,
  role: string | undefined,
): Converting {
  return { ...shared, file, comments: new CommentPool(file, comments), role };
}

/** What the list at the top of a file is one of; undefined where it is none, or of neither. */
export function kindOf(root: DocumentNode): 'plays' | 'tasks' | undefined {
  if (root.kind !== 'sequence' || root.items.length === 0) return undefined;
  const isPlay = (item: DocumentNode): boolean =>
    item.kind === 'mapping' &&
    ['hosts', 'import_playbook', 'ansible.builtin.import_playbook'].some(
      (key) => entryOf(item, key) !== undefined,
    );
  if (root.items.some(isPlay))
    return root.items.every((item) => item.kind === 'mapping') ? 'plays' : undefined;
  return root.items.every((item) => item.kind === 'mapping' && item.entries.length > 0) ? 'tasks' : undefined;
}
