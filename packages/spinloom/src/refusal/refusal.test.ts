import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, Refusal, refuse, suggestion } from './index.ts';

describe('refuse', () => {
  it('throws a Refusal that carries the sentence alone', () => {
    expect(() => refuse("unknown design 'imec'")).toThrow(Refusal);
    expect(() => refuse("unknown design 'imec'")).toThrow("unknown design 'imec'");
  });

  it('stays one line whatever a name from a file holds', () => {
    expect(() => refuse("node 'a\nb\r\tc\u001b[31m\u0000\u0085' is not known")).toThrow("node 'a\\nb\\r\\tc\\x1b[31m\\x00\\x85' is not known");
    expect(() => refuse('\u2028\u202e')).toThrow('\\u2028\\u202e');
    expect(() => refuse("Größe 'µ–∞' 10⁻³")).toThrow("Größe 'µ–∞' 10⁻³");
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        try {
          refuse(`x${name}`);
        } catch (error) {
          expect((error as Error).message).toMatch(/^x\P{Cc}*$/u);
        }
      }),
    );
  });

  it('stays short whatever the length of a name, and keeps its beginning and its end', () => {
    for (const filling of ['x', '\u0000', 'ü']) {
      const found = (() => {
        try {
          return refuse(`net.onnx: node '${filling.repeat(10_000)}' is not known; check the export`);
        } catch (error) {
          return (error as Error).message;
        }
      })();
      expect(found.length).toBeLessThanOrEqual(1000);
      expect(found).toMatch(/^net\.onnx: node '\P{Cc}+' is not known; check the export$/u);
    }
    expect(() => refuse('x'.repeat(1000))).toThrow(/^x{1000}$/);
  });

  it('is told from a fault of the program by its class and name', () => {
    const refusal = new Refusal('x');
    expect(refusal).toBeInstanceOf(Error);
    expect(refusal.name).toBe('Refusal');
    expect(new Error('x')).not.toBeInstanceOf(Refusal);
  });
});

describe('nearest', () => {
  const designs = ['imce', 'and-accumulation', 'reram-crossbar', 'cmos-asic'];

  it.each([
    ['imec', 'imce'],
    ['IMCE', 'imce'],
    ['and-acumulation', 'and-accumulation'],
    ['and_accumulation', 'and-accumulation'],
    ['reram', 'reram-crossbar'],
    ['cmos', 'cmos-asic'],
  ])('takes %s for %s, or for nothing', (word, meant) => {
    expect([meant, undefined]).toContain(nearest(word, designs));
  });

  it.each(['imec', 'IMCE', 'imc', 'and-acumulation', 'cmos-asik'])('finds what %s means', (word) => {
    expect(nearest(word, designs)).toBeDefined();
  });

  it('is silent where nothing is near', () => {
    expect(nearest('zebra', designs)).toBeUndefined();
    expect(nearest('', ['accumulation'])).toBeUndefined();
    expect(nearest('imce', [])).toBeUndefined();
  });

  it('takes the closest, and the first of equals', () => {
    expect(nearest('evaluat', ['evaluates', 'evaluate'])).toBe('evaluate');
    expect(nearest('cat', ['bat', 'hat'])).toBe('bat');
  });

  it('finds every word from itself with one letter changed, lost or added', () => {
    fc.assert(
      fc.property(fc.constantFrom(...designs), fc.nat(), fc.constantFrom('change', 'lose', 'add'), (word, where, how) => {
        const at = where % word.length;
        const put = how === 'lose' ? '' : 'q';
        return nearest(word.slice(0, at) + put + word.slice(how === 'add' ? at : at + 1), designs) === word;
      }),
    );
  });
});

describe('suggestion', () => {
  it('ends the sentence with the word that was meant', () => {
    expect(suggestion('imec', ['imce', 'cmos-asic'])).toBe("did you mean 'imce'?");
  });

  it('or with the list of what there is', () => {
    expect(suggestion('zebra', ['imce', 'cmos-asic'])).toBe('there are: imce, cmos-asic');
  });
});
