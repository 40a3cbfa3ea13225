import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { acceptReport } from '../../lib/leaks/accept-report';
import { RekeyError } from '../../lib/model/rekey-error';
import { acmeToken, intake, reporter, secretlintReport } from './intake';

const from = { exposure: 'private', actor: reporter } as const;

describe('acceptReport', () => {
  describe('when a value is reported as it was found', () => {
    const token = acmeToken();
    const wrappings = {
      exact: token,
      'with a line feed': `${token}\n`,
      quoted: `"${token}"`,
      'as an assignment': `TOKEN=${token}`,
      'as an export in quotes': `export ACME_TOKEN='${token}'`,
      'as YAML': `  token: ${token}`,
      'as JSON': `"token": "${token}",`,
      'as a header': `Authorization: Bearer ${token}`,
      'with its scheme': `Bearer ${token}`,
      'within a URL': `https://ana:${token}@acme.example/x?y=1`,
      'URL-encoded': encodeURIComponent(`token=${token}&`),
      'as base64': Buffer.from(token).toString('base64'),
      'as base64url of a pair': Buffer.from(`ana:${token}?>`).toString('base64url'),
    };
    test.each(Object.entries(wrappings))('%s, the credential is among its readings', async (_, value) => {
      const { world, reports, fingerprint } = intake();
      await acceptReport(world, { source: 'value', ...from, value });
      const [report] = reports.take();
      expect(report?.findings[0]?.candidates).toContain(await fingerprint(token));
      expect(report?.findings[0]?.form).toBe('acme');
    });
  });

  describe('when the value has no form of ours', () => {
    const plain = randomBytes(12).toString('hex');
    const wrappings = {
      quoted: `'${plain}'`,
      'in an export': `export KEY="${plain}"`,
      'in JSON': `{"a": 1}`.replace('{"a": 1}', `"key": "${plain}",`),
      'in a header': `authorization: bearer ${plain}`,
      'escaped for JSON': JSON.stringify(`${plain}"`).slice(1, -1),
      'percent-encoded': Array.from(plain, (c) => c)
        .map((c) => `%${c.charCodeAt(0).toString(16)}`)
        .join(''),
    };
    test.each(Object.entries(wrappings))('%s, it is unwrapped all the same', async (name, value) => {
      const { world, reports, fingerprint } = intake();
      await acceptReport(world, { source: 'value', ...from, value });
      const finding = reports.take()[0]?.findings[0];
      const meant = name === 'escaped for JSON' ? `${plain}"` : plain;
      expect(finding?.candidates).toContain(await fingerprint(meant));
      expect(finding?.form).toBeUndefined();
    });
  });

  describe('when the report is accepted', () => {
    test('it goes on with who sent it, when, and possession', async () => {
      const { world, reports } = intake();
      const answer = await acceptReport(world, {
        source: 'value',
        exposure: 'public',
        actor: reporter,
        value: acmeToken(),
      });
      expect(reports.take()).toEqual([
        {
          reportId: answer.reportId,
          acceptedAt: '2026-11-23T20:20:00.000Z',
          actor: reporter,
          source: 'value',
          possession: true,
          trust: 'plain',
          exposure: 'public',
          findings: [{ candidates: [expect.any(String)], form: 'acme', sighting: { source: 'value' } }],
        },
      ]);
      expect(answer.findings).toBe(1);
    });

    test('the credential as it stood comes first, its readings after', async () => {
      const { world, reports, fingerprint } = intake();
      const token = acmeToken();
      await acceptReport(world, { source: 'value', ...from, value: `K=${token}` });
      const candidates = reports.take()[0]?.findings[0]?.candidates;
      expect(candidates).toEqual([await fingerprint(`K=${token}`), await fingerprint(token)]);
    });
  });

  describe('when there is nothing in it', () => {
    test('no report is handed on', async () => {
      const { world, reports } = intake();
      const answer = await acceptReport(world, { source: 'secretlint', ...from, report: [] });
      expect(answer.findings).toBe(0);
      expect(reports.take()).toEqual([]);
    });
  });

  describe('when a value is no credential', () => {
    test.each([
      ['is missing', undefined],
      ['is short', '  abc1234  '],
      ['is longer than any secret', 'a'.repeat(65_537)],
    ])('one that %s is refused, naming the field', async (_, value) => {
      const { world } = intake();
      const refused = acceptReport(world, { source: 'value', ...from, ...(value === undefined ? {} : { value }) });
      await expect(refused).rejects.toMatchObject({ code: 'bad_input', problems: [{ field: 'value' }] });
    });
  });

  describe('when a thousand findings hold the same value', () => {
    test('its fingerprint is computed once', async () => {
      const { world, reports, seen } = intake();
      const token = acmeToken();
      const report = secretlintReport(
        `x ${token} y`,
        Array.from({ length: 1000 }, () => token),
      );
      const answer = await acceptReport(world, { source: 'secretlint', ...from, report });
      expect(answer.findings).toBe(1000);
      expect(seen.computed).toBe(1);
      expect(reports.take().flatMap(({ findings }) => findings)).toHaveLength(1000);
    });
  });

  describe('when findings differ and mean the same', () => {
    test('each reading is fingerprinted once', async () => {
      const { world, seen } = intake();
      const token = acmeToken();
      const report = secretlintReport(`K=${token}\n`, [token, `K=${token}`, `${token}\n`]);
      await acceptReport(world, { source: 'secretlint', ...from, report });
      expect(seen.computed).toBe(3);
    });
  });

  describe('when a thousand findings differ', () => {
    test('sixteen fingerprints are computed at a time, and no value is in any sighting', async () => {
      const { world, reports, seen } = intake();
      const tokens = Array.from({ length: 1000 }, acmeToken);
      const report = tokens.flatMap((token, n) =>
        secretlintReport(`T=${token}`, [token], `${tokens[(n + 1) % 1000]}/${Buffer.from(token).toString('base64')}`),
      );
      await acceptReport(world, { source: 'secretlint', ...from, report });
      expect(seen).toEqual({ computed: 1000, atOnce: 16 });
      const queued = JSON.stringify(reports.take());
      expect(tokens.filter((token) => queued.includes(token))).toEqual([]);
      expect(queued).toContain('"file":"[secret]/[secret]');
    });
  });

  describe('when there are more findings than a report may have', () => {
    test('it is refused whole', async () => {
      const { world, reports } = intake();
      const token = acmeToken();
      const report = secretlintReport(
        token,
        Array.from({ length: 1001 }, () => token),
      );
      const refused = acceptReport(world, { source: 'secretlint', ...from, report });
      await expect(refused).rejects.toMatchObject({ code: 'bad_input', problems: [{ field: 'report' }] });
      expect(reports.take()).toEqual([]);
    });
  });

  describe('when the content is five megabytes', () => {
    test('the value is found in it', async () => {
      const { world, reports, fingerprint } = intake();
      const token = acmeToken();
      const content = `${'# filler\n'.repeat(560_000)}${token}`;
      await acceptReport(world, { source: 'secretlint', ...from, report: secretlintReport(content, [token]) });
      const finding = reports.take()[0]?.findings[0];
      expect(finding?.candidates).toContain(await fingerprint(token));
      expect(finding?.sighting.line).toBe(560_001);
    });
  });

  describe('when a candidate is made to keep regular expressions busy', () => {
    test.each([
      ['half a form, repeated', 'acme_'.repeat(13_000)],
      ['nothing but spaces in an assignment', `A=${' '.repeat(60_000)}b`],
      ['nothing but quotes', `"`.repeat(65_000)],
      ['percent signs', '%25'.repeat(21_000)],
      ['backslashes', '\\'.repeat(65_000)],
      ['names without an end', `export ${'a.'.repeat(32_000)}`],
    ])('%s is read within two seconds of processor time', async (_, value) => {
      const { world } = intake();
      // The processor's time, not the clock's: what else the machine does is not measured.
      const before = process.cpuUsage();
      await acceptReport(world, { source: 'value', ...from, value });
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1e6).toBeLessThan(2);
    });
  });

  describe('when KMS is not there', () => {
    test('nothing is handed on, and the error holds no value', async () => {
      const { world, reports } = intake();
      const token = acmeToken();
      world.fingerprints = {
        of: async () => {
          throw new RekeyError('unavailable', 'kms is not there');
        },
      };
      const error: unknown = await acceptReport(world, { source: 'value', ...from, value: token }).catch((e) => e);
      expect(error).toMatchObject({ code: 'unavailable' });
      expect(inspect(error, { depth: 9 })).not.toContain(token);
      expect(reports.take()).toEqual([]);
    });
  });
});
