/** Parameters that the product's documentation says cannot go together, though a parameter set has them both. */
interface Contradiction {
  readonly command: string;
  readonly names: readonly [string, string];
  /** What each of them does, as the reason. */
  readonly reason: string;
}

/** Of the commands of the catalogs that are shipped. */
export const contradictions: readonly Contradiction[] = [
  {
    command: 'Install-CsDatabase',
    names: ['Update', 'Clean'],
    reason: '"Clean" deletes the databases, "Update" keeps them and brings them up to date',
  },
];
