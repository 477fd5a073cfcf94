/** Paper 2, II.B.3 and IV: what it says of losses of power. */
import { type Hardware, matsOf, type ProgrammedInstance, programmed } from '../../design/index.ts';
import type { CheckpointPlan } from '../../engine/schedule/index.ts';
import { type Dot, randomDot } from '../../network/index.ts';
import { comparePolicies, coutAsSum, crashEverywhere, parseSource, type TimingDiagram, timingDiagram } from '../../power/index.ts';
import { stream } from '../../random/index.ts';
import type { Lab } from '../lab.ts';
import type { ChartPoint, Exhibit } from '../types.ts';

interface Accelerator {
  readonly design: ProgrammedInstance;
  readonly hardware: Hardware;
}

/** On the network of the papers. */
function accelerator(lab: Lab): Accelerator {
  const { design, hardware } = lab.evaluation({ network: 'svhn', bits: '1:4', design: 'and-accumulation' });
  return { design: programmed(design, 'nothing is lost or resumed on it'), hardware };
}

/** Wrong results among all single losses of power, at every step and torn bit of a round of windows of a small layer. */
function wrongAfterLosses(
  { design, hardware }: Accelerator,
  commit: CheckpointPlan['commit'],
): { readonly injected: number; readonly wrong: number } {
  const layer: Dot = randomDot({ input: [12, 2, 2], kernels: 5, weightBits: 1, inputBits: 2 });
  const codes = stream(1, 'p2-fig-7b');
  return crashEverywhere({
    layer,
    input: Uint8Array.from({ length: 48 }, (_, i) => codes.uint32(i) % 4),
    program: design.program,
    organisation: matsOf(hardware.organisation),
    replicas: 1,
    checkpoints: { every: 4, frame: 'plane', commit, flipFlops: 'dual' },
  });
}

function timing({ design }: Accelerator): TimingDiagram {
  const { store, 'sense-and': sense } = design.tariffs;
  return timingDiagram({ frame_s: 4 * sense!.duration_s, store_s: store!.duration_s, restore_s: sense!.duration_s });
}

export const paper2Fig7b: Exhibit = {
  id: 'p2-fig-7b',
  paper: 2,
  item: 'Fig. 7b',
  title: 'The non-volatile full adder under a loss of power',
  convention:
    'power lost at every micro-operation and torn bit of a round of windows, stored every 4 frames into two slots with a valid bit; literal: accumulators kept, no step index',
  trust: 'derived',
  note: 'Taken literally the paper keeps sums and not the place in the schedule, so that frames are added twice; two slots and an index give the same bits.',
  rows: (lab) => {
    const on = accelerator(lab);
    const [kept, literal] = [wrongAfterLosses(on, 'double-slot'), wrongAfterLosses(on, 'literal')];
    return [
      {
        quantity: 'wrong results over losses of power',
        unit: '',
        published: 0,
        physical: kept.wrong / kept.injected,
        literal: literal.wrong / literal.injected,
      },
      { quantity: 'losses of power tried', unit: '', physical: kept.injected },
      { quantity: 'frames added again in the drawing, lost after 6, stored every 4', unit: '', physical: timing(on).repeated },
    ];
  },
  chart: (_, lab) => {
    const diagram = timing(accelerator(lab));
    const points: ChartPoint[] = [];
    for (const [row, { name, edges }] of diagram.signals.entries()) {
      const most = Math.max(1, ...edges.map(([, level]) => level ?? 0));
      const base = 1.3 * (diagram.signals.length - row);
      let before = 0;
      for (const [time_s, level] of edges) {
        const height = base + (level ?? 0) / most;
        points.push({ x: time_s * 1e9, y: base + before / most, series: name }, { x: time_s * 1e9, y: height, series: name });
        before = level ?? 0;
      }
      points.push({ x: diagram.end_s * 1e9, y: base + before / most, series: name });
    }
    return { kind: 'line', x: 'time (ns)', y: 'levels', points };
  },
};

const accumulatorBits = 24;

