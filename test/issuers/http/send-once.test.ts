import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { bodyLimit, type HttpOutcome, sendOnce } from '../../../lib/issuers/http/send-once';

describe('one request', () => {
  const servers: Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function sendTo(server: Server, timeoutMs = 5000): Promise<HttpOutcome> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = new URL(`http://127.0.0.1:${port}/`);
    return sendOnce({ method: 'POST', url, headers: {}, body: '{}', timeoutMs });
  }

  const serve = (listener: RequestListener): Server => createServer(listener);

  it('was not sent when the connection is refused', async () => {
    const server = createTcpServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const url = new URL(`http://127.0.0.1:${port}/`);
    const outcome = await sendOnce({ method: 'POST', url, headers: {}, timeoutMs: 5000 });
    expect(outcome).toEqual({ kind: 'unsent', reason: 'ECONNREFUSED' });
  });

  it('was not sent when the host has no address', async () => {
    const url = new URL('http://nobody.invalid/');
    expect((await sendOnce({ method: 'GET', url, headers: {}, timeoutMs: 5000 })).kind).toBe('unsent');
  });

  it('was not sent when nobody speaks TLS there', async () => {
    const server = createTcpServer((socket) => void socket.on('error', () => undefined).end('HTTP/1.1 400 No\r\n\r\n'));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect((await sendOnce({ method: 'POST', url, headers: {}, body: '{}', timeoutMs: 5000 })).kind).toBe('unsent');
  });

  it('may have had its effect when the connection is cut', async () => {
    const outcome = await sendTo(serve((request) => void request.resume().on('end', () => request.socket.destroy())));
    expect(outcome.kind).toBe('unanswered');
  });

  it('may have had its effect when no answer comes in time', async () => {
    expect(
      await sendTo(
        serve(() => undefined),
        200,
      ),
    ).toEqual({ kind: 'unanswered', reason: 'TIMEOUT' });
  });

  it('may have had its effect when the answer is no HTTP', async () => {
    const server = createTcpServer((socket) => void socket.on('error', () => undefined).end('220 smtp ready\r\n'));
    expect((await sendTo(server)).kind).toBe('unanswered');
  });

  it('follows no redirect', async () => {
    let requests = 0;
    const outcome = await sendTo(
      serve((_, response) => {
        requests += 1;
        response.writeHead(307, { location: '/elsewhere' }).end();
      }),
    );
    expect(outcome).toMatchObject({ kind: 'answered', status: 307 });
    expect(requests).toBe(1);
  });

  it('reads so much of a body and no more', async () => {
    const outcome = await sendTo(serve((_, response) => void response.end(Buffer.alloc(bodyLimit + 1, 'x'))));
    expect(outcome).toMatchObject({ status: 200, body: { kind: 'too_large' } });
  });

  it('reads a body of just that size', async () => {
    const outcome = await sendTo(serve((_, response) => void response.end(Buffer.alloc(bodyLimit, 'x'))));
    expect(outcome).toMatchObject({ status: 200, body: { kind: 'whole' } });
  });

  it('keeps the status of an answer whose body breaks off or does not end', async () => {
    const cut = await sendTo(
      serve((_, response) => {
        response.writeHead(201, { 'content-length': '100' });
        response.write('{"id', () => response.socket?.destroy());
      }),
    );
    expect(cut).toMatchObject({ status: 201, body: { kind: 'broken' } });
    const endless = await sendTo(
      serve((_, response) => void response.writeHead(201).write('{')),
      300,
    );
    expect(endless).toMatchObject({ status: 201, body: { kind: 'broken' } });
  });

  it('leaves the process alone on any answer bytes', async () => {
    const bytes = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello');
    const server = createTcpServer((socket) => void socket.on('error', () => undefined).end(bytes));
    expect((await sendTo(server)).kind).toBe('unanswered');
  });
});
