/** Fig. 1 of both papers: the share of convolution in the run time of a network, here measured on this machine with the float32 interpreter. */
import { edgesTo, type Network, runDigital, type Tensor } from '../../network/index.ts';
import { stream } from '../../random/index.ts';
import type { Lab } from '../lab.ts';
import type { Exhibit, Row } from '../types.ts';

const images = 20;
/** Run before, so that what is measured is compiled: after ten images the fully connected layer still takes twenty times its share. */
const warmUp = 100;

/** Seconds by operator of a network that runs in the digital unit as a whole. */
function times(network: Network, clock_s: () => number): Readonly<Record<string, number>> {
  const spent: Record<string, number> = {};
  const size = network.input.reduce((product, side) => product * side, 1);
  for (let image = 0; image < warmUp + images; image++) {
    const pixels = stream(1, 'fig-1').child('image', image);
    const values = new Map<string, Tensor>([
      ['input', { dims: network.input, data: Float32Array.from({ length: size }, (_, i) => pixels.uniform(i)) }],
    ]);
    for (const node of network.nodes) {
      const edges = edgesTo(network, node.name).toSorted((a, b) => a.port - b.port);
      const operands = edges.map(({ from, dims }) => ({ dims, data: values.get(from)!.data }));
      const start = clock_s();
      const made = node.kind === 'digital' ? runDigital(node, operands) : operands[0]!;
      if (node.kind === 'digital' && image >= warmUp) spent[node.operator] = (spent[node.operator] ?? 0) + clock_s() - start;
      values.set(node.name, made);
    }
  }
  return spent;
}

type Shares = Readonly<Record<string, number>>;

/** Measured once: the figure stands in both papers. */
const measured = new WeakMap<Lab, Shares>();

function shares(lab: Lab): Shares {
  const { clock_s, floatNetwork } = lab;
  if (clock_s === undefined || floatNetwork === undefined) return {};
  const before = measured.get(lab);
  if (before !== undefined) return before;
  const spent = times(floatNetwork, clock_s);
  const total = Object.values(spent).reduce((sum, time) => sum + time, 0);
  const found = Object.fromEntries(Object.entries(spent).map(([operator, time]) => [operator, time / total]));
  measured.set(lab, found);
  return found;
}

const exhibit = (paper: 1 | 2): Exhibit => ({
  id: `p${paper}-fig-1`,
  paper,
  item: 'Fig. 1',
  title: 'Share of convolution in the run time on a CPU',
  convention:
    'float32 run of the shipped Fashion-MNIST network on this machine, 20 images after 100 that are not counted; the papers take a scene-labelling network from elsewhere',
  trust: 'measured',
  note: 'The papers say that convolution takes most of the time and print no number that survives; the share depends on the machine and on the network, whose convolutions are few and small here. No GPU is measured.',
  rows: (lab): readonly Row[] => {
    const found = shares(lab);
    const operators = Object.keys(found).toSorted((a, b) => found[b]! - found[a]!);
    if (operators.length === 0) return [{ quantity: 'share of conv', unit: '', note: 'Needs a clock: measured by the command alone.' }];
    return operators.map((operator) => ({
      network: lab.floatNetwork!.name,
      quantity: `share of ${operator}`,
      unit: '',
      physical: found[operator]!,
    }));
  },
  chart: (rows) => ({
    kind: 'stacked',
    x: 'run',
    y: 'share of the run time',
    points: rows.flatMap(({ quantity, physical }) =>
      physical === undefined ? [] : [{ x: 'this CPU', y: physical, series: quantity.replace('share of ', '') }],
    ),
  }),
});

export const paper1Fig1: Exhibit = exhibit(1);
export const paper2Fig1: Exhibit = exhibit(2);
