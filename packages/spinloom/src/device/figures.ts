/**
 * What circuit/ takes of a cell's junction: both resistances at the read bias, and what a write through the spin-Hall metal needs.
 *
 * The junction (single-band Green's functions) and the free layer (macrospin) share the area of the ellipse; nothing else couples them. The read current
 * is taken to be too small to disturb.
 */
import { chosen, type Expression, exact, formulaOf, productOf } from '../quantity/index.ts';
import { positive } from './checks.ts';
import { boltzmann_J_per_K } from './constants.ts';
import { type JunctionOptions, junction } from './junction/index.ts';
import { type MacrospinOptions, macrospinFields, macrospinPreset, type Switching, switchingTrials, writeErrorRate } from './macrospin/index.ts';

export interface JunctionFiguresOptions {
  /** Oxide and its read bias: default N1, 1.2e-9 m, 1e-3 V. */
  readonly junction?: Omit<JunctionOptions, 'temperature_K'>;
  /** Free layer, heavy metal and write: default A (60 x 40 nm ellipse), 120e-6 A, 5e-9 s. */
  readonly write?: Omit<MacrospinOptions, 'temperature_K'>;
  /** Of both. Default 300; above 0. */
  readonly temperature_K?: number;
  /** Trials of the distribution of switching times. Default 0: none; the write error is then the closed form. */
  readonly trials?: number;
}

export interface JunctionFigures {
  readonly area_m2: number;
  readonly RA_P_ohm_m2: number;
  readonly RA_AP_ohm_m2: number;
  /** At the read bias. */
  readonly resistanceP_ohm: number;
  readonly resistanceAP_ohm: number;
  /** At the read bias, a ratio. */
  readonly tmr: number;
  readonly bias_V: number;
  readonly heavyMetalResistance_ohm: number;
  readonly criticalCurrent_A: number;
  readonly thermalStability_kT: number;
  readonly writeCurrent_A: number;
  readonly pulse_s: number;
  readonly writeEnergy_J: number;
  /** Probability that the cell keeps its old state: closed form (write-error.ts). */
  readonly writeErrorRate: number;
  /** Present where trials were asked for. */
  readonly switching?: Switching;
  /** The expressions behind the figures that have parts. */
  readonly basis: Readonly<Record<'area_m2' | 'resistanceP_ohm' | 'resistanceAP_ohm' | 'thermalStability_kT' | 'writeEnergy_J', Expression>>;
}

/** Figures of a junction on its heavy metal. Refuses what `junction` and `switchingTrials` refuse. */
export function junctionFigures(options: JunctionFiguresOptions = {}): JunctionFigures {
  const { temperature_K = 300, trials = 0 } = options;
  positive(temperature_K, 'temperature_K');
  const write: MacrospinOptions = { ...options.write, temperature_K };
  const read: JunctionOptions = { bias_V: 1e-3, ...options.junction, temperature_K };
  const { RA_P_ohm_m2, RA_AP_ohm_m2, tmr } = junction(read);
  const preset = macrospinPreset(write.preset ?? 'A');
  const parameters = { ...preset.parameters, ...write.parameters };
  const fields = macrospinFields(parameters);
  const { current_A: writeCurrent_A = 120e-6, pulse_s = 5e-9 } = write;
  const sized = (key: 'length_m' | 'width_m'): Expression => {
    const source = write.parameters?.[key] === undefined ? preset.sources[key] : ({ trust: 'assumed', cite: 'chosen' } as const);
    return { ...exact(parameters[key], 'given', 'm'), source };
  };
  const area = productOf('m2', 'pi / 4 x length x width', {
    quarter: exact(Math.PI / 4, 'pi / 4'),
    length: sized('length_m'),
    width: sized('width_m'),
  });
  // The published parameter sets were completed so that the TMR is that of paper 1.
  const model = { trust: 'assumed', cite: "Green's functions of the junction, docs/device.md" } as const;
  const RA = (value: number): Expression => ({ ...exact(value, 'voltage over current density', 'ohm m2'), source: model });
  const resistance = (RAx: Expression): Expression => formulaOf(RAx.value / area.value, 'ohm', 'resistance-area product / area', { RA: RAx, area });
  const current = chosen(writeCurrent_A, 'A', 'write current; 120 uA in paper 1, III.B', writeCurrent_A === 120e-6 ? 'published' : 'assumed');
  const metal = chosen(fields.heavyMetalResistance_ohm, 'ohm', 'resistivity x length / (width x thickness), constants of docs/device.md');
  const heat = exact(boltzmann_J_per_K * temperature_K, 'k x temperature', 'J');
  const barrier = chosen(fields.barrier_J, 'J', 'mu0 Ms V Hk / 2, constants of docs/device.md');
  const basis = {
    area_m2: area,
    resistanceP_ohm: resistance(RA(RA_P_ohm_m2)),
    resistanceAP_ohm: resistance(RA(RA_AP_ohm_m2)),
    thermalStability_kT: formulaOf(barrier.value / heat.value, '', 'barrier / kT', { barrier, heat }),
    writeEnergy_J: productOf('J', 'current² x resistance of the heavy metal x pulse', {
      current,
      currentAgain: current,
      metal,
      pulse: chosen(pulse_s, 's', 'length of the write pulse'),
    }),
  };
  return {
    area_m2: area.value,
    RA_P_ohm_m2,
    RA_AP_ohm_m2,
    resistanceP_ohm: basis.resistanceP_ohm.value,
    resistanceAP_ohm: basis.resistanceAP_ohm.value,
    tmr,
    bias_V: read.bias_V!,
    heavyMetalResistance_ohm: fields.heavyMetalResistance_ohm,
    criticalCurrent_A: fields.criticalCurrent_A,
    thermalStability_kT: basis.thermalStability_kT.value,
    writeCurrent_A,
    pulse_s,
    writeEnergy_J: basis.writeEnergy_J.value,
    writeErrorRate: writeErrorRate(write, pulse_s),
    ...(trials > 0 && { switching: switchingTrials({ ...write, trials }) }),
    basis,
  };
}
