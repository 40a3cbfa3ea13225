// Unleash on a loopback port of its own; tells its parent the port, and ends with it. Settings come by the environment.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { start } from 'unleash-server';

process.on('disconnect', () => process.exit(0));
// The parent may have ended while the imports above were read.
if (!process.connected) process.exit(0);

const manifest = new URL('../../package.json', import.meta.resolve('unleash-server'));
const { server } = await start({ server: { host: '127.0.0.1', port: 0 } });
process.send({
  port: server.address().port,
  version: JSON.parse(readFileSync(fileURLToPath(manifest), 'utf8')).version,
});
