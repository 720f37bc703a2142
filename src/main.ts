import { startServer } from './compose.ts';
import { configWarnings, loadConfig, orExit, readEnvFile } from './config.ts';
import { startTexts } from './core/texts.fr.ts';
import { demoTchapPersona } from './demo/personas.ts';
import { explainStartFailure } from './explain-failure.ts';

readEnvFile();
const config = orExit(() => loadConfig());
for (const warning of configWarnings(config)) process.stderr.write(`${warning}\n`);
try {
  const server = await startServer(config, {
    tell: (text) => process.stdout.write(`${text}\n`),
    fail: (sentence) => {
      process.stderr.write(`${sentence}\n`);
      process.exit(1);
    },
  });
  if (config.mode === 'sandbox') process.stdout.write(`${startTexts.sandboxReady(server.address)}\n`);
  if (config.tchapPersona) process.stdout.write(`${startTexts.sandboxTchap(demoTchapPersona.nom)}\n`);
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exit(1);
}
