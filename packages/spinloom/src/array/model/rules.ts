/** Rules that an organisation must keep before anything is computed (array model, sections 4.7 and 4.8). */
import type { Broken } from './block.ts';
import type { ArrayOrganisation } from './configuration.ts';

const shares: readonly (readonly [keyof ArrayOrganisation, keyof ArrayOrganisation])[] = [
  ['activeMatsPerColumn', 'bankRows'],
  ['activeMatsPerRow', 'bankColumns'],
  ['activeSubarraysPerColumn', 'matRows'],
  ['activeSubarraysPerRow', 'matColumns'],
];

export function misfitOf(organisation: ArrayOrganisation, capacity_bits: number, word_bits: number): Broken | undefined {
  for (const [name, value] of Object.entries(organisation)) {
    if (!powerOfTwo(value)) return `${name} is ${value}, and must be a power of two`;
  }
  if (!powerOfTwo(capacity_bits / word_bits))
    return `a capacity of ${capacity_bits} bits in words of ${word_bits} bits is not a power of two of words`;
  for (const [active, all] of shares) {
    if (organisation[active] > organisation[all]) return `${active} is ${organisation[active]}, more than the ${organisation[all]} of ${all}`;
  }
  const { activeMatsPerColumn, activeMatsPerRow, activeSubarraysPerColumn, activeSubarraysPerRow } = organisation;
  const active = activeMatsPerColumn * activeMatsPerRow * activeSubarraysPerColumn * activeSubarraysPerRow;
  if (word_bits < active) {
    return `the word of ${word_bits} bits is narrower than the ${active} active sub-arrays, and each gives at least one bit: widen WordWidth or activate less`;
  }
  return undefined;
}

export function powerOfTwo(value: number): boolean {
  return value >= 1 && Number.isInteger(Math.log2(value));
}
