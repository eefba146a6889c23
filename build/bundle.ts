import { isBuiltin } from 'node:module';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { packageDirectory } from '../src/package/package-directory.ts';
import { precompileSchemas } from './precompile-schemas.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

/** `src/package/package-directory.ts` counts on this depth. */
const directory = join(packageDirectory, 'dist', 'cli');

// Chunks of an earlier build have other names and would stay.
rmSync(directory, { recursive: true, force: true });
const bundle = await rolldown({
  input: { main: join(packageDirectory, 'src', 'cli', 'main.ts') },
  platform: 'node',
  preserveEntrySignatures: 'allow-extension',
  plugins: [precompileSchemas()],
});
const { output } = await bundle.write({
  dir: directory,
  // They load in two thirds of the time that ES modules take, and V8's code of them can be kept in Node 20, too.
  format: 'cjs',
  chunkFileNames: '[name]-[hash].js',
  // For the places in a bug report; names and lines stay readable without them, too.
  sourcemap: true,
  sourcemapExcludeSources: true,
});
await bundle.close();

const chunks = output.filter((each) => each.type === 'chunk');
const own = new Set(chunks.map(({ fileName }) => fileName));
const missing = chunks
  .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
  .filter((name) => !own.has(name) && !isBuiltin(name));
// The package has no dependencies, so what is not in the bundle is nowhere.
if (missing.length > 0) throw new Error(`not bundled: ${missing.join(', ')}`);
// The package's other files are ES modules.
writeFileSync(join(directory, 'package.json'), '{ "type": "commonjs" }\n');
const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
writeFileSync(join(directory, 'third-party-licenses.txt'), thirdPartyNotices(modules));
