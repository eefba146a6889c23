import type { Mark } from './flow-graph.ts';

/** What the checks know of nodes, by their ids: the mark, and a sentence. */
export type Known = ReadonlyMap<string, { readonly mark: Mark; readonly text: string }>;
