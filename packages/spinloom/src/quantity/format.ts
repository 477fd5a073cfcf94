/** Engineering units for people: 4.71e-7 J -> "471 nJ". SI stays everywhere in code. */

const prefixes = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
  [1, ''],
  [1e-3, 'm'],
  [1e-6, 'µ'],
  [1e-9, 'n'],
  [1e-12, 'p'],
  [1e-15, 'f'],
  [1e-18, 'a'],
] as const;

/** `digits` significant digits (default 4) and an SI prefix; areas in mm², or µm² below 0.001 mm²; resistance-area products in Ω µm². */
export function engineering(value: number, unit: string, digits = 4): string {
  if (unit === 'm2') return areaText(value, digits);
  if (unit === 'ohm m2') return `${significant(value / 1e-12, digits)} Ω µm²`;
  if (unit === 'ohm') return withScale(value, prefixes, 'Ω', digits);
  if (unit === '' && Math.abs(value) < 1e5) return significant(value, digits);
  return withScale(value, prefixes, unit, digits);
}

/** 0.9134 -> "91.34 %". */
export function percent(ratio: number, decimals = 2): string {
  return `${(ratio * 100).toFixed(decimals)} %`;
}

// Papers give areas in mm², so a micrometre scale starts only where mm² would be unreadable.
function areaText(value: number, digits: number): string {
  return value === 0 || Math.abs(value) >= 1e-9 ? `${significant(value / 1e-6, digits)} mm²` : `${significant(value / 1e-12, digits)} µm²`;
}

function withScale(value: number, scales: readonly (readonly [number, string])[], unit: string, digits: number): string {
  if (value === 0) return `0 ${unit}`.trim();
  // The factor guards against 999.96 being rounded up to 1000 of the smaller unit.
  const scale = scales.find(([size]) => Math.abs(value) >= size * (1 - 0.5 * 10 ** -digits)) ?? scales[scales.length - 1]!;
  // A rate reads '5 k/s', not '5 k1/s'.
  return `${significant(value / scale[0], digits)} ${scale[1]}${unit.replace(/^1(?=\/)/, '')}`.trim();
}

function significant(value: number, digits: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e5) return String(value);
  return String(Number(value.toPrecision(digits)));
}
