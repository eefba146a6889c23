/** How what a task registers here differs from what its module registers in Ansible. */
export type Shape =
  /** It has the same members. */
  | { readonly kind: 'same' }
  /** The module's members are in `result`, which the script sets. */
  | { readonly kind: 'result' }
  /** A script's: `output` instead of `stdout`. */
  | { readonly kind: 'script' }
  /** A cmdlet's: members by their paths, and what is to be written instead. */
  | { readonly kind: 'cmdlet'; readonly members: Readonly<Record<string, string>> };

/** What every result has, here as in Ansible. */
const EVERY: ReadonlySet<string> = new Set(
  'changed failed skipped unreachable msg attempts start end delta results item ansible_loop_var ansible_job_id started finished ansible_index_var ansible_loop'.split(
    ' ',
  ),
);

/** Of a script's result what is there as in Ansible. */
const OF_SCRIPT: ReadonlySet<string> = new Set(
  'rc output error warning verbose debug information result host_out host_err'.split(' '),
);

export interface Renamed {
  /** How many steps behind the register's name it takes the place of. */
  readonly steps: number;
  /** What stands before the register's name, which is left out where it is empty. */
  readonly before: string;
  /** What stands behind it instead of the steps. */
  readonly after: string;
}

/** What a path into a result is here: undefined where it is the same. The reason where nothing is. */
export function renamed(
  shape: Shape,
  path: readonly string[],
): Renamed | undefined | { readonly reason: string } {
  const [first] = path;
  if (first === undefined || shape.kind === 'same' || EVERY.has(first)) return undefined;
  switch (shape.kind) {
    case 'result':
      return first === 'rc' ? undefined : { steps: 0, before: '', after: '.result' };
    case 'cmdlet': {
      for (let steps = path.length; steps > 0; steps--) {
        const after = shape.members[path.slice(0, steps).join('.')];
        if (after !== undefined) return { steps, before: '', after: `.${after}` };
      }
      return { reason: `a result has no "${path.join('.')}" here` };
    }
    case 'script':
      return renamedOfScript(first);
  }
}

function renamedOfScript(first: string): Renamed | undefined | { readonly reason: string } {
  if (OF_SCRIPT.has(first)) return undefined;
  if (first === 'stdout') return { steps: 1, before: '(', after: ".output | join('\\n'))" };
  if (first === 'stdout_lines') return { steps: 1, before: '', after: '.output' };
  if (first === 'stderr')
    return { steps: 1, before: '(', after: ".error | map(attribute='message') | join('\\n'))" };
  if (first === 'stderr_lines')
    return { steps: 1, before: '(', after: ".error | map(attribute='message') | list)" };
  return { reason: `a script's result has no "${first}"` };
}
