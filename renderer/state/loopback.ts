/** Whether a listening address can be reached from this computer only. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^127\./.test(address);
}
