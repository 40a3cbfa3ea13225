import { untrusted, untrustedPath } from '../../lib/notify/untrusted';

describe('untrusted', () => {
  test.each([
    ['see https://evil.example/x', 'see https[:]//evil[.]example/x'],
    ['mail a@evil.example', 'mail a@evil[.]example'],
    ['mailto:a', 'mailto[:]a'],
    ['dead since 2026-11-23T20:20:00.000Z', 'dead since 2026-11-23T20:20:00.000Z'],
    ['a\r\nb\u202ec', 'a b c'],
  ])('%j becomes %j', (given, expected) => {
    expect(untrusted(given)).toBe(expected);
  });

  test('a long text is cut', () => {
    expect(untrusted('a'.repeat(600))).toHaveLength(500);
  });
});

describe('untrustedPath', () => {
  test.each([
    ['src/config.ts', 'src/config.ts'],
    ['.github/workflows/ci.yaml', '.github/workflows/ci.yaml'],
    ['evil.example/pay.html', 'evil[.]example/pay.html'],
    ['evil.example', 'evil[.]example'],
    ['a/b call evil.example', 'a/b call evil[.]example'],
    ['https://evil.example/a.b', 'https[:]//evil[.]example/a.b'],
  ])('%j becomes %j', (given, expected) => {
    expect(untrustedPath(given)).toBe(expected);
  });
});
