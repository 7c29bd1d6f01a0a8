/** The end of the output: as many bytes as a ping may carry, in whole characters. */
export const keptBytes = 10_000;

export interface OutputTail {
  readonly add: (chunk: Buffer) => void;
  readonly text: () => string;
}

export function tailOf(mostBytes = keptBytes): OutputTail {
  let kept = Buffer.alloc(0);
  return {
    add(chunk) {
      const all = Buffer.concat([kept, chunk.subarray(-mostBytes)]);
      // Copied, because a slice keeps the whole buffer in memory.
      kept = Buffer.from(all.subarray(-mostBytes));
    },
    text() {
      let begin = 0;
      // In UTF-8, a cut leaves up to three continuation bytes (10xxxxxx).
      while (kept.length === mostBytes && begin < 3 && ((kept[begin] ?? 0) & 0xc0) === 0x80) begin += 1;
      const text = new TextDecoder().decode(kept.subarray(begin));
      return Buffer.byteLength(text) <= mostBytes ? text : shortened(text, mostBytes);
    },
  };
}

/** The output after lines that say more about the job; at most as many bytes as a ping may carry. */
export function withHeading(lines: readonly string[], output: string): string {
  const heading = lines.map((line) => `${line}\n`).join('');
  const room = keptBytes - Buffer.byteLength(heading);
  if (room <= 0 || heading === '') return heading + output;
  const tail = tailOf(room);
  tail.add(Buffer.from(output));
  return heading + tail.text();
}

/** Bytes that are not UTF-8 grow when they are replaced. */
function shortened(text: string, mostBytes: number): string {
  return new TextDecoder().decode(Buffer.from(text).subarray(-mostBytes)).replace(/^\ufffd+/, '');
}
