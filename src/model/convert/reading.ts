import type { SchemaName } from '../../document/schema.ts';
import type { DocumentNode, RunbookDocument } from '../../document/node.ts';
import type { Parse } from '../../document/parse-once.ts';
import type { NamedCatalog, Parameter } from '../runbook.ts';

/** What is known of the files that a runbook consists of, while it is read. */
export interface Reading {
  /** Makes documents of the files that it takes in. */
  readonly parse: Parse;
  /** The folder that they have to lie in, as messages name it and really; missing where they may lie anywhere. */
  readonly root: { readonly path: string; readonly real: string | undefined } | undefined;
  /** Where the runbook really lies, where it was reached by a link to the file: what it names is looked for beside the link. */
  readonly linkedTo: string | undefined;
  /** Parsed files by their keys; undefined where a file is no YAML, which has been reported. */
  readonly documents: Map<string, RunbookDocument | undefined>;
  /** What each is, for the schema's word on it. */
  readonly schemas: Map<RunbookDocument, SchemaName>;
  /** Keys of the files that are parts of the runbook and no runbooks themselves. */
  readonly parts: Set<string>;
  /** The catalogs of commands that are named, by their keys. */
  readonly catalogs: Map<string, NamedCatalog>;
  /** The runbook's own parameters. */
  readonly parameters: Map<string, Parameter>;
  /** Which of them take variables of the environment, by the names of these in capitals. */
  readonly inputs: Map<string, string>;
  /** Scalars that were read as templates, expressions or scripts: braces in another one are a mistake. */
  readonly evaluated: Set<DocumentNode>;
  /** Files taken in so far, each as often as it is; and their characters. */
  readonly taken: { files: number; characters: number };
}

/** How much a runbook can become by including: a chain of files that double each other grows beyond all bounds. */
export const LIMITS = { depth: 20, files: 1000, characters: 20_000_000 };
