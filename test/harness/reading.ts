import { createParameterReader } from '../../src/cli/parameters/parameter-reader.ts';
import { hasFormat } from '../../src/document/has-format.ts';
import type { BindingTools } from '../../src/parameters/accept-value.ts';

/** What reads values that are typed during a run. */
export const reading: BindingTools = { reader: createParameterReader(), hasFormat };
