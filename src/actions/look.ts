import { unreachable } from '../diagnostics/unreachable.ts';
import type { Mapping } from '../values/value.ts';

/** What `wait_for` waits for. */
export type Condition = PortCondition | FileCondition;

export interface PortCondition {
  readonly kind: 'port';
  readonly host: string;
  readonly port: number;
  /** Whether it is to take connections, or to take none. */
  readonly state: 'started' | 'stopped';
  /** To be found in what it says by itself. */
  readonly searchRegex: string | undefined;
  /** Milliseconds that it has for one connection. */
  readonly connectTimeout: number;
}

export interface FileCondition {
  readonly kind: 'file';
  readonly path: string;
  /** Whether it is to be there, or to be gone. A folder counts, too. */
  readonly state: 'started' | 'stopped';
  /** To be found in what stands in it. */
  readonly searchRegex: string | undefined;
}

/** What one look has seen. */
export type Seen =
  /** `fields`: what the pattern has found. */
  | { readonly kind: 'so'; readonly fields: Mapping }
  | { readonly kind: 'not yet'; readonly why: string }
  /** In a rehearsal: however long is waited. */
  | { readonly kind: 'never'; readonly why: string }
  | { readonly kind: 'cannot tell'; readonly message: string; readonly help: string };

/** Looks once. Aborting ends the look. Rejects with `SessionUnavailable` where it is to be on a host that does not let it in. */
export type Look = (signal: AbortSignal) => Promise<Seen>;

/** The look for a condition: what it remembers from one time to the next belongs to one wait. */
export type LookFor = (condition: Condition) => Look;

/** `sql01:1433 takes connections` */
export function conditionText(condition: Condition): string {
  const { searchRegex, state } = condition;
  const searched = searchRegex === undefined ? '' : ` ${searchRegex}`;
  switch (condition.kind) {
    case 'port': {
      const port = portText(condition);
      if (searched !== '') return `${port} says${searched}`;
      return `${port} takes ${state === 'started' ? '' : 'no '}connections`;
    }
    case 'file':
      if (searched !== '') return `${condition.path} has${searched}`;
      return `${condition.path} is ${state === 'started' ? 'there' : 'gone'}`;
    default:
      return unreachable(condition);
  }
}

export function portText({ host, port }: Pick<PortCondition, 'host' | 'port'>): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
