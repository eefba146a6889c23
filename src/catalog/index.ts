/**
 * What is known of commands, and what is wrong with a call of one. docs/catalogs.md describes it.
 */
export { bindName } from './bind-name.ts';
export type { Catalog } from './catalog.ts';
export { checkCall, type CallArgument, type CallFinding } from './check-call.ts';
export {
  knownCommands,
  moduleName,
  type CommandLookup,
  type KnownCommand,
  type KnownCommands,
} from './known-commands.ts';
export { shapeOf, type Shape } from './shape.ts';
