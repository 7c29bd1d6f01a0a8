/** The schemes that the program serves. */
import type * as Electron from 'electron';

type SchemeHandler = Parameters<Electron.Protocol['handle']>[1];
class FakeProtocol implements Pick<Electron.Protocol, 'handle' | 'unhandle' | 'registerSchemesAsPrivileged'> {
  readonly #handlers = new Map<string, SchemeHandler>();
  schemes: readonly Electron.CustomScheme[] = [];

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    this.schemes = schemes;
  }
  handle(scheme: string, handler: SchemeHandler): void {
    this.#handlers.set(scheme, handler);
  }
  unhandle(scheme: string): void {
    this.#handlers.delete(scheme);
  }
  async request(scheme: string, request: Request): Promise<Response> {
    const handler = this.#handlers.get(scheme);
    if (handler === undefined) throw new Error(`nobody serves ${scheme}:`);
    return handler(request);
  }
}
export const protocol = new FakeProtocol();
