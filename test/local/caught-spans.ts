import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** The place of an X-Ray daemon, where functions send their spans. */
export interface CaughtSpans {
  /** For `AWS_XRAY_DAEMON_ADDRESS`. */
  address: string;
  /** Each datagram as it came: a header line, then a segment. */
  spans: string[];
  close(): Promise<void>;
}

/** Listens on a free loopback port. */
export async function catchSpans(): Promise<CaughtSpans> {
  const socket = createSocket('udp4');
  const spans: string[] = [];
  socket.on('message', (message) => void spans.push(message.toString()));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    spans,
    close: () => new Promise((closed) => socket.close(() => closed())),
  };
}
