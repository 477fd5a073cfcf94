/** What exhibits compute with: networks, cost-only evaluations, remembered for all of them; and a clock where there is one. */
import { designNamed, designs } from '../design/index.ts';
import { type Network, parseBits, presetNetwork } from '../network/index.ts';
import { configure, costOf, type Evaluation } from '../study/index.ts';

export type DesignPreset = 'physical' | 'paper-calibrated';

export interface LabRequest {
  readonly network: string;
  /** W:I. */
  readonly bits: string;
  readonly design: string;
  /** Default physical. */
  readonly preset?: DesignPreset;
  /** Default 1. */
  readonly batch?: number;
}

export interface Lab {
  readonly network: (name: string, bits: string) => Network;
  readonly evaluation: (request: LabRequest) => Evaluation;
  /** Seconds from some origin; absent where no clock may be read, and what is measured is left out. */
  readonly clock_s?: () => number;
  /** A float32 network to measure run times on. */
  readonly floatNetwork?: Network;
}

/** `measuring`: what only the rooms that read clocks and files can bring. */
export function makeLab(measuring: Pick<Lab, 'clock_s' | 'floatNetwork'> = {}): Lab {
  const networks = new Map<string, Network>();
  const evaluations = new Map<string, Evaluation>();
  const remembered = <T>(known: Map<string, T>, key: string, make: () => T): T => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make();
    known.set(key, made);
    return made;
  };
  const network = (name: string, bits: string): Network =>
    remembered(networks, `${name} ${bits}`, () => presetNetwork(name, { bits: parseBits(bits, 'bits') }));
  const evaluation = ({ network: name, bits, design, preset = 'physical', batch = 1 }: LabRequest): Evaluation =>
    remembered(evaluations, `${name} ${bits} ${design} ${preset} ${batch}`, () => {
      const evaluated = network(name, bits);
      return costOf(evaluated, configure({ network: evaluated, design: designNamed(design).id, preset, batch }));
    });
  return { network, evaluation, ...measuring };
}

/** Whether the registry has a design. */
export function hasDesign(id: string): boolean {
  return designs.some((design) => design.id === id);
}
