import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A door for orders. */
export interface Orders {
  url: string;
  /** Ends when somebody said stop. */
  stopped: Promise<undefined>;
  close(): void;
}

/** Takes orders on a loopback port: `GET` answers, `DELETE` stops, each with the token; SIGTERM stops too. */
export async function listenForOrders(token: string): Promise<Orders> {
  const expected = Buffer.from(`Bearer ${token}`);
  let stop: () => void = () => undefined;
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
  });
  process.once('SIGTERM', stop);
  const server = createServer((request, response) => {
    const given = Buffer.from(request.headers.authorization ?? '');
    const ours = given.length === expected.length && timingSafeEqual(given, expected);
    if (ours && request.method === 'DELETE') response.once('finish', stop);
    response.writeHead(ours ? 200 : 401, { connection: 'close' }).end();
  });
  await new Promise<void>((ready, failed) => {
    server.once('error', failed).listen(0, '127.0.0.1', ready);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, stopped, close: () => void server.close() };
}
