import { insteadOfModule } from '../../model/convert/elsewhere/elsewhere.ts';

/** Why a module is not converted, with what to do instead. */
export function reasonOfModule(key: string, module: string): string {
  const instead = insteadOfModule(key) ?? insteadOfModule(module);
  return instead === undefined
    ? `nothing is known of the module "${key}"`
    : `no conversion of "${module}" is known: ${instead}`;
}
