import type { Actor } from '../../../lib/model/ids';
import { leakSenderOf } from '../../../lib/model/leaks/leak-sender';

describe('the sender of a leak report', () => {
  test.each([
    ['github', 'github', 'github'],
    ['findings', 'leaks/report', 'findings:leaks/report'],
    ['value', 'arn:aws:iam::123456789012:user/ana', 'value:arn:aws:iam::123456789012:user/ana'],
    [
      'secretlint',
      'arn:aws:sts::123456789012:assumed-role/ci/run-17',
      'secretlint:arn:aws:sts::123456789012:assumed-role/ci',
    ],
  ])('%s of %s is counted as %s', (source, actor, sender) => {
    expect(leakSenderOf(source, actor as Actor)).toBe(sender);
  });
});
