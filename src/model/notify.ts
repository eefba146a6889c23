import type { Location } from '../diagnostics/source.ts';
import type { Setting } from './setting.ts';

/** `notify`: each gives the names of handlers, or topics, to which the change is told. */
export type Notify = readonly Setting<readonly string[]>[];

/** What a handler listens to. */
export interface Topic {
  readonly name: string;
  readonly location: Location;
}
