/** One configuration for every suite; the suites are chosen by path (see "scripts" in package.json). */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  reporters: ['default', '<rootDir>/test/closing-line-reporter.js'],
  testSequencer: '<rootDir>/test/slow-first-sequencer.js',
  randomize: true,
  // Suites that deploy to a local endpoint measure times: more at once would measure the machine.
  maxWorkers: 2,
  testTimeout: 30_000,
};
