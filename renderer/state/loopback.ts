/** Whether nobody but this computer reaches an address that it listens at. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^127\./.test(address);
}
