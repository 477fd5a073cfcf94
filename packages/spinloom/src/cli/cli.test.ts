/** The built command, run as a user runs it. `npm test` builds first. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type GraphNode, writeGraph } from '../network/index.ts';
import { comparisonResultSchema, evaluationResultSchema } from '../study/index.ts';
import { commandIn } from './testing/command.ts';

const data = fileURLToPath(new URL('../../data/', import.meta.url));
const images = `${data}fashion-1000-images-idx3-ubyte.gz`;
const labels = `${data}fashion-1000-labels-idx1-ubyte.gz`;
const folder = mkdtempSync(join(tmpdir(), 'spinloom-'));
afterAll(() => rmSync(folder, { recursive: true }));

const spinloom = commandIn(folder);

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A network of one node, as an ONNX file. */
function networkFile(name: string, node: Partial<GraphNode>, weight = new Float32Array(784 * 10).fill(0.5), dims = [784, 10]): string {
  return file(
    name,
    writeGraph({
      name: 'one',
      opset: 13,
      inputs: [{ name: 'x', dims: [1, 784] }],
      outputs: [{ name: 'y', dims: [1, 10] }],
      initializers: { w: { type: 'float32', dims, data: weight } },
      nodes: [{ name: 'only', operator: 'MatMul', domain: '', inputs: ['x', 'w'], outputs: ['y'], attributes: {}, ...node }],
      metadata: {},
    }),
  );
}

describe('spinloom evaluate', () => {
  it('evaluates the shipped network and prints the tables', () => {
    const { code, out, err } = spinloom('evaluate', '--limit', '50');
    expect([code, err]).toEqual([0, '']);
    for (const word of ['accuracy', 'energy', 'latency', 'throughput', 'area', 'storage', 'By layer', 'By component', 'conv2'])
      expect(out).toContain(word);
  });

  it('evaluates another shipped network on the images that go with it', () => {
    const { code, out } = spinloom('evaluate', 'digits-2-3', '--json');
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(result).toMatchObject({ network: 'digits-2-3', bits: '2:3', images: 360, configuration: { data: { name: 'digits-360' } } });
    // The count that training recorded for the same 360 images.
    expect(result.accuracy).toBe(353 / 360);
  });

  it('writes the same JSON twice, on one thread and on two', () => {
    const [one, two] = ['1', '2'].map((threads) => {
      const path = join(folder, `r${threads}.json`);
      expect(spinloom('evaluate', 'fashion-1-4', '--limit', '60', '--threads', threads, '--json', path).code).toBe(0);
      return readFileSync(path, 'utf8');
    });
    expect(one).toBe(two);
    expect(spinloom('evaluate', 'fashion-1-4', '--limit', '60', '--json').out).toBe(one);
    const result = evaluationResultSchema.parse(JSON.parse(one!));
    expect(result).toMatchObject({ network: 'fashion-1-4', design: 'and-accumulation', preset: 'physical', bits: '1:4', images: 60 });
  });

  it('takes images and labels from files, and cost only without', () => {
    const measured = JSON.parse(spinloom('evaluate', 'fashion-1-4', '--images', images, '--labels', labels, '--limit', '20', '--json').out);
    expect(measured.images).toBe(20);
    const costOnly = JSON.parse(spinloom('evaluate', 'fashion-1-4', '--limit', '0', '--json').out);
    expect(costOnly).toMatchObject({ images: 0, correct: null, accuracy: null });
    expect(costOnly.energy_J).toBe(measured.energy_J);
    const unlabelled = JSON.parse(spinloom('evaluate', 'fashion-1-4', '--images', images, '--limit', '20', '--json').out);
    expect(unlabelled).toMatchObject({ images: 20, correct: null, accuracy: null });
  });

  it('draws the energy as an SVG with title, axis and unit', () => {
    const path = join(folder, 'energy.svg');
    expect(spinloom('evaluate', '--limit', '0', '--plot', path).code).toBe(0);
    const svg = readFileSync(path, 'utf8');
    for (const word of ['<svg', 'Energy of one image by layer', 'energy (µJ)', 'conv2', 'array write']) expect(svg).toContain(word);
  });

  it('runs a float network in the digital unit', () => {
    const result = JSON.parse(
      spinloom('evaluate', networkFile('float.onnx', {}), '--images', images, '--labels', labels, '--limit', '5', '--json').out,
    );
    expect(result).toMatchObject({ network: 'float', bits: 'float32', images: 5, convolution_J: 0 });
  });
});

