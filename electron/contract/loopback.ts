/** Whether an address is one of this computer that no other reaches. IPv4 over an IPv6 socket is `::ffff:127.0.0.1`. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}
