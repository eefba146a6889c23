/** What compares what is there with what is to be, and changes each thing in one step: done again, it comes to the same. */
const REPEATABLE: ReadonlySet<string> = new Set(['copy', 'template', 'fetch']);

/** Whether an action or its call can be done again when nobody knows how far it has come. */
export function isRepeatable({ kind }: { readonly kind: string }): boolean {
  return REPEATABLE.has(kind);
}
