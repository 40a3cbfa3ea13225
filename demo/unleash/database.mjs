// PostgreSQL in memory, on a loopback port of its own; tells its parent the port, and ends with it.
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

process.on('disconnect', () => process.exit(0));
// The parent may have ended while the imports above were read.
if (!process.connected) process.exit(0);

const db = await PGlite.create('memory://');
const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 20 });
const port = new Promise((resolve) => {
  server.addEventListener('listening', (event) => resolve(event.detail.port), { once: true });
});
await server.start();
process.send({ port: await port });