export const paper2OneFlipFlop: Exhibit = {
  id: 'p2-one-nv-ff',
  paper: 2,
  item: 'IV',
  title: 'One non-volatile flip-flop in place of two: Cout stored, and taken for sum and Cout',
  convention: `uniform inputs, an accumulator of ${accumulatorBits} bits; errors as a share of its range`,
  trust: 'derived',
  note: 'The paper says lower accuracy; what is restored has little to do with the sum. Storing the sum alone costs the same and loses nothing, because the carries of a finished addition are used up.',
  rows: () => {
    const { match, ripple, carrySave } = coutAsSum(accumulatorBits);
    const ofRange = (meanSquare: number): number => Math.sqrt(meanSquare) / 2 ** accumulatorBits;
    return [
      { quantity: 'sum equals Cout, share of bits', unit: '', physical: match },
      { quantity: 'error of a restored sum, ripple adder (rms)', unit: '', physical: ofRange(ripple.meanSquare) },
      { quantity: 'error of a restored sum, carry-save adder (rms)', unit: '', physical: ofRange(carrySave.meanSquare) },
      { quantity: 'error where the sum is stored', unit: '', physical: 0 },
    ];
  },
};

export const paper2CompletedTasks: Exhibit = {
  id: 'p2-completed-tasks',
  paper: 2,
  item: 'IV',
  title: 'Completed tasks of a volatile design, and of saves to flash and FRAM',
  convention:
    'SVHN network at 1:4, synthetic bursts of RF power for 100 s, 10 uF between 3.0 and 1.8 V; images completed over those of the non-volatile adder',
  trust: 'assumed',
  note: 'The paper says significantly reduced: an image needs more than a burst here, so that a volatile design completes none; where it fits into one burst, there is little to gain.',
  rows: (lab) => {
    const on = accelerator(lab);
    const task = { ...on, network: lab.network('svhn', '1:4'), replicas: 1 };
    const { policies, imagePerBurst } = comparePolicies(task, { source: parseSource('rf-bursts', { seed: 1 }), duration_s: 100, seed: 1 });
    const images = (policy: string): number => policies.find((one) => one.policy === policy)!.run.images;
    return [
      { network: 'svhn', quantity: 'energy of an image over that of a burst', unit: '', physical: imagePerBurst ?? 0 },
      { network: 'svhn', quantity: 'images completed with the non-volatile adder', unit: '', physical: images('nv-fa') },
      ...(['volatile', 'fram', 'flash'] as const).map((policy) => ({
        network: 'svhn',
        quantity: `images completed, ${policy} over non-volatile adder`,
        unit: '',
        physical: images(policy) / images('nv-fa'),
      })),
    ];
  },
};

/** Of a metal-insulator-metal or trench capacitor, believed. */
const capacitance_F_per_m2 = 10e-15 / 1e-12;
const from_V = 1.2;
const to_V = 0.9;

export const paper2Detector: Exhibit = {
  id: 'p2-detector',
  paper: 2,
  item: 'II.B.3',
  title: 'Area against a voltage detector and a capacitor',
  convention: `a capacitor that holds up the storing of one mat's accumulators, ${from_V} to ${to_V} V at 10 fF/um2 (assumed); the detector left out`,
  trust: 'assumed',
  note: 'The paper claims less area and complexity: junctions of two slots are smaller than the capacitor that would store the same bits once.',
  rows: (lab) => {
    const { design } = accelerator(lab);
    const cells = design.matArea.parts.checkpoints!;
    // Two slots hold every bit twice; a capacitor serves one.
    const bits = cells.parts.count!.value / 2;
    const capacitor_F = (2 * bits * design.tariffs.store!.column_J) / (from_V ** 2 - to_V ** 2);
    const area = capacitor_F / capacitance_F_per_m2;
    return [
      { quantity: 'capacitor of a mat', unit: 'F', physical: capacitor_F },
      { quantity: 'its area', unit: 'm2', physical: area },
      { quantity: 'area of the junctions of two slots', unit: 'm2', physical: cells.value },
      { quantity: 'area of the junctions over that of the capacitor (less than)', unit: '', published: 1, physical: cells.value / area },
    ];
  },
};
