import fc from 'fast-check';
import { fillJson, fillText } from '../../../lib/issuers/http/fill';
import { fillUrl } from '../../../lib/issuers/http/fill-url';
import { parseTemplate } from '../../../lib/issuers/http/template';

describe('a template', () => {
  const anyText = fc.string({ unit: 'grapheme' });

  it('keeps the type of a value when it is exactly one expression', () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => value !== null),
        (value) => {
          expect(fillJson('${grant.x}', { grant: { x: value } })).toEqual(value);
        },
      ),
    );
  });

  it('never takes a value for a template', () => {
    const scope = { label: '${admin.token}', admin: { token: 'not for the label' } };
    expect(fillText('a ${label}', scope)).toBe('a ${admin.token}');
    expect(fillJson({ name: '${label}' }, scope)).toEqual({ name: '${admin.token}' });
  });

  it('leaves members out whose optional value is absent', () => {
    expect(fillJson({ name: '${label}', until: '${expiresAt?}' }, { label: 'l' })).toEqual({
      name: 'l',
      until: undefined,
    });
    expect(JSON.stringify(fillJson({ list: ['${expiresAt?}', 1] }, {}))).toBe('{"list":[1]}');
  });

  it('refuses to go on without a value it needs', () => {
    expect(() => fillText('${ref.id}', { ref: {} })).toThrow(expect.objectContaining({ kind: 'fatal' }));
    expect(() => fillText('${constructor.name}', {})).toThrow(expect.objectContaining({ kind: 'fatal' }));
    expect(() => fillJson('${grant.__proto__}', { grant: {} })).toThrow(expect.objectContaining({ kind: 'fatal' }));
    expect(() => fillText('${label.length}', { label: 'text' })).toThrow(expect.objectContaining({ kind: 'fatal' }));
  });

  it('refuses a list inside a text', () => {
    expect(() => fillText('a ${grant.x}', { grant: { x: [1] } })).toThrow(expect.objectContaining({ kind: 'fatal' }));
  });

  it('writes an instant as a date or as seconds', () => {
    const scope = { expiresAt: '2026-11-23T20:20:00.000Z' };
    expect(fillText('${expiresAt|date}', scope)).toBe('2026-11-23');
    expect(fillJson('${expiresAt|epochSeconds}', scope)).toBe(1_795_465_200);
  });

  it.each(['${', 'a ${label', '${}', '${a b}', '${label|shout}', '${__proto__}'])(
    'is refused when it reads %s',
    (text) => {
      expect(() => parseTemplate(text)).toThrow(/brace|path|filter/);
    },
  );

  it('gives back any text that has no expression', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(!text.includes('${'));
        expect(fillText(text, {})).toBe(text);
      }),
    );
  });
});

describe('an address', () => {
  const url = (value: string): URL =>
    fillUrl('https://issuer.example.com/base/', '/tokens/${ref.id}?q=${ref.id}', { ref: { id: value } });

  it('keeps any value inside its own segment and parameter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
        fc.pre(value !== '.' && value !== '..');
        const { origin, pathname, searchParams, hash } = url(value);
        expect(origin).toBe('https://issuer.example.com');
        expect(pathname.startsWith('/base/tokens/')).toBe(true);
        expect(decodeURIComponent(pathname.slice('/base/tokens/'.length))).toBe(value);
        expect([...searchParams]).toEqual([['q', value]]);
        expect(hash).toBe('');
      }),
    );
  });

  it.each(['', '.', '..'])('is refused when a segment would be "%s"', (value) => {
    expect(() => url(value)).toThrow(expect.objectContaining({ kind: 'fatal' }));
  });

  it('is refused for a value that is no valid text, without quoting it', () => {
    expect(() => url('\ud800')).toThrow(
      expect.objectContaining({ kind: 'fatal', message: expect.not.stringContaining('\ud800') }),
    );
  });
});
