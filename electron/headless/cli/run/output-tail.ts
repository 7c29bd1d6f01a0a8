/** The end of the output: as many bytes as a ping may carry, in whole characters. */
export const keptBytes = 10_000;

export interface OutputTail {
  readonly add: (chunk: Buffer) => void;
  readonly text: () => string;
}

export function tailOf(): OutputTail {
  let kept = Buffer.alloc(0);
  return {
    add(chunk) {
      const all = Buffer.concat([kept, chunk.subarray(-keptBytes)]);
      // Copied, because a slice keeps the whole buffer in memory.
      kept = Buffer.from(all.subarray(-keptBytes));
    },
    text() {
      let begin = 0;
      // In UTF-8, a cut leaves up to three continuation bytes (10xxxxxx).
      while (kept.length === keptBytes && begin < 3 && ((kept[begin] ?? 0) & 0xc0) === 0x80) begin += 1;
      const text = new TextDecoder().decode(kept.subarray(begin));
      return Buffer.byteLength(text) <= keptBytes ? text : shortened(text);
    },
  };
}

/** Bytes that are not UTF-8 grow when they are replaced. */
function shortened(text: string): string {
  return new TextDecoder().decode(Buffer.from(text).subarray(-keptBytes)).replace(/^\ufffd+/, '');
}
