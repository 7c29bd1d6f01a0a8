/** The end of a stream: the last bytes that a ping may carry, as whole characters. */
const keptBytes = 10_000;

export interface OutputTail {
  readonly add: (chunk: Buffer) => void;
  readonly text: () => string;
}

export function tailOf(): OutputTail {
  let kept = Buffer.alloc(0);
  return {
    add(chunk) {
      const all = Buffer.concat([kept, chunk.subarray(-keptBytes)]);
      // Copied, since a part of a large buffer holds all of it.
      kept = Buffer.from(all.subarray(-keptBytes));
    },
    text() {
      let begin = 0;
      // In UTF-8, what the cut left of a character is up to three bytes of 10xxxxxx.
      while (kept.length === keptBytes && begin < 3 && ((kept[begin] ?? 0) & 0xc0) === 0x80) begin += 1;
      const text = new TextDecoder().decode(kept.subarray(begin));
      return Buffer.byteLength(text) <= keptBytes ? text : shortened(text);
    },
  };
}

/** What is no UTF-8 becomes longer where it is shown as such. */
function shortened(text: string): string {
  return new TextDecoder().decode(Buffer.from(text).subarray(-keptBytes)).replace(/^\ufffd+/, '');
}
