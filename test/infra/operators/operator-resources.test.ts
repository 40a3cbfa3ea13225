import fc from 'fast-check';
import { routeLevels } from '../../../lib/api/route-levels';
import { type Route, routeKeyOf } from '../../../lib/api/route';
import { routes } from '../../../lib/api/routes';
import { operatorResources } from '../../../lib/infra/operators/operator-resources';
import { keyIdSchema } from '../../../lib/model/ids';

/** Whether a policy's resource takes in a request, as IAM compares: `*` and `?` stand for any characters, "/" included. */
function takesIn(resource: string, request: string): boolean {
  const pattern = resource
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`).test(request);
}

function requestOf({ method, path }: Pick<Route, 'method' | 'path'>, key: string, version: string): string {
  return `${method}${path.replace('{key+}', key).replace('{version}', version)}`;
}

/** Names of the routes that these resources open for a key. */
function opened(resources: readonly string[], key = 'shop/checkout', version: string = crypto.randomUUID()): string[] {
  return Object.values(routes)
    .filter((route) => resources.some((resource) => takesIn(resource, requestOf(route, key, version))))
    .map(({ name }) => name);
}

const ofKeys = ['backtestKey', 'incidentsOfKey', 'lineage', 'locateInKey', 'planKey', 'showIncident', 'showKey'];
/** Open to whoever has any key; they tell nothing of any. */
const anyKeys = ['identify'];
const actions = [
  'approveIncident',
  'dismissIncident',
  'pauseKey',
  'reportLeak',
  'resumeKey',
  'revokeKey',
  'rollBackKey',
  'rotateKey',
];
const whole = [
  'deadLetters',
  'doctor',
  'installationLineage',
  'listIncidents',
  'listKeys',
  'locate',
  'recovery',
  'showDiscovery',
];

describe('the levels of the operator API', () => {
  test('every route has one', () => {
    expect(Object.keys(routeLevels).toSorted()).toEqual(Object.keys(routes).toSorted());
  });

  test('the highest opens every route', () => {
    expect(opened(operatorResources('admin'))).toHaveLength(Object.keys(routes).length);
  });

  test.each([
    ['read', [...ofKeys, ...anyKeys]],
    ['operate', [...ofKeys, ...anyKeys, ...actions]],
    ['admin', [...ofKeys, ...anyKeys, ...actions, 'applyKey', 'releaseKey']],
  ] as const)('%s of some keys opens %j, and nothing that concerns all', (level, names) => {
    expect(opened(operatorResources(level, ['shop/*'])).toSorted()).toEqual([...names].toSorted());
  });

  test.each([
    ['read', [...ofKeys, ...anyKeys, ...whole]],
    ['operate', [...ofKeys, ...anyKeys, ...whole, ...actions]],
  ] as const)('%s of all keys opens %j', (level, names) => {
    expect(opened(operatorResources(level)).toSorted()).toEqual([...names].toSorted());
  });
});

describe('a grant for some keys', () => {
  const segment = fc.constantFrom('shop', 'ci', 'shopping', 'a', 'checkout');
  const keys = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));

  test('opens what concerns its keys, and no other key, on no route', () => {
    const resources = operatorResources('admin', ['shop/*', 'ci/a']);
    fc.assert(
      fc.property(keys, fc.uuid(), (key, version) => {
        const own = key.startsWith('shop/') || key === 'ci/a';
        expect(keyIdSchema.safeParse(key).success).toBe(true);
        const ofKey = opened(resources, key, version).filter((name) => name !== 'reportLeak' && name !== 'identify');
        expect(ofKey).toHaveLength(own ? ofKeys.length + 9 : 0);
      }),
    );
  });

  test('takes no part of a foreign key for a version', () => {
    const resources = operatorResources('read', ['shop/*']);
    expect(opened(resources, 'ci/shop/publish')).toEqual(anyKeys);
  });

  test.each([
    '',
    '*',
    'shop*',
    'shop/*/x',
    'shop/',
    '/shop',
    'shop/../ci/*',
    'sh?p/a',
    'shop/**',
    '${aws:username}/*',
    'a b',
  ])('%j is refused', (pattern) => {
    expect(() => operatorResources('read', ['shop/a', pattern])).toThrow(/is no key and no folder of keys/);
  });

  test('no keys at all are refused: they would not mean all', () => {
    expect(() => operatorResources('read', [])).toThrow(/names no key/);
  });

  test('no two routes are told apart by less than method and path', () => {
    expect(new Set(Object.values(routes).map(routeKeyOf)).size).toBe(Object.keys(routes).length);
  });
});
