/**
 * The write of a 2T1R cell: write bit line, access transistor, heavy metal, source line; and the free layer that its current turns.
 *
 * The word line rises first, then the driven line, at 0.2 ns in 20 ps. It is boosted above the supply: at the supply itself the transistor of 120 nm
 * gives 91.6 uA. Currents are taken at 1.5 ns.
 */
import { macrospinFields, macrospinPreset } from 'spinloom';
import { crossing, integral, type SpiceEngine, valueAt, vector, type Waveforms } from '../spice/index.ts';
import { freeLayerLines, netlist, nmos, pulse } from './parts.ts';

export interface WriteOptions {
  /** Of the access transistor. Default 0.12. */
  readonly width_um?: number;
  /** Default 1.2. */
  readonly wordLine_V?: number;
  /** Default 1.0. */
  readonly drive_V?: number;
  /** Default: that of free layer A. */
  readonly heavyMetal_ohm?: number;
  /** Which end is driven: forward the bit line (writes a 1), reverse the source line. Default forward. */
  readonly direction?: 'forward' | 'reverse';
  /** Whether the free layer turns in the circuit, from 0.1 rad beside -x (reverse: +x). Default true. */
  readonly freeLayer?: boolean;
}

export interface WriteFigures {
  /** Through the heavy metal at 1.5 ns, signed: positive from the bit line to the source line. */
  readonly current_A: number;
  /** From the middle of the rising edge until m_x crosses 0; absent where it does not in 4.8 ns, or without a free layer. */
  readonly switching_s?: number;
  /** Largest deviation of |m| from 1. */
  readonly normError?: number;
  /** From the driven line and the word line, over 5 ns. */
  readonly energy_J: number;
  readonly waveforms: Waveforms;
}

const span_ns = 5;
const middleOfEdge_s = 0.21e-9;

export function writeNetlist(options: WriteOptions = {}): string {
  const layer = { parameters: macrospinPreset('A').parameters, fields: macrospinFields(macrospinPreset('A').parameters), radial_per_s: 1e13 };
  const {
    width_um = 0.12,
    wordLine_V = 1.2,
    drive_V = 1,
    heavyMetal_ohm = layer.fields.heavyMetalResistance_ohm,
    direction = 'forward',
    freeLayer = true,
  } = options;
  const forward = direction === 'forward';
  const tilt = 0.1;
  const sign = forward ? -1 : 1;
  return netlist(`2T1R write, ${direction}, ${width_um} um, word line ${wordLine_V} V, heavy metal ${heavyMetal_ohm.toFixed(1)} ohm`, [
    pulse('wl', 'wwl', wordLine_V, 0.05, span_ns - 0.1),
    forward ? pulse('bl', 'wbl', drive_V, 0.2, span_ns - 0.1) : 'vbl wbl 0 0',
    forward ? 'vsl sl 0 0' : pulse('sl', 'sl', drive_V, 0.2, span_ns - 0.1),
    nmos('write', 'wbl', 'wwl', 'hm', width_um),
    `rhm hm tap ${heavyMetal_ohm}`,
    'vhm tap sl 0',
    ...(freeLayer ? freeLayerLines('m', layer, 'i(vhm)', [sign * Math.cos(tilt), Math.sin(tilt), 0]) : []),
    // At the engine's own 1e-3 |m| leaves 1 by 2e-4; the run takes no longer.
    ...(freeLayer ? ['.options reltol=1e-6'] : []),
    `.tran ${freeLayer ? 1 : 5}p ${span_ns}n`,
  ]);
}

/** Runs a write. */
export async function measureWrite(engine: SpiceEngine, options: WriteOptions = {}): Promise<WriteFigures> {
  const waveforms = await engine.simulate(writeNetlist(options));
  const { direction = 'forward', drive_V = 1, freeLayer = true } = options;
  const driven = direction === 'forward' ? 'i(vbl)' : 'i(vsl)';
  const word = vector(waveforms, 'v(wwl)');
  const wordPower = { vectors: new Map([...waveforms.vectors, ['p', vector(waveforms, 'i(vwl)').map((amperes, i) => amperes * word[i]!)]]) };
  const end_s = span_ns * 1e-9;
  const figures = {
    current_A: valueAt(waveforms, 'i(vhm)', 1.5e-9),
    energy_J: -integral(waveforms, driven, 0, end_s) * drive_V - integral(wordPower, 'p', 0, end_s),
    waveforms,
  };
  if (!freeLayer) return figures;
  const crossed = crossing(waveforms, 'v(mx)', { level: 0, direction: direction === 'forward' ? 'rise' : 'fall' });
  const m = ['x', 'y', 'z'].map((axis) => vector(waveforms, `v(m${axis})`));
  const norms = m[0]!.map((mx, i) => Math.abs(Math.hypot(mx, m[1]![i]!, m[2]![i]!) - 1));
  return {
    ...figures,
    normError: norms.reduce((a, b) => Math.max(a, b), 0),
    ...(crossed === undefined ? {} : { switching_s: crossed - middleOfEdge_s }),
  };
}
