/** Damaged files end in images or in one sentence, quickly, whatever is damaged. */
import { unzlibSync } from 'fflate';
import { expect, test } from 'vitest';
import { stream } from '../../random/index.ts';
import { Refusal } from '../../refusal/index.ts';
import { readImages, readLabels } from '../index.ts';
import { fixture, fixtureNames } from './fixtures.suite.ts';

const names = fixtureNames.filter((name) => !/^grey-(big|little)-[iu][48]/.test(name));

test.each(names)('%s: 300 mutations', (name) => {
  const bytes = name.endsWith('.z') ? unzlibSync(fixture(name)) : fixture(name);
  const words = stream(7, 'fuzz').child(name);
  let at = 0;
  const next = (below: number): number => words.uint32(at++) % below;
  for (let round = 0; round < 300; round++) {
    const damaged = mutated(bytes, next);
    const start = performance.now();
    for (const read of [() => pixelsOf(damaged, name.replace('.z', '')), () => readLabels(damaged, name.replace('.z', '')).length]) {
      try {
        expect(Number.isFinite(read())).toBe(true);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        expect(error.message.split('\n')).toHaveLength(1);
        expect(error.message.length).toBeLessThan(400);
      }
    }
    expect(performance.now() - start).toBeLessThan(2000);
  }
});

function pixelsOf(bytes: Uint8Array, name: string): number {
  const { images } = readImages(bytes, name);
  return images.read(0, Math.min(images.count, 50)).length;
}

/** Flips, sets, cuts, doubles and moves bytes, mostly one thing at a time, and most often near the front, where headers are. */
function mutated(bytes: Uint8Array, next: (below: number) => number): Uint8Array {
  let result = bytes.slice();
  for (let times = 1 + next(3); times > 0; times--) {
    const at = next(3) === 0 ? next(result.length + 1) : next(Math.min(result.length + 1, 260));
    switch (next(6)) {
      case 0:
        result[at] = result[at]! ^ (1 << next(8));
        break;
      case 1:
        result[at] = [0, 1, 127, 128, 255][next(5)]!;
        break;
      case 2:
        result = result.slice(0, at);
        break;
      case 3:
        result = Uint8Array.of(...result.subarray(0, at), ...result.subarray(at + 1 + next(8)));
        break;
      case 4:
        result = Uint8Array.of(...result.subarray(0, at), ...result.subarray(Math.max(0, at - 16)));
        break;
      default:
        result.fill(255, at, at + 4);
    }
  }
  return result;
}
