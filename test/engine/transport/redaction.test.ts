import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRedactor } from '../../../electron/engine/transport/redaction.ts';
import { secretMatcher } from '../../../electron/engine/transport/secret-matcher.ts';

describe('a secret', () => {
  const secret = 'pä/s "w\\r&d';
  const redact = makeRedactor([secret]);

  test.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in JSON with escaped slashes', JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
    ['in JSON of ASCII, in lower case', 'p\\u00e4/s \\u0022w\\u005cr\\u0026d'],
    ['in JSON of ASCII, in upper case', 'p\\u00E4\\u002Fs \\u0022w\\u005Cr\\u0026d'],
    ['in JSON within JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['in JavaScript', 'p\\xe4\\/s \\"w\\\\r\\x26d'],
    ['in a URL', encodeURIComponent(secret)],
    ['in a URL, in lower case', encodeURIComponent(secret).replace(/%../g, (escape) => escape.toLowerCase())],
    ['in a form', new URLSearchParams({ a: secret }).toString().slice(2)],
    ['in a URL, twice', encodeURIComponent(encodeURIComponent(secret))],
    ['in a URL of Latin-1', 'p%E4%2fs%20%22w%5Cr%26d'],
    ['in HTML', 'pä/s &quot;w\\r&amp;d'],
    ['in HTML with named entities', 'p&auml;&sol;s&nbsp;&quot;w&bsol;r&amp;d'.replace('&nbsp;', ' ')],
    ['in HTML with decimal numbers', 'p&#228;&#47;s&#32;&#34;w&#92;r&#038;d'],
    ['in HTML with hexadecimal numbers', 'p&#xE4;&#x2f;s&#x20;&#X22;w&#x005C;r&#x26;d'],
    ['in HTML without semicolons', 'p&#228/s &quot"w\\r&ampd'.replace('&quot"', '&quot;')],
    ['in HTML within HTML', 'p&amp;#228;/s &amp;quot;w\\r&amp;amp;d'],
    ['in HTML of JSON', 'pä/s \\&quot;w\\\\r&amp;d'],
    ['in a URL of JSON', encodeURIComponent(JSON.stringify(secret).slice(1, -1))],
    ['in a mixture of all', '%70\\u00e4%2f&#115; \\"w\\\\r&amp;d'],
  ])('%s is masked', (_, spelled) => {
    expect(redact(`before ${spelled} after`)).toBe('before *** after');
    expect(redact(spelled)).toBe('***');
  });

  test.each([0, 1, 2, 3, 4])('in base64 behind %i bytes is masked', (count) => {
    const encoded = Buffer.from(`${'x'.repeat(count)}${secret}${'y'.repeat(7 - count)}`).toString('base64');
    const masked = redact(`login ${encoded}!`);
    expect(masked).toMatch(/^login [A-Za-z0-9+/]{0,5}\*\*\*[A-Za-z0-9+/]{0,9}={0,2}!$/);
    const url = redact(Buffer.from(encoded, 'base64').toString('base64url'));
    expect(url).toContain('***');
    expect(Buffer.from(masked.replace('***', ''), 'base64').toString('latin1')).not.toMatch(/s "w/);
  });

  test('that occurs several times is masked each time, once for a run of them', () => {
    expect(redact(`${secret} and ${encodeURIComponent(secret)}${secret}`)).toBe('*** and ***');
  });

  test('that is nearly there is left alone', () => {
    const text = 'pä/s "w\\r%2d &#112; \\u0070 %70 &amp; %zz &#; &#x; \\u12 %';
    expect(redact(text)).toBe(text);
  });
});

test('a short secret is masked as a whole word alone', () => {
  const redact = makeRedactor(['ab', 'x']);
  expect(redact('cab ab abc "ab" a%62 %61%62c x')).toBe('cab *** abc "***" *** %61%62c ***');
});

test('overlapping secrets leave nothing of each other', () => {
  expect(makeRedactor(['secret', 'topsecret', 'secretive'])('a topsecretive b secretsecret')).toBe('a *** b ***');
});

test('a part of a long secret is masked in pieces', () => {
  const body = Array.from({ length: 400 }, (_, index) => `field${String(index)}=${String(index * 7919)}`).join('&');
  const redact = makeRedactor([body]);
  expect(redact(`you sent ${body}.`)).toBe('you sent ***.');
  const half = redact(`you sent ${body.slice(0, body.length / 2)}`);
  expect(half.length).toBeLessThan(150);
});

test('without secrets nothing is masked', () => {
  expect(makeRedactor(['', ''])('a text')).toBe('a text');
});

const hex = (code: number, digits: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constant(code.toString(16).padStart(digits, '0')), fc.boolean())
    .map(([digitsOf, isUpper]) => (isUpper ? digitsOf.toUpperCase() : digitsOf));

/** Each way in which a character may be spelled. */
function spellingOf(character: string): fc.Arbitrary<string> {
  const code = character.codePointAt(0) ?? 0;
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return fc.oneof(
    fc.constant(character),
    fc.tuple(...units.map((unit) => hex(unit, 4))).map((parts) => parts.map((part) => `\\u${part}`).join('')),
    fc
      .tuple(...Array.from(Buffer.from(character), (byte) => hex(byte, 2)))
      .map((bytes) => bytes.map((byte) => `%${byte}`).join('')),
    fc.nat({ max: 3 }).map((zeros) => `&#${'0'.repeat(zeros)}${String(code)};`),
    fc.tuple(hex(code, 1), fc.constantFrom('x', 'X')).map(([digits, x]) => `&#${x}${digits};`),
    ...(/^[^a-z0-9\s]$/iu.test(character) ? [fc.constant(`\\${character}`)] : []),
  );
}

const piece = fc.oneof(
  fc.string({ unit: 'grapheme-composite', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('%', '&', '\\', '#', ';', '+', '2', '5', 'x', 'u', '0', 'a'), maxLength: 8 }),
);

const spelledSecret = fc
  .tuple(piece, piece)
  .map(([a, b]) => a + b)
  .filter((secret) => secret.length >= 4 && secret.isWellFormed())
  .chain((secret) =>
    fc.tuple(
      fc.constant(secret),
      fc.tuple(...Array.from(secret, spellingOf)).map((parts) => parts.join('')),
    ),
  );

test('any spelling of any secret is found in any surrounding text', () => {
  fc.assert(
    fc.property(spelledSecret, piece, piece, ([secret, spelled], before, after) => {
      const find = secretMatcher([{ text: secret, isWord: false, isBase64: false }]);
      const ranges = find(before + spelled + after);
      const [from, to] = [before.length, before.length + spelled.length];
      expect(ranges.some((range) => range.from <= from + 0 && range.to >= to)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('any secret is found in the base64 of any surrounding text', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4, maxLength: 40 }), fc.string(), fc.string(), (secret, before, after) => {
      const encoded = Buffer.from(before + secret + after).toString('base64');
      expect(makeRedactor([secret])(encoded)).toContain('***');
      expect(makeRedactor([secret])(Buffer.from(encoded, 'base64').toString('base64url'))).toContain('***');
    }),
  );
});

test.each(['%', '\\', '&', '%25', '&amp;', '\\\\u0025', 'a', '%61'])(
  'a text of nothing but %j takes linear time',
  (part) => {
    const redact = makeRedactor([part.repeat(20), `${'a'.repeat(300)}b`, '%25'.repeat(30)]);
    // Quadratic time would be minutes.
    expect(redact(`${part.repeat(65_536 / part.length)}|`)).toMatch(/\|$/);
  },
);
