import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeVariables, fillVariables, variableNames } from '../../electron/contract/variables.ts';

test('a reference is replaced by the value of its variable', () => {
  expect(fillVariables('Bearer ${TOKEN}', { TOKEN: 'abc' })).toEqual({
    text: 'Bearer abc',
    missing: [],
    hasVariables: true,
  });
});

test('a missing variable is named and left as it is written', () => {
  expect(fillVariables('${A}-${B}', { A: '1' })).toEqual({ text: '1-${B}', missing: ['B'], hasVariables: true });
});

test('a variable inherited from a prototype is missing', () => {
  expect(fillVariables('${constructor}${__proto__}', {}).missing).toEqual(['constructor', '__proto__']);
});

test('references within values are not filled in', () => {
  expect(fillVariables('${A}', { A: '${B} $& $1', B: 'no' }).text).toBe('${B} $& $1');
});

test('an escaped reference stands for itself', () => {
  expect(fillVariables('$${TOKEN}', { TOKEN: 'abc' })).toEqual({ text: '${TOKEN}', missing: [], hasVariables: false });
});

test('other text is left alone', () => {
  expect(fillVariables('$TOKEN ${} ${1A} ${a b} $', {}).text).toBe('$TOKEN ${} ${1A} ${a b} $');
});

test('each name of a text is listed once, without escaped ones', () => {
  expect(variableNames('a: ${B}\nb: ${A} ${B}\nc: $${C}')).toEqual(['B', 'A']);
});

test('an escaped text is filled in to the same text', () => {
  const piece = fc.constantFrom('$', '{', '}', 'A', '${A}', '$${A}', ' ', '\\');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      expect(fillVariables(escapeVariables(text), { A: 'x' }).text).toBe(text);
    }),
  );
});
