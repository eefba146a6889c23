/**
 * What is known of commands, and what is wrong with a call of one. docs/catalogs.md describes it.
 */
export { bindName } from './bind-name.ts';
export type { Catalog } from './catalog.ts';
export { readCatalogFile } from './catalog-file.ts';
export { checkCall } from './check-call.ts';
export type { CallArgument, CallFinding, CommandCall } from './command-call.ts';
export { commandSchema, sharedSchema } from './command-schema.ts';
export { setTitle, syntaxOf } from './command-syntax.ts';
export { commandNames, commandsNamed, commandToJson, suggestCommand } from './commands-named.ts';
export { exportCatalog } from './export-catalog.ts';
export { callDiagnostic, judgeCalls, type Judged, type PlannedCall } from './judge-calls.ts';
export {
  knownCommands,
  moduleName,
  type CommandLookup,
  type KnownCommand,
  type KnownCommands,
} from './known-commands.ts';
export { describeParameter } from './describe-parameter.ts';
export { offeredParameters } from './offered-parameters.ts';
export { outputProperties } from './output-properties.ts';
export { readDescribed } from './session-catalog.ts';
export { typeDefinitions } from './parameter-schema.ts';
export { shapeOf, type Shape } from './shape.ts';
export { shippedCatalogNames, shippedCatalogs } from './shipped-catalogs.ts';