describe('the other commands', () => {
  it('compare: all designs and their ratios', () => {
    const result = comparisonResultSchema.parse(JSON.parse(spinloom('compare', '--limit', '10', '--json').out));
    expect(result.evaluations).toHaveLength(4);
    expect(result.ratios['imce/and-accumulation']?.latency_s).toBeGreaterThan(1);
    expect(spinloom('compare', '--limit', '10').out).toContain('imce/and-accumulation');
  });

  it('compare: the designs that are named, by layer too', () => {
    const { code, out } = spinloom('compare', 'lenet5', '--designs', 'cmos-asic,imce', '--layers');
    expect(code).toBe(0);
    for (const word of ['imce/cmos-asic', 'Latency by layer', 'paced by', 'images a joule by area']) expect(out).toContain(word);
    expect(out).not.toContain('reram-crossbar');
  });

  it('evaluate: a cost-only design prints its cost and why there is no accuracy', () => {
    const { code, out } = spinloom('evaluate', 'fashion-1-4', '--design', 'reram-crossbar');
    expect(code).toBe(0);
    expect(out).toMatch(/not measured: reram-crossbar is cost only: .* no accuracy/);
    expect(out).toContain('converters');
  });

  it('compare: options by design', () => {
    const segment = (...args: readonly string[]): unknown =>
      JSON.parse(spinloom('compare', '--limit', '0', '--json', ...args).out).evaluations[1].configuration.options.counterSegment;
    expect(segment()).toBe(8);
    expect(segment('--set', 'imce.counterSegment=16')).toBe(16);
  });

  it('map: rows of a mat', () => {
    const { code, out } = spinloom('map', 'fashion-1-4', '--layer', 'conv2');
    expect(code).toBe(0);
    expect(out).toContain('rows used');
    expect(JSON.parse(spinloom('map', 'fashion-1-4', '--layer', 'conv2', '--design', 'imce', '--json').out).map[0]).toMatchObject({
      row: 0,
      holds: 'scratch',
      name: 'S',
    });
  });

  it('networks and designs: what there is', () => {
    expect(spinloom('networks').out).toContain('fashion-1-4');
    const { networks } = JSON.parse(spinloom('networks', '--json').out);
    expect(networks[0]).toMatchObject({ name: 'fashion-1-4', bits: '1:4' });
    expect(networks).toContainEqual(expect.objectContaining({ name: 'digits-2-3', bits: '2:3', data: 'digits-360' }));
    expect(spinloom('designs').out).toContain('options.counterSegment');
  });

  it('explain: a figure of a result, and the tree', () => {
    const path = join(folder, 'explained.json');
    spinloom('evaluate', '--limit', '10', '--json', path);
    const opened = spinloom('explain', path, 'energy_J/layers/conv2/sense-and/perColumn');
    expect([opened.code, opened.err]).toEqual([0, '']);
    // 14.35 fJ an AND with its share of opening the rows, which is not the column's.
    expect(opened.out).toContain('11.38 fJ');
    expect(spinloom('explain', path).out).toContain('latency_s');
    expect(spinloom('explain', path, 'energy_J/layers/conv9')).toMatchObject({ code: 2, err: expect.stringContaining("did you mean 'conv") });
    expect(JSON.parse(spinloom('explain', path, 'energy_J', '--json').out).parts).toHaveProperty('layers');
  });

  it('help has an example for each command', () => {
    for (const name of ['evaluate', 'compare', 'map', 'activations', 'networks', 'designs', 'explain']) {
      const { code, out } = spinloom(name, '--help');
      expect([code, out.includes('Example:')]).toEqual([0, true]);
    }
    expect(spinloom('--version').code).toBe(0);
    expect(spinloom('help', 'evaluate').out).toContain('--design');
    expect(spinloom('help').code).toBe(0);
  });
});

