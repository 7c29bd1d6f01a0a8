/** An image is the path that it was read from. */
export const nativeImage = { createFromPath: (path: string): object => ({ path }) };
