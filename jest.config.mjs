// Three kinds of tests, by folder:
//   pure    the search, the coders and runs, in node, with nothing started
//   dom     what people see, in jsdom
//   kernel  against a real Jupyter server with real kernels

// Packages that are published as ES modules only.
const modules = [
  '@codemirror',
  '@jupyter',
  '@jupyterlab',
  '@marijn',
  '@microsoft',
  'ansi-regex',
  'color',
  'd3-',
  'exenv-es6',
  'get-east-asian-width',
  'lib0',
  'marked',
  'nanoid',
  'openai',
  'string-width',
  'strip-ansi',
  'vscode-ws-jsonrpc',
  'y-protocols',
  'yjs'
].join('|');

const common = {
  transform: {
    '\\.svg$': '@jupyterlab/testing/lib/jest-raw-loader.js',
    '^.+\\.(mjs|[jt]sx?)$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          target: 'es2022'
        },
        module: { type: 'commonjs' }
      }
    ]
  },
  transformIgnorePatterns: [`/node_modules/(?!(${modules}))`],
  moduleFileExtensions: [
    'ts',
    'tsx',
    'js',
    'jsx',
    'mjs',
    'cjs',
    'json',
    'node'
  ],
  modulePathIgnorePatterns: [
    '<rootDir>/lib/',
    '<rootDir>/jupyterlab_aide/',
    '<rootDir>/.venv/'
  ]
};

const folders = names =>
  names.map(name => `<rootDir>/test/${name}/**/*.spec.ts?(x)`);

export default {
  projects: [
    {
      ...common,
      displayName: 'pure',
      testEnvironment: 'node',
      testMatch: folders(['task', 'search', 'coder', 'run', 'bench'])
    },
    {
      ...common,
      displayName: 'dom',
      testEnvironment: '@jupyterlab/testing/lib/jest-env.js',
      setupFiles: ['@jupyterlab/testing/lib/jest-shim.js'],
      resolver: '@jupyterlab/testing/lib/jest-resolver.js',
      moduleNameMapper: {
        '\\.(css|less|sass|scss|gif|ttf|eot)$':
          '@jupyterlab/testing/lib/jest-file-mock.js'
      },
      testMatch: folders(['panel', 'notebook', 'preview'])
    },
    {
      ...common,
      displayName: 'kernel',
      testEnvironment: 'node',
      globalSetup: '<rootDir>/test/support/start-server.mjs',
      globalTeardown: '<rootDir>/test/support/stop-server.mjs',
      testMatch: folders(['kernel', 'headless', 'faults', 'endpoint'])
    }
  ],
  testTimeout: 60000
};
