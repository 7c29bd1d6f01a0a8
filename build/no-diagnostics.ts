/**
 * Stands in for `node:diagnostics_channel` in the bundles: Node 16 has no `tracingChannel`, and nobody subscribes to what
 * a bundled library would publish there.
 */
const silent = { hasSubscribers: false };

export const channel = (): typeof silent => silent;
export const tracingChannel = (): typeof silent => silent;
