import type { CmdletCases } from './cmdlet-case.ts';
import { engine } from './engine.ts';
import { files } from './files.ts';
import { formats } from './formats.ts';
import { objects } from './objects.ts';
import { paths } from './paths.ts';
import { streams } from './streams.ts';

/** What the documentation of the originals says (about_*, the cmdlets' pages), and what they are seen to do where it is silent. */
export const cases: CmdletCases = { ...streams, ...objects, ...formats, ...engine, ...files, ...paths };
