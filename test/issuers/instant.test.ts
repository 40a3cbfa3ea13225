import { issuerNameSchema } from '../../lib/model/ids';
import { createIssuer } from '../../lib/issuers/create-issuer';
import type { Issuer } from '../../lib/ports/issuer';
import { itConforms } from './conformance';
import { instantCatalogue } from './instant-catalogue';
import { type InstantIssuer, startInstantIssuer } from './instant-issuer';
import { realClock } from './real-clock';

describe('the instant issuer, by a catalogue of its own', () => {
  let server: InstantIssuer;
  let issuer: Issuer;

  beforeAll(async () => {
    server = await startInstantIssuer({ pageSize: 1, revocationLagMs: 300 });
    issuer = createIssuer(
      { name: issuerNameSchema.parse('instant'), kind: 'instant', url: server.url, catalogue: instantCatalogue },
      { adminCredential: () => Promise.resolve({ token: server.adminToken }), clock: realClock },
    );
  });

  afterAll(() => server.stop());

  itConforms(
    () => ({ issuer, allow: [{ scopes: ['b', 'a'] }], sameAllow: [{ scope: 'a' }, { scope: 'b' }], pollMs: 50 }),
    10_000,
  );
});
