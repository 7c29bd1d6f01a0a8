/** The name of an address's PTR record (RFC 1035, section 3.5; RFC 3596, section 2.5). Pure. */

/** @param address IPv4 or IPv6. */
export function reverseName(address: string): string {
  if (!address.includes(':')) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const digits = groupsOf(address).map((group) => group.padStart(4, '0'));
  return `${digits.join('').split('').reverse().join('.')}.ip6.arpa`;
}

/** The eight groups of hexadecimal digits. */
function groupsOf(address: string): readonly string[] {
  const [text = ''] = address.toLowerCase().split('%');
  const [head = '', tail] = withoutDots(text).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...(tail === undefined ? [] : zeros), ...after];
}

/** `::ffff:192.0.2.1` ends with an IPv4 address. */
function withoutDots(text: string): string {
  return text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
}
