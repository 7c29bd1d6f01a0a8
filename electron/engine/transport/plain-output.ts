/**
 * What a program wrote, as text for people: without terminal sequences and control characters, and with what a carriage
 * return overwrote left out, as a terminal would show it.
 */

/** Strings (OSC, DCS, SOS, PM, APC) with their end, then CSI, then all other escapes (ECMA-48). */
const sequences = new RegExp(
  [
    String.raw`(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c|$)`,
    String.raw`(?:\u001b\[|\u009b)[\u0030-\u003f]*[\u0020-\u002f]*[\u0040-\u007e]?`,
    String.raw`\u001b[\u0020-\u002f]*[\u0030-\u007e]?`,
  ].join('|'),
  'gu',
);
/** All but line ends and tabs, and marks that change the direction of text. */
const controls = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

export function plainOutput(bytes: Buffer): string {
  const text = bytes.toString('utf8').replace(sequences, '').replaceAll('\r\n', '\n');
  return text
    .split('\n')
    .map((line) => lastWritten(line).replace(controls, ''))
    .join('\n')
    .trimEnd();
}

/** Progress bars write over their line. */
function lastWritten(line: string): string {
  return line.replace(/\r+$/u, '').split('\r').at(-1) ?? '';
}
