import { Template } from 'aws-cdk-lib/assertions';
import { environment } from '../../functions/wiring/environment';
import { stackOf } from '../infra/synthesised';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

describe('the environment of a function', () => {
  test('names every variable that is missing, when one is asked for', () => {
    expect(() => environment(['REKEY_TABLE', 'REKEY_BUS'])).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringMatching(/REKEY_TABLE.*REKEY_BUS/) }),
    );
  });

  test('does not quote what is no JSON', () => {
    process.env['REKEY_DISCOVER'] = '{"canary';

    expect(() => environment(['REKEY_DISCOVER'])).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('canary') }),
    );
  });

  describe('as the stack sets it', () => {
    const functions = Template.fromStack(stackOf().stack).findResources('AWS::Lambda::Function');
    interface Deployed {
      Properties: { Environment: { Variables: Record<string, unknown> } };
    }
    const set = (id: string): Record<string, unknown> => {
      const entries = Object.entries(functions) as [string, Deployed][];
      const named = entries.filter(([logicalId]) => logicalId.replace(/[0-9A-F]{8}$/, '') === id);
      return Object.assign({}, ...named.map(([, { Properties }]) => Properties.Environment.Variables));
    };

    const directory = ['REKEY_ISSUERS', 'REKEY_ISSUERS_DIGEST', 'REKEY_ISSUERS_PATH'];

    // Left: who reads it; right: what its world asks for. A grant that does not tell, or tells too much, shows here.
    test.each([
      ['RekeySweeperSweepHandler', ['REKEY_ACCOUNT', 'REKEY_BUS', ...directory, 'REKEY_TABLE']],
      ['RekeyOutboxPublishHandler', ['REKEY_ACCOUNT', 'REKEY_BUS', 'REKEY_TABLE']],
      ['RekeyLeakIntakeHandler', ['REKEY_FINGERPRINT_KEY', ...directory, 'REKEY_REPORTS']],
      ['RekeyLeakIntakeMatchHandler', [...directory, 'REKEY_TABLE']],
      ['RekeyNotifierNotifyHandler', ['REKEY_LOCAL_WEBHOOKS', 'REKEY_MESSAGES', 'REKEY_TABLE', 'REKEY_TOPIC']],
      [
        'RekeyOperatorApiOperateHandler',
        [
          'REKEY_DEAD_LETTERS_DIGEST',
          'REKEY_DEAD_LETTERS_IN',
          ...directory,
          'REKEY_LOCAL_WEBHOOKS',
          'REKEY_MINIMUM_INTERVAL_SECONDS',
          'REKEY_TABLE',
          'REKEY_TOPIC',
        ],
      ],
      [
        'IssuerunleashWorkerHandler',
        [
          'REKEY_ADMIN_SECRET',
          'REKEY_FINGERPRINT_KEY',
          'REKEY_ISSUER',
          'REKEY_ISSUER_SETTINGS',
          'REKEY_REAPER',
          'REKEY_TABLE',
        ],
      ],
    ])('%s has %j', (id, names) => {
      expect(
        Object.keys(set(id))
          .filter((name) => name.startsWith('REKEY_'))
          .toSorted(),
      ).toEqual(names);
    });

    test('tells those who read the issuers where each is below the path', () => {
      process.env = set('RekeySweeperSweepHandler') as NodeJS.ProcessEnv;

      expect(environment(['REKEY_ISSUERS', 'REKEY_ISSUERS_PATH'])).toEqual({
        REKEY_ISSUERS: ['unleash', 'other-one'],
        REKEY_ISSUERS_PATH: '/rekey/Rekey/issuers',
      });
    });

    test('locally and nowhere else are webhooks of this machine allowed', () => {
      expect(set('RekeyNotifierNotifyHandler')['REKEY_LOCAL_WEBHOOKS']).toBe('false');
      expect(set('RekeyOperatorApiOperateHandler')['REKEY_MINIMUM_INTERVAL_SECONDS']).toBe('1200');
    });
  });
});
