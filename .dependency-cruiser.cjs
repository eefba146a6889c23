/**
 * Which room may import which. The table in ARCHITECTURE.md says the same in words; `values` and `diagnostics`
 * are the ground that every room stands on.
 */
const ground = ['values', 'diagnostics'];
const rooms = {
  values: [],
  diagnostics: [],
  expression: [],
  document: [],
  model: ['document', 'expression'],
  checks: ['model', 'expression'],
  plan: ['model', 'expression'],
  session: [],
  events: [],
  actions: ['model', 'expression', 'session', 'events'],
  engine: ['model', 'expression', 'plan', 'actions', 'session', 'events'],
  view: ['events'],
  report: ['events'],
};
/** A package that only one room may import. */
const packages = {
  yaml: 'document',
  'ajv|ajv-formats': 'document',
  'node-powershell|child-shell|saxes': 'session',
  listr2: 'view',
  commander: 'cli',
  '@inquirer/prompts': 'cli',
};

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependency-in-the-product',
      severity: 'error',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `room-${room}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: {
        path: '^src/',
        pathNot: `^src/(${[room, ...(room === 'values' ? [] : ground), ...allowed].join('|')})/`,
      },
    })),
    ...Object.entries(packages).map(([name, room]) => ({
      name: `package-${name.replace(/\W+/g, '-')}`,
      severity: 'error',
      from: { path: '^src', pathNot: `^src/${room}/` },
      to: { path: `node_modules/(${name})/` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: '^dist',
  },
};
