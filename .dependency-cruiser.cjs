/**
 * Which room may import which. The table in ARCHITECTURE.md says the same in words. Every room stands on the ground; in it each stands on
 * those before it.
 */
const ground = ['values', 'files', 'package', 'text', 'diagnostics', 'time', 'secrets'];
const rooms = {
  document: [],
  expression: ['document'],
  catalog: ['document'],
  model: ['document', 'expression'],
  playbook: ['document', 'expression', 'model'],
  program: ['model', 'expression'],
  decisions: ['model', 'expression', 'program'],
  checks: ['model', 'expression', 'program', 'decisions', 'catalog'],
  parameters: ['model', 'expression'],
  plan: ['model', 'expression', 'program', 'decisions', 'parameters', 'catalog'],
  outline: ['model', 'expression', 'program'],
  session: [],
  events: [],
  actions: ['model', 'expression', 'session', 'events'],
  engine: ['model', 'expression', 'program', 'parameters', 'plan', 'actions', 'session', 'events'],
  journal: ['document', 'program', 'plan', 'actions', 'events', 'engine'],
  rehearsal: ['document', 'model', 'expression', 'program', 'parameters', 'session', 'actions', 'events'],
  lsp: ['document', 'expression', 'catalog', 'model', 'program', 'checks', 'parameters', 'plan', 'rehearsal'],
  view: ['events'],
  report: ['events', 'view'],
};
/** What the product is made of: every package that it may import, and the rooms that may. The build bundles them. */
const packages = {
  yaml: ['document'],
  'ajv|ajv-formats': ['document'],
  'node-powershell|child-shell|iconv-lite': ['session'],
  execa: ['session'],
  listr2: ['view'],
  commander: ['cli'],
  '@inquirer/prompts': ['cli'],
  'tinyglobby|fdir|picomatch': ['cli'],
  'vscode-languageserver': ['lsp'],
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
        pathNot: `^src/(${[room, ...ground, ...allowed].join('|')})/`,
      },
    })),
    ...ground.map((room, index) => ({
      name: `ground-${room}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${ground.slice(0, index + 1).join('|')})/` },
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
    // Some packages say for Node only what they export.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