describe('bad input is one sentence, exit 2, and nothing written', () => {
  const empty = file('empty.onnx', '');
  const text = file('text.onnx', 'this is not a network');
  const whole = readFileSync(networkFile('whole.onnx', {}));
  const truncated = file('truncated.onnx', whole.subarray(0, whole.length >> 1));
  const nan = networkFile('nan.onnx', {}, new Float32Array(7840).fill(Number.NaN));
  const misfit = networkFile('misfit.onnx', {}, new Float32Array(500 * 10), [500, 10]);
  const unsupported = networkFile('unsupported.onnx', { operator: 'Einsum', name: 'attention' });
  const labels60 = file('labels60', Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 60, ...new Array(60).fill(1)]));
  const labels99 = file('labels99', Uint8Array.from([0, 0, 8, 1, 0, 0, 3, 232, ...new Array(1000).fill(99)]));
  const small = file('small', Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 60, 0, 0, 0, 2, 0, 0, 0, 2, ...new Array(240).fill(1)]));
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ['an empty network', ['evaluate', empty], 'empty'],
    ['text as a network', ['evaluate', text], 'text.onnx'],
    ['a truncated network', ['evaluate', truncated], 'truncated'],
    ['images as a network', ['evaluate', images], 'ONNX'],
    ['a missing file', ['evaluate', 'nowhere/net.onnx'], 'there is no such file'],
    ['a folder as a network', ['evaluate', './'], 'folder'],
    ['an operator that is not supported', ['evaluate', unsupported], 'attention'],
    ['NaN weights', ['evaluate', nan], 'w'],
    ['shapes that do not fit', ['evaluate', misfit], 'only'],
    ['another number of labels', ['evaluate', '--images', images, '--labels', labels60], '60 labels for 1000 images'],
    ['images of another size', ['evaluate', '--images', small, '--labels', labels60], '2 x 2'],
    ['swapped images and labels', ['evaluate', '--images', labels, '--labels', images], 'swapped'],
    ['labels outside of the classes', ['evaluate', '--images', images, '--labels', labels99], '99'],
    ['labels without images', ['evaluate', '--labels', labels], '--images'],
    ['both a set and files', ['evaluate', '--data', 'fashion-1000', '--images', images], 'exclude'],
    ['an unknown set', ['evaluate', '--data', 'fashion-100'], "did you mean 'fashion-1000'?"],
    ['a negative limit', ['evaluate', '--limit', '-5'], '--limit'],
    ['a limit that is no number', ['evaluate', '--limit', 'all'], '--limit'],
    ['a scale that is no number', ['evaluate', '--scale', '1/0'], '--scale'],
    ['a deviation of zero', ['evaluate', '--std', '0'], '--std'],
    ['two means for one channel', ['evaluate', '--mean', '0.1,0.2'], 'mean'],
    ['an unknown command', ['evalute'], "did you mean 'evaluate'?"],
    ['an unknown network', ['evaluate', 'fashion-1-5'], "did you mean 'fashion-1-4'?"],
    ['an unknown design', ['evaluate', '--design', 'icme'], "did you mean 'imce'?"],
    ['an unknown option', ['evaluate', '--desing', 'imce'], '--design'],
    ['an unknown setting', ['evaluate', '--set', 'organization.rows=8'], "did you mean 'organisation'?"],
    ['a layer that no mat can hold', ['evaluate', '--set', 'organisation.rows=8'], 'rows'],
    ['pixels that overflow', ['evaluate', '--scale', '1e308', '--limit', '5'], 'scale'],
    ['an option of another design', ['evaluate', '--set', 'options.counterSegment=32'], 'counterSegment'],
    ['a section without a name', ['evaluate', '--set', 'organisation=5'], 'organisation.NAME'],
    ['an unknown design to compare', ['compare', '--designs', 'imce,rram-crossbar'], "did you mean 'reram-crossbar'?"],
    ['a design twice', ['compare', '--designs', 'imce,imce'], 'named twice'],
    ['errors on a design without a program', ['evaluate', '--design', 'cmos-asic', '--error-rates', '0,0'], 'cost only'],
    ['a map of a design without a program', ['map', '--layer', 'conv2', '--design', 'cmos-asic'], 'cost only'],
    ['activations of a network without weights', ['activations', 'svhn', '--layer', 'conv1'], 'give images'],
    ['activations of an image that is not there', ['activations', '--layer', 'conv2', '--image', '1000'], 'images 0 to 999'],
    ['activations of a layer that is not there', ['activations', '--layer', 'conv22'], "did you mean 'conv2'?"],
    ['activations on a design without a program', ['activations', '--layer', 'conv2', '--design', 'cmos-asic'], 'cost only'],
    ["one design's options for all", ['compare', '--set', 'options.accumulators=4'], 'imce.'],
    ['an absurd clock', ['evaluate', '--set', 'digitalUnit.clock_Hz=1e-320'], 'clock_Hz'],
    ['a layer that is not there', ['map', '--layer', 'conv22'], "did you mean 'conv2'?"],
    ['no layer', ['map'], '--layer'],
    ['an output that cannot be written', ['evaluate', '--json', '/proc/none/result.json'], 'cannot be written'],
    ['a folder as output', ['evaluate', '--json', '.'], 'folder'],
    ['a plot that cannot be written', ['evaluate', '--plot', 'nowhere/plot.svg'], 'cannot be written'],
    ['a network to explain', ['explain', truncated], 'truncated.onnx'],
  ];

  it.each(cases)('%s', (_, args, word) => {
    const before = readdirSync(folder);
    const { code, out, err } = spinloom(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(word);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('a result that was changed by hand', () => {
    const path = join(folder, 'tampered.json');
    expect(spinloom('evaluate', '--limit', '5', '--json', path).code).toBe(0);
    const result = JSON.parse(readFileSync(path, 'utf8'));
    const changes: readonly ((copy: typeof result) => void)[] = [
      (copy) => (copy.energy_J = 42),
      (copy) => (copy.correct = 1_000_000),
      (copy) => (copy.configuration.options.xorRow = 5),
      (copy) => (copy.configuration.design = 'imce'),
      (copy) => delete copy.configuration.organisation,
      (copy) => (copy.configuration.network.sha256 = 'e'.repeat(64)),
    ];
    for (const change of changes) {
      const copy = structuredClone(result);
      change(copy);
      const { code, err } = spinloom('explain', file('changed.json', JSON.stringify(copy)), 'energy_J');
      expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
    }
    for (const key of ['constructor', '__proto__', 'energy_J/constructor', 'energy_J/layers/toString'])
      expect(spinloom('explain', path, key).code).toBe(2);
  });

  it('a file that holds no result is not overwritten, and links are followed', () => {
    const network = networkFile('precious.onnx', {});
    const before = readFileSync(network);
    expect(spinloom('evaluate', '--limit', '0', '--json', network)).toMatchObject({ code: 2, err: expect.stringContaining('holds no JSON') });
    expect(readFileSync(network)).toEqual(before);
    const target = file('target.json', '{}');
    symlinkSync(target, join(folder, 'link.json'));
    expect(spinloom('evaluate', '--limit', '0', '--json', join(folder, 'link.json')).code).toBe(0);
    expect(JSON.parse(readFileSync(target, 'utf8')).images).toBe(0);
  });

  it('a fault after the check leaves no part of a file', () => {
    const target = join(folder, 'never.json');
    expect(spinloom('evaluate', '--images', images, '--labels', labels60, '--json', target).code).toBe(2);
    expect(existsSync(target)).toBe(false);
  });
});

describe('spinloom device and circuit', () => {
  const json = (...args: readonly string[]): ReturnType<typeof JSON.parse> => JSON.parse(spinloom(...args, '--json').out);

  it('switching: the distribution of preset A, the same on one thread and on two', () => {
    const one = spinloom('device', 'switching', '--trials', '400', '--threads', '1', '--json').out;
    expect(spinloom('device', 'switching', '--trials', '400', '--threads', '2', '--json').out).toBe(one);
    const result = JSON.parse(one);
    expect(result.switchingTime_s.mean).toBeGreaterThan(0.58e-9);
    expect(result.switchingTime_s.mean).toBeLessThan(0.64e-9);
    expect(result).toMatchObject({ probability: 1, trials: 400, subcritical: false });
    expect(result.criticalCurrent_A).toBeCloseTo(28.65e-6, 7);
    expect(result.heavyMetalResistance_ohm).toBeCloseTo(888.9, 0);
    expect(result.thermalStability_kT).toBeCloseTo(40, 1);
    expect(result.writeEnergy_J).toBeCloseTo(64e-15, 16);
  });

  it('switching: a subcritical current runs, and the text says so', () => {
    const { code, out } = spinloom('device', 'switching', '--current', '20e-6', '--trials', '20');
    expect(code).toBe(0);
    expect(out).toContain('below the critical one');
  });

  it('switching: a current the other way holds the state, which is not the same as too little of it', () => {
    const { out } = spinloom('device', 'switching', '--current', '-120e-6', '--trials', '20');
    expect(out).toContain('holds the state');
    expect(out).not.toContain('below the critical one');
  });

  it('trajectory, junction, retention', () => {
    const run = json('device', 'trajectory', '--pulse', '1e-9');
    expect(run.mx).toHaveLength(run.time_s.length);
    expect(Math.hypot(run.mx[9], run.my[9], run.mz[9])).toBeCloseTo(1, 9);
    const result = json('device', 'junction');
    expect(result.RA_P_ohm_m2 / 13.81e-12).toBeCloseTo(1, 2);
    expect(Math.abs(result.tmr - 1.685)).toBeLessThan(0.003);
    expect(json('device', 'retention', '--bits', '1000', '--off', '60', '--risk', '1e-6').barrierNeeded_kT).toBeCloseTo(45.54, 2);
  });

  it('margins: fan-in 2 does not overlap in 100,000 trials, fan-in 3 does', () => {
    const two = json('circuit', 'margins', '--operation', 'or');
    expect(two.gap).toBeGreaterThan(0);
    expect(two.errorProbability.upper / 1.188e-4).toBeCloseTo(1, 2);
    expect(json('circuit', 'margins', '--operation', 'or', '--fan-in', '3').gap).toBeLessThan(0);
    const points = json('circuit', 'margins', '--operation', 'and', '--tmr-sigma', 'points');
    expect(points.errorProbability.upper).toBeLessThan(1e-7);
    expect(points.mean).toHaveLength(3);
  });

  it('cell: six presets and the bias table', () => {
    expect(json('circuit', 'cell').cells).toHaveLength(6);
    expect(spinloom('circuit', 'cell', 'sot-2t1r').out).toContain('V_WP');
  });

  it('draws histograms, curves and trajectories', () => {
    const plots: readonly (readonly [readonly string[], string])[] = [
      [['device', 'switching', '--trials', '100'], 'switching time (ns)'],
      [['device', 'switching', '--trials', '50', '--pulses', '0.5e-9,1e-9'], 'pulse (ns)'],
      [['device', 'trajectory'], 'time from the start of the pulse (ns)'],
      [['evaluate', '--limit', '10', '--error-rates', '1e-3,1e-3', '--seeds', '2'], 'accuracy (%)'],
      [['circuit', 'margins', '--trials', '5000'], 'sense voltage (I R_P)'],
    ];
    for (const [i, [args, label]] of plots.entries()) {
      const path = join(folder, `plot${i}.svg`);
      expect(spinloom(...args, '--plot', path).code).toBe(0);
      expect(readFileSync(path, 'utf8')).toContain(label);
    }
  });

  it('evaluate under errors: rate 0 is the fault-free run, accuracy falls with the rate, and threads do not matter', () => {
    const at = (rates: string, ...more: readonly string[]): ReturnType<typeof JSON.parse> =>
      json('evaluate', 'fashion-1-4', '--limit', '40', '--seeds', '2', '--error-rates', rates, ...more);
    const none = at('0,0');
    expect(none.errors).toMatchObject({ mean: none.errors.faultFree, sd: 0 });
    const some = at('3e-3,3e-3', '--threads', '1');
    expect(some).toEqual(at('3e-3,3e-3', '--threads', '2'));
    const many = at('3e-2,3e-2');
    expect(none.accuracy).toBeGreaterThan(some.accuracy);
    expect(some.accuracy).toBeGreaterThan(many.accuracy);
    const path = file('rates.json', JSON.stringify(some.configuration.errors.rates));
    expect(at(path).accuracy).toBe(some.accuracy);
  });

  it('evaluate from the spread of the junction', () => {
    const result = json('evaluate', '--limit', '20', '--seeds', '1', '--tmr-sigma', '0.15');
    expect(result.configuration.errors.source).toBe('circuit');
    expect(result.configuration.errors.rates.sense.and[2]).toBeGreaterThan(1e-4);
  });

  it.each([
    [['device', 'switching', '--current', '0', '--temperature', '0'], 'nothing can move'],
    [['device', 'switching', '--trials', '0'], '--trials'],
    [['device', 'switching', '--preset', 'C'], 'C'],
    [['device', 'junction', '--thickness', '-1e-9'], 'thickness_m'],
    [['device', 'junction', '--preset', 'N9'], 'N9'],
    [['device', 'retention', '--barrier', '0'], 'barrier'],
    [['device', 'retention', '--risk', '0.1'], '--bits'],
    [['device', 'swiching'], 'switching'],
    [['circuit', 'margins', '--fan-in', '0'], 'fan-in'],
    [['circuit', 'margins', '--tmr-sigma', '-0.1'], 'sigma'],
    [['circuit', 'margins', '--ra-sigma', '25'], 'at most 1'],
    [['circuit', 'margins', '--tmr-sigma', '100'], 'at most'],
    [['circuit', 'margins', '--operation', 'read', '--fan-in', '3'], 'a read senses one cell'],
    [['circuit', 'margins', '--trials', '1e9', '--fan-in', '256'], 'trials x fan-in'],
    [['device', 'switching', '--trials', '1e12'], 'at most'],
    [['device', 'retention', '--bits', '100'], '--off'],
    [['device', 'trajectory', '--every', '0'], 'every_s'],
    [['evaluate', '--limit', '5', '--error-rates', '0,0', '--seeds', '1e9'], 'seeds'],
    [['circuit', 'margins', '--tmr-sigma', 'wide'], '--tmr-sigma'],
    [['circuit', 'cell', 'sot'], 'sot-2t1r'],
    [['evaluate', '--error-rates', '1.5,0'], 'p01 is 1.5'],
    [['evaluate', '--error-rates', 'nowhere.json'], 'nowhere.json'],
    [['evaluate', '--error-rates', '0.1'], '0.1'],
    [['evaluate', '--seeds', '3'], '--seeds needs'],
    [['evaluate', '--limit', '0', '--error-rates', '0,0'], 'give images'],
  ])('refuses %j', (args, word) => {
    const { code, out, err } = spinloom(...args);
    expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 });
    expect(err).toContain(word);
  });
});
