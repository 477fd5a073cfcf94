/** Numbers as users write them. Each parser throws commander's own error, which names the option. */
import { InvalidArgumentError } from 'commander';

/** '0.5', '1e-3', '1/255'. */
export function real(text: string): number {
  const parts = text.split('/');
  const numbers = parts.map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const value = numbers.length === 2 ? numbers[0]! / numbers[1]! : numbers.length === 1 ? numbers[0]! : Number.NaN;
  if (!Number.isFinite(value)) throw new InvalidArgumentError('expected a number, such as 0.5 or 1/255.');
  return value;
}

/** '0.5' or '0.49,0.48,0.45'. */
export function reals(text: string): readonly number[] {
  return text.split(',').map(real);
}

/** A whole number of at least `least`. */
export function whole(least: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!Number.isSafeInteger(value) || value < least) throw new InvalidArgumentError(`expected a whole number of at least ${least}.`);
    return value;
  };
}

/** '40x32' (height x width), or '40' for a square. */
export function pictureSize(text: string): readonly [height: number, width: number] {
  const sides = text.toLowerCase().split('x');
  const [height, width = height] = sides.map((side) => (/^\d+$/.test(side) ? Number(side) : Number.NaN));
  if (sides.length > 2 || !(height! >= 1 && height! <= 4096 && width! >= 1 && width! <= 4096))
    throw new InvalidArgumentError('expected HEIGHTxWIDTH, each from 1 to 4096, such as 40x40, or one number for a square.');
  return [height!, width!];
}

/** '33MB', '512 KB', '1MiB', '65536': bytes, in powers of two as memories are built. */
export function byteSize(text: string): number {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const scale = { '': 1, b: 1, kb: 2 ** 10, kib: 2 ** 10, mb: 2 ** 20, mib: 2 ** 20, gb: 2 ** 30, gib: 2 ** 30 }[unit?.toLowerCase() ?? ''];
  const bytes = Number(number) * (scale ?? Number.NaN);
  if (!Number.isSafeInteger(bytes) || bytes < 1)
    throw new InvalidArgumentError('expected whole bytes of at least 1 with a unit of B, KB, MB or GB (powers of two), such as 33MB.');
  return bytes;
}
