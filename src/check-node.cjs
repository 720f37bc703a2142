// Loaded before anything else (node -r): CommonJS and plain syntax, so that an old Node can read it and say that it is
// too old. Its sentence is here and not in texts.fr.ts, which such a Node cannot load.
const version = process.versions.node;
const [major, minor] = version.split('.').map(Number);
// The versions that run TypeScript without a flag; package.json says the same in "engines".
const good = major === 22 ? minor >= 18 : major === 23 ? minor >= 6 : major > 23;
if (!good) {
  process.stderr.write(
    `Node ${version} est trop ancien : il faut Node 24, que « npm ci » installe pour ce projet (sans « --omit=optional » ni « --ignore-scripts »).\n`,
  );
  process.exit(1);
}
