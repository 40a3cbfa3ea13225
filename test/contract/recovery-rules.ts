import type { IssuerName, VersionId } from '../../lib/model/ids';
import type { IssuerRecovery, KeyRecovery } from '../../lib/model/recovery/recovery';
import { registered } from './ledger-write-rules';
import { noon, versionIdOf } from './samples';
import { madeSecret, text, token } from './secret-token-rules';
import type { Rule } from './subject';

/** What a recovery of the ledger needs: the versions that a secret still keeps, and notes outside the chains. */
export const recoveryRules: Rule[] = [
  {
    name: 'the versions of a secret are listed, whatever their labels, and a secret that is not there has none',
    page: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html',
    async holds(subject) {
      const { name, first } = await madeSecret(subject);
      const [second, third] = [token(), token()];
      for (const next of [second, third]) await subject.secrets.putPending(name, next, text());
      expect(await subject.secrets.versionIds(name)).toEqual(expect.arrayContaining([first, second, third]));
      expect(await subject.secrets.versionIds(subject.fresh())).toEqual([]);
    },
  },
  {
    name: 'what a recovery notes of an issuer or a key takes the place of what was noted before, outside the chain',
    async holds(subject) {
      const { ledger } = subject;
      const { head } = await registered(subject);
      const issuer = 'recovered' as IssuerName;
      const recoveryId = '0'.repeat(32);
      const of: IssuerRecovery = { issuer, recoveryId, adopt: false, state: 'running', movedAt: noon, strangers: [] };
      await ledger.noteRecovery(of);
      await ledger.noteRecovery({ ...of, state: 'done', strangers: ['rekey-a-b-c'] });
      expect(await ledger.issuerRecovery(issuer)).toEqual({ ...of, state: 'done', strangers: ['rekey-a-b-c'] });
      expect(await ledger.keyRecovery(head.keyId)).toBeUndefined();
      const seen: KeyRecovery = {
        keyId: head.keyId,
        issuer,
        recoveryId,
        at: noon,
        state: 'differs',
        unknown: [{ versionId: versionIdOf('new') as VersionId, as: 'current', labels: ['AWSCURRENT'] }],
        gone: [],
        strays: [],
      };
      await ledger.noteRecovery(seen);
      expect(await ledger.keyRecovery(head.keyId)).toEqual(seen);
      expect(await ledger.key(head.keyId)).toEqual(head);
    },
  },
];
