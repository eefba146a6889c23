// Stryker's mocha-runner looks for mocha's own files without their extension. Since mocha 12 that is .cjs.
const findCjs = `import module from 'node:module'; module._extensions['.cjs'] ??= module._extensions['.js'];`;
const preload = `data:text/javascript,${encodeURIComponent(findCjs)}`;
await import(preload);

export default {
  mutate: ['src/engine/**/*.ts'],
  plugins: ['@stryker-mutator/mocha-runner'],
  testRunner: 'mocha',
  testRunnerNodeArgs: ['--import', preload, '--import', 'tsx'],
  checkerNodeArgs: ['--import', preload],
  mochaOptions: {
    spec: ['test/engine/*.test.ts'],
    // Takes as long as all the others, for limits that the engine does not set.
    ignore: ['test/engine/data-without-end.test.ts'],
  },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // Many a mutant of a loop has no end.
  timeoutMS: 10_000,
  timeoutFactor: 2,
  ignorePatterns: ['bench', 'catalogs', 'coverage', 'dist', 'docs', 'powershell', 'runbooks'],
  tempDirName: 'coverage/mutation/tmp',
  thresholds: { high: 97, low: 85, break: 85 },
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { logTests: false },
  htmlReporter: { fileName: 'coverage/mutation/index.html' },
  jsonReporter: { fileName: 'coverage/mutation/mutation.json' },
};
