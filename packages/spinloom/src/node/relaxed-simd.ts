/** Node 20 has WebAssembly's relaxed SIMD behind a flag; later versions have it without. Importing this module sets it, before any kernel is chosen. */
import { setFlagsFromString } from 'node:v8';

if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');
