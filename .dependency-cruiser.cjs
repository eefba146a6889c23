/**
 * Which room may import which. The table in ARCHITECTURE.md says the same in words; `values`, `diagnostics` and `package`
 * are the ground that every room stands on.
 */
const ground = ['values', 'diagnostics', 'package'];
const rooms = {
  values: [],
  diagnostics: [],
  package: [],
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
/** What the product is made of: every package that it may import, and the rooms that may. The build bundles them. */
const packages = {
  yaml: ['document'],
  'ajv|ajv-formats': ['document'],
  'node-powershell|child-shell|saxes|iconv-lite': ['session'],
  execa: ['session'],
  listr2: ['view'],
  commander: ['cli'],
  '@inquirer/prompts': ['cli'],
};

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-other-package-in-the-product',
      severity: 'error',
      from: { path: '^src' },
      to: { path: 'node_modules/', pathNot: `node_modules/(${Object.keys(packages).join('|')})/` },
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
    ...Object.entries(packages).map(([name, importers]) => ({
      name: `package-${name.replace(/\W+/g, '-')}`,
      severity: 'error',
      from: { path: '^src', pathNot: `^src/(${importers.join('|')})/` },
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
