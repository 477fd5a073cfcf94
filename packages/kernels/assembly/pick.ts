/**
 * table[index] by byte. Indices are below 16 everywhere in this package, where the relaxed shuffle gives the same bytes on every machine.
 */
// @ts-ignore: decorator
@inline
export function pick(table: v128, index: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? i8x16.relaxed_swizzle(table, index) : i8x16.swizzle(table, index);
}
