/** @type {import('dependency-cruiser').IConfiguration} */
const adapters = '^src/adapters/([^/]+)/';
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', comment: 'A cycle hides which layer depends on which.', from: {}, to: { circular: true } },
    {
      name: 'core-is-pure',
      severity: 'error',
      comment: 'The domain is decided without input, output or packages: core imports core alone.',
      from: { path: '^src/core/' },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'app-knows-core-and-ports',
      severity: 'error',
      comment: 'A use case speaks to the world through a port only.',
      from: { path: '^src/app/' },
      to: { pathNot: ['^src/core/', '^src/app/'] },
    },
    {
      name: 'adapter-never-knows-another-adapter',
      severity: 'error',
      comment: 'Adapters meet in compose.ts alone, so that adding a channel is adding a folder.',
      from: { path: adapters },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'adapter-knows-ports-not-use-cases',
      severity: 'error',
      comment: 'What comes in is handed to a function that compose.ts gave; the adapter imports its type from a port.',
      from: { path: adapters },
      to: { path: '^src/app/', pathNot: '^src/app/ports/' },
    },
    {
      name: 'sdk-stays-in-its-folder-teams',
      severity: 'error',
      comment: 'A switch of Bot Framework SDK must be one folder.',
      from: { path: '^src/', pathNot: '^src/adapters/teams/' },
      to: { path: 'node_modules/(botbuilder|botframework)' },
    },
    {
      name: 'sdk-stays-in-its-folder-typeorm',
      severity: 'error',
      comment: 'Rows and SQL are the database adapter’s business.',
      from: { path: '^src/', pathNot: '^src/adapters/db/' },
      to: { path: 'node_modules/(typeorm|pg|@electric-sql)' },
    },
    {
      name: 'sdk-stays-in-its-folder-nodemailer',
      severity: 'error',
      comment: 'What a mail server answers becomes a DeliveryError in one place.',
      from: { path: '^src/', pathNot: '^src/adapters/mail/' },
      to: { path: 'node_modules/nodemailer' },
    },
    {
      name: 'sdk-stays-in-its-folder-tchap',
      severity: 'error',
      comment: 'What the Matrix SDK needs around it (IndexedDB, its logger) is tamed in one folder.',
      from: { path: '^src/', pathNot: '^src/adapters/tchap/' },
      to: { path: 'node_modules/(matrix-js-sdk|@matrix-org|fake-indexeddb)' },
    },
    { name: 'not-to-test', severity: 'error', comment: 'The product never leans on its tests.', from: { path: '^src/' }, to: { path: '^test/' } },
    { name: 'not-to-unresolvable', severity: 'error', comment: 'An import must lead somewhere.', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
