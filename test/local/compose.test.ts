import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ministackVersion } from '../../lib/local/ministack-release';

// Docker is not here: what can be said without it is that the file is one, and what it must not say.
const serviceSchema = z.strictObject({
  profiles: z.array(z.string()).length(1),
  image: z.string().regex(/^[a-z0-9/-]+:\d+\.\d+\.\d+$/, 'is not pinned'),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/, 'is open to others')),
  environment: z.record(z.string(), z.string()),
  extra_hosts: z.array(z.string()),
  volumes: z.array(z.string()).optional(),
  healthcheck: z.strictObject({ test: z.array(z.string()), interval: z.string(), retries: z.number() }),
});
const text = readFileSync(join(__dirname, '..', '..', 'compose.yaml'), 'utf8');
const compose = z.strictObject({ services: z.record(z.string(), serviceSchema) }).parse(parse(text));

describe('compose.yaml', () => {
  test('offers MiniStack and LocalStack, each when it is asked for', () => {
    expect(Object.entries(compose.services).map(([name, { profiles }]) => [name, ...profiles])).toEqual([
      ['ministack', 'ministack'],
      ['localstack', 'localstack'],
    ]);
  });

  test('has the MiniStack that was measured, with IAM enforced', () => {
    expect(compose.services['ministack']).toMatchObject({
      image: `ministackorg/ministack:${ministackVersion}`,
      environment: { AUTH: 'true' },
    });
  });

  test('holds no token', () => {
    expect(compose.services['localstack']?.environment['LOCALSTACK_AUTH_TOKEN']).toBe('${LOCALSTACK_AUTH_TOKEN:-}');
  });
});
