import * as fc from 'fast-check';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { canarySearch, type Haystack } from './canary-search';

// Five question marks give a "/" in base64 and a "_" in base64url, wherever the groups begin.
const value = `k"${randomBytes(15).toString('base64')}/<&é ?????${randomBytes(6).toString('hex')}`;
const around = (bytes: Uint8Array) => Buffer.concat([randomBytes(50), bytes, randomBytes(50)]);
const search = async (...haystacks: Haystack[]) => canarySearch({ canaries: new Map([['token', value]]), haystacks });

const planted: [string, string, string | Uint8Array][] = [
  ['plain', 'plain', value],
  ['json-escaped', 'in JSON', JSON.stringify({ message: value })],
  ['json-escaped', 'in JSON within JSON', JSON.stringify({ body: JSON.stringify({ message: value }) })],
  ['url-encoded', 'as a query', `?token=${encodeURIComponent(value)}&x`],
  ['url-encoded', 'encoded twice', encodeURIComponent(encodeURIComponent(value))],
  ['form-encoded', 'in a form', new URLSearchParams({ a: 'b', token: value }).toString()],
  ['percent-encoded', 'every byte', Buffer.from(value).toString('hex').replaceAll(/../g, '%$&')],
  [
    'html-escaped',
    'in HTML',
    `<b>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}</b>`,
  ],
  ['base64', 'at the first place', Buffer.from(value).toString('base64')],
  ['base64', 'at the second place', Buffer.from(`x${value}yz`).toString('base64')],
  ['base64', 'at the third place', Buffer.from(`ab${value}cd`).toString('base64')],
  ['base64', 'at the first place again', Buffer.from(`abc${value}c`).toString('base64')],
  ['base64url', 'in a token', Buffer.from(JSON.stringify({ n: 1 }) + value).toString('base64url')],
  ['hex', 'lower case', Buffer.from(value).toString('hex')],
  ['hex', 'upper case', Buffer.from(value).toString('hex').toUpperCase()],
  ['utf-16le', 'little endian', Buffer.from(value, 'utf16le')],
  ['utf-16be', 'big endian', Buffer.from(value, 'utf16le').swap16()],
  ['reversed', 'backwards', Array.from(value).toReversed().join('')],
  ['bare digest', 'SHA-256 in hexadecimal', createHash('sha256').update(value).digest('hex')],
  ['bare digest', 'SHA-1 in hexadecimal', createHash('sha1').update(value).digest('hex')],
  ['bare digest', 'SHA-256 in base64', createHash('sha256').update(value).digest('base64')],
];

describe('canarySearch', () => {
  describe('when a value was planted', () => {
    test.each(planted)('%s, %s, it is found and named', async (encoding, _, text) => {
      const content = around(Buffer.from(text));
      const hits = await search({ name: 'log', content });
      expect(hits.map((hit) => hit.encoding)).toContain(encoding);
      expect(hits.every((hit) => hit.canary === 'token' && hit.where === 'log')).toBe(true);
      expect(JSON.stringify(hits)).not.toContain(value);
    });
  });

  describe('when nothing was planted', () => {
    test('nothing is found, a keyed MAC and a compressed copy included', async () => {
      const content = `${value.slice(0, -1)} ${value.slice(1)} ${randomBytes(32).toString('hex')}`;
      expect(await search({ name: 'log', content }, { name: 'zip', content: gzipSync(value) })).toEqual([]);
    });
  });

  describe('when it stands in a file below a directory', () => {
    let directory: string;
    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'canary-'));
    });
    afterEach(async () => rm(directory, { recursive: true }));

    test('the file and the place in it are told', async () => {
      await mkdir(join(directory, 'a', 'b'), { recursive: true });
      await writeFile(join(directory, 'a', 'b', 'log.txt'), `12345${Buffer.from(value).toString('hex')}`);
      await writeFile(join(directory, 'a', 'clean.txt'), 'nothing');
      expect(await search({ path: directory })).toEqual([
        { canary: 'token', encoding: 'hex', where: join(directory, 'a', 'b', 'log.txt'), offset: 5 },
      ]);
    });

    test('it is found wherever the pieces of reading are divided', async () => {
      const piece = 65_536; // what a read stream of Node gives at a time
      const { length } = Buffer.from(value);
      for (const before of [piece - length, piece - length + 1, piece - 1, piece, 2 * piece - 3]) {
        const file = join(directory, `${before}.bin`);
        await writeFile(file, Buffer.concat([Buffer.alloc(before), Buffer.from(value), Buffer.alloc(9)]));
        expect((await search({ path: file })).map(({ offset }) => offset)).toEqual([before]);
      }
    });

    test('a path that is not there is an error, not a clean result', async () => {
      await expect(search({ path: join(directory, 'absent') })).rejects.toThrow('ENOENT');
    });
  });

  describe('when a canary is too short to mean anything', () => {
    test('it is refused', async () => {
      await expect(canarySearch({ canaries: new Map([['a', 'short']]), haystacks: [] })).rejects.toThrow('canary a');
    });
  });

  test('any value is found in base64 after anything', async () => {
    const text = fc.string({ minLength: 10, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, fc.uint8Array(), fc.uint8Array(), async (secret, before, after) => {
        const content = Buffer.concat([before, Buffer.from(secret), after]).toString('base64');
        const hits = await canarySearch({ canaries: new Map([['c', secret]]), haystacks: [{ name: 'x', content }] });
        expect(hits.map(({ encoding }) => encoding)).toContain('base64');
      }),
    );
  });
});
