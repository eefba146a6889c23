import { mapping, scalar, type WrittenEntry, type WrittenNode } from '../document/written.ts';
import type { Args } from './args.ts';
import type { Converting } from './converting.ts';
import type { Shape } from './shape.ts';

/** A task's use of a module. */
export interface ModuleCall {
  /** Without its collection. */
  readonly name: string;
  readonly args: Args;
  readonly converting: Converting;
  /** The members of its result that are read somewhere; `*` where any may be. */
  readonly read: ReadonlySet<string>;
}

/** What a module becomes: the action, and keywords that belong to it. */
export interface Made {
  readonly entries: readonly WrittenEntry[];
  readonly shape: Shape;
  /** What is not quite as in Ansible. */
  readonly remarks?: readonly string[];
}

/** @throws CannotSay */
export type ConvertModule = (call: ModuleCall) => Made;

/** A cmdlet with its parameters. */
export function cmdlet(
  name: string,
  parameters: Readonly<Record<string, WrittenNode | string | boolean | bigint | undefined>>,
  { extra = {}, members = {}, remarks = [] }: CmdletOptions = {},
): Made {
  const more = Object.entries(extra).flatMap(([key, value]) => (value === undefined ? [] : { key, value }));
  return {
    entries: [{ key: name, value: mapping(parameters) }, ...more],
    shape: { kind: 'cmdlet', members },
    remarks,
  };
}

interface CmdletOptions {
  /** Keywords of the task. */
  readonly extra?: Readonly<Record<string, WrittenNode | undefined>>;
  /** Of its result in Ansible: see `Shape`. */
  readonly members?: Readonly<Record<string, string>>;
  readonly remarks?: readonly string[];
}

/** `done_when`: a call that only reads, and what holds of its output when nothing is left to be done. */
export function doneWhen(
  name: string,
  parameters: Readonly<Record<string, WrittenNode | string | boolean>>,
  that: string,
): WrittenNode {
  return mapping({ [name]: mapping(parameters), that });
}

/** An action of the same name with the same keys. */
export function same(
  name: string,
  value: WrittenNode,
  shape: Shape = { kind: 'same' },
  remarks: readonly string[] = [],
): Made {
  return { entries: [{ key: name, value }], shape, remarks };
}

/** Whether nothing but how the task went is read of its result. */
export function isOnlyAsked(read: ReadonlySet<string>): boolean {
  return [...read].every((member) => /^(?:changed|failed|skipped|msg)$/.test(member));
}

export function text(value: string): WrittenNode {
  return scalar(value);
}
