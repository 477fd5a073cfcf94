/** Places in the memory of an instance: handed out one after the other, freed all at once. */

export interface Arena {
  /** Byte offset of `bytes` new bytes, a multiple of 64. Grows the memory, which detaches earlier views of it. Throws a RangeError where it cannot. */
  readonly take: (bytes: number) => number;
  /** Bytes handed out so far. */
  readonly used: () => number;
  readonly clear: () => void;
}

const page = 65_536;
// Kernels read a little beyond the end of their operands, and weights of a product of which one side is nothing start at 0.
const first = 1024;

export function arena(memory: WebAssembly.Memory): Arena {
  let top = first;
  return {
    take: (bytes) => {
      const at = top;
      const next = (at + bytes + 63) & -64;
      const missing = next + page - memory.buffer.byteLength;
      if (next < at || next > 0x7fff_0000) throw new RangeError(`${bytes} bytes do not fit the memory of the kernels`);
      // Growing by an eighth at least keeps the number of times small.
      if (missing > 0) memory.grow(Math.ceil(Math.max(missing, memory.buffer.byteLength >> 3) / page));
      top = next;
      return at;
    },
    used: () => top - first,
    clear: () => {
      top = first;
    },
  };
}
