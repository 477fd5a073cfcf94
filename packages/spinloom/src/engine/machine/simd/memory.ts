/** The memory of a back end: constants of its layers, and working space that they share. */
import { type Arena, arena, type KernelExports } from '@spinloom/kernels';

type Space = 'input' | 'map' | 'tables' | 'pixels' | 'bases' | 'sums' | 'pooled' | 'codes' | 'poolCodes' | 'job' | 'rows' | 'joints' | 'ofWindow';

export interface Memory {
  readonly kernels: KernelExports;
  /** Keeps a constant; returns its byte offset. */
  readonly keep: (constant: ArrayBufferView) => number;
  /** Working space of at least `bytes`, the same for every layer that asks for it; grown, it moves and loses what it held. */
  readonly space: (name: Space, bytes: number) => number;
  readonly bytes: () => Uint8Array;
  readonly words: () => Int32Array;
  readonly floats: () => Float32Array;
  readonly doubles: () => Float64Array;
  /** Bytes in use. */
  readonly used: () => number;
  /** How often everything was forgotten: what was kept before is gone. */
  readonly generation: () => number;
  /** Forgets everything. */
  readonly clear: () => void;
}

export function memoryOf(kernels: KernelExports): Memory {
  const places: Arena = arena(kernels.memory);
  const spaces = new Map<Space, { readonly at: number; readonly bytes: number }>();
  // Growing the memory detaches views: they are made anew when the buffer is another.
  let bytes = new Uint8Array(kernels.memory.buffer);
  let words = new Int32Array(kernels.memory.buffer);
  let floats = new Float32Array(kernels.memory.buffer);
  let doubles = new Float64Array(kernels.memory.buffer);
  let generation = 0;
  const current = (): void => {
    if (bytes.buffer === kernels.memory.buffer) return;
    bytes = new Uint8Array(kernels.memory.buffer);
    words = new Int32Array(kernels.memory.buffer);
    floats = new Float32Array(kernels.memory.buffer);
    doubles = new Float64Array(kernels.memory.buffer);
  };
  return {
    kernels,
    keep: (constant) => {
      const at = places.take(constant.byteLength);
      current();
      bytes.set(new Uint8Array(constant.buffer, constant.byteOffset, constant.byteLength), at);
      return at;
    },
    space: (name, needed) => {
      const known = spaces.get(name);
      if (known !== undefined && known.bytes >= needed) return known.at;
      // A space that grows leaves its old place unused: at least doubling bounds what is lost.
      const size = Math.max(needed, 2 * (known?.bytes ?? 0));
      const at = places.take(size);
      spaces.set(name, { at, bytes: size });
      return at;
    },
    bytes: () => {
      current();
      return bytes;
    },
    words: () => {
      current();
      return words;
    },
    floats: () => {
      current();
      return floats;
    },
    doubles: () => {
      current();
      return doubles;
    },
    used: places.used,
    generation: () => generation,
    clear: () => {
      generation++;
      places.clear();
      spaces.clear();
    },
  };
}
