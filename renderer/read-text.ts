/** Reads a file that someone has chosen as text. Files that can be none of ours are not read to their end. */
type ReadText = { readonly text: string } | { readonly problem: 'tooLarge' | 'notText' };

/** What the engine takes; see engine/config/yaml-limits.ts. */
const mostBytes = 1024 * 1024;

export async function readText(file: Pick<Blob, 'size' | 'arrayBuffer'>): Promise<ReadText> {
  if (file.size > mostBytes) return { problem: 'tooLarge' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return text.includes('\0') ? { problem: 'notText' } : { text };
  } catch {
    // Not UTF-8, a folder, or gone meanwhile.
    return { problem: 'notText' };
  }
}
