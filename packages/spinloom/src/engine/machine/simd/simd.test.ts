import { setFlagsFromString } from 'node:v8';

// Node 20 has relaxed SIMD behind a flag.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');
await import('./simd.browser.test.ts');
