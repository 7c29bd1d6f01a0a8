/**
 * The Content Security Policy of the window, whichever host serves it: nothing is loaded but its own files, and text
 * becomes HTML only under the one policy by which Svelte clones its compiled templates.
 */
export function windowPolicy(connect: "'none'" | "'self'"): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html',
  ].join('; ');
}
