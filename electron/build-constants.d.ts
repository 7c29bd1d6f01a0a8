/** The version in package.json, put in by the build and by Vitest. */
declare const __VIGILMON_VERSION__: string;
