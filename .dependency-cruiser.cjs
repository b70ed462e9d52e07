// The rule of docs/architecture.md: imports run downward only, without circles,
// and the search knows nothing of the world but the task and zod.
const above = {
  syntax:
    'base|task|solution|search|scheduling|kernel|coder|run|notebook|panel|preview|headless',
  base: 'task|solution|search|scheduling|kernel|coder|run|notebook|panel|preview|headless',
  task: 'solution|search|scheduling|kernel|coder|run|notebook|panel|preview|headless',
  solution:
    'search|scheduling|kernel|coder|run|notebook|panel|preview|headless',
  search: 'scheduling|kernel|coder|run|notebook|panel|preview|headless',
  coder: 'kernel|scheduling|run|notebook|panel|preview|headless',
  scheduling: 'kernel|coder|run|notebook|panel|preview|headless',
  kernel: 'coder|scheduling|run|notebook|panel|preview|headless',
  run: 'notebook|panel|preview|headless',
  preview: 'run|panel|headless',
  notebook: 'panel|headless',
  panel: 'headless',
  headless: 'panel|notebook|preview'
};

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true }
    },
    {
      name: 'search-is-pure',
      comment: 'The algorithm is TypeScript and zod, nothing else.',
      severity: 'error',
      from: { path: '^src/(base|task|solution|search)/' },
      to: { pathNot: '^(src/(base|task|solution|search)/|node_modules/zod)' }
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.d\\.ts$' },
      to: {}
    },
    {
      name: 'nobody-imports-plugins',
      severity: 'error',
      from: { pathNot: '^src/plugins' },
      to: { path: '^src/plugins' }
    },
    ...Object.entries(above).map(([folder, forbidden]) => ({
      name: `${folder}-imports-downward`,
      severity: 'error',
      from: { path: `^src/${folder}[/.]` },
      to: { path: `^src/(${forbidden})[/.]` }
    }))
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types']
    }
  }
};
