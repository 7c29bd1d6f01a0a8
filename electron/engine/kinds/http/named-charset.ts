/**
 * The charset that a page names itself, if nothing outside it does: the encoding of an XML declaration (XML 1.0, appendix
 * F), or that of a `meta` element (the HTML standard's prescan). Pure.
 */

/** What the HTML standard looks through. */
const prescanBytes = 1_024;

/** Null: it names none. */
export function namedCharset(bytes: Uint8Array): string | null {
  const begin = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, prescanBytes)).toString('latin1');
  if (begin.startsWith('<\0?\0')) return 'utf-16le';
  if (begin.startsWith('\0<\0?')) return 'utf-16be';
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/.exec(begin)?.[1];
  return asciiCompatible(declared ?? metaCharset(begin.replace(/<!--[\s\S]*?(?:-->|$)/g, '')));
}

/** What could be read as ASCII is not UTF-16, whatever it says. */
function asciiCompatible(label: string | null): string | null {
  if (label === null) return null;
  if (/^\s*utf-?16/i.test(label)) return 'utf-8';
  return /^\s*x-user-defined\s*$/i.test(label) ? 'windows-1252' : label;
}

const metaTag = /<meta[\s/]((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi;
const attribute = /([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

function metaCharset(html: string): string | null {
  for (const [, inside = ''] of html.matchAll(metaTag)) {
    const attributes = new Map(
      Array.from(inside.matchAll(attribute), ([, name = '', double, single, bare]) => [
        name.toLowerCase(),
        double ?? single ?? bare ?? '',
      ]),
    );
    const isContentType = attributes.get('http-equiv')?.toLowerCase() === 'content-type';
    const inContent = /charset\s*=\s*["']?\s*([^\s;"']+)/i.exec(attributes.get('content') ?? '')?.[1];
    const label = attributes.get('charset') ?? (isContentType ? inContent : undefined);
    if (label !== undefined) return label;
  }
  return null;
}
