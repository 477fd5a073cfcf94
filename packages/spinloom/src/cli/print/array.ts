/** A memory for the terminal: its organisation, and its figures as a tree of bank, mat and sub-array. */
import { type ArrayConfiguration, type ArrayNumbers, type FoundArray, predecodersIn } from '../../array/index.ts';
import { engineering, percent } from '../../quantity/index.ts';
import { facts, heading, table } from './table.ts';

type Row = Partial<Record<(typeof columns)[number][0], number>>;

const columns = [
  ['area_m2', 'area', 'm2'],
  ['readLatency_s', 'read', 's'],
  ['writeLatency_s', 'write', 's'],
  ['readEnergy_J', 'read energy', 'J'],
  ['writeEnergy_J', 'write energy', 'J'],
  ['leakage_W', 'leakage', 'W'],
] as const;

/** Figures of a row of the tree; what a part does not have stays empty. */
function line(depth: number, name: string, row: Row): readonly string[] {
  const shown = columns.map(([key, , unit]) => (row[key] === undefined ? '' : engineering(row[key], unit)));
  return [`${'  '.repeat(depth)}${name}`, ...shown];
}

export function organisationText(configuration: ArrayConfiguration): string {
  const { organisation: o, style, node_nm, roadmap, temperature_K, globalRepeaters } = configuration;
  return facts([
    [
      'process',
      `${node_nm} nm ${roadmap} at ${temperature_K} K, global wires ${globalRepeaters === 'RepeatedNone' ? 'without repeaters' : globalRepeaters}`,
    ],
    ['capacity', `${configuration.capacity_bits / 8192} KB in words of ${configuration.word_bits} bits`],
    ['bank', `${o.bankRows} x ${o.bankColumns} mats, ${o.activeMatsPerColumn} x ${o.activeMatsPerRow} active`],
    ['mat', `${o.matRows} x ${o.matColumns} sub-arrays, ${o.activeSubarraysPerColumn} x ${o.activeSubarraysPerRow} active`],
    ['multiplexers', `${o.muxSenseAmp} to a sense amplifier, then ${o.muxOutput1} and ${o.muxOutput2}`],
    ['buffers', `sized for ${style}`],
  ]);
}

export function numbersText({ bank, mat, subarray }: ArrayNumbers): string {
  const predecoders = predecodersIn(mat);
  const sum = (of: 'area_m2' | 'leakage_W'): number => predecoders.reduce((total, one) => total + one[of], 0);
  const predecoder = { readLatency_s: mat.predecoderLatency_s, writeLatency_s: mat.predecoderLatency_s };
  const energies = { readEnergy_J: mat.predecoderEnergy_J, writeEnergy_J: mat.predecoderEnergy_J };
  const htree = { readLatency_s: bank.htreeReadLatency_s, writeLatency_s: bank.htreeWriteLatency_s, leakage_W: bank.htreeLeakage_W };
  const cellWrite = Math.max(subarray.cellSetEnergy_J, subarray.cellResetEnergy_J);
  return [
    table(
      ['part', ...columns.map(([, name]) => `>${name}`)],
      [
        line(0, 'bank', bank),
        line(1, 'H-tree', { ...htree, readEnergy_J: bank.htreeEnergy_J, writeEnergy_J: bank.htreeEnergy_J }),
        line(1, 'mat', mat),
        line(2, 'predecoders', { ...predecoder, ...energies, area_m2: sum('area_m2'), leakage_W: sum('leakage_W') }),
        line(2, `sub-array (${subarray.numRow} x ${subarray.numColumn})`, subarray),
        line(3, 'row decoder', subarray.rowDecoder),
        line(3, 'sense-amplifier mux decoder', subarray.bitlineMuxDecoder),
        line(3, 'output mux decoder 1', subarray.muxLev1Decoder),
        line(3, 'output mux decoder 2', subarray.muxLev2Decoder),
        line(3, 'bit lines', { readLatency_s: subarray.bitlineDelay_s, readEnergy_J: subarray.bitlineEnergy_J }),
        line(3, 'cells', { readEnergy_J: subarray.cellReadEnergy_J, writeEnergy_J: cellWrite, leakage_W: subarray.cellLeakage_W }),
        line(3, 'sense-amplifier mux', subarray.bitlineMux),
        line(3, 'sense amplifiers', subarray.senseAmp),
        line(3, 'output mux 1', subarray.muxLev1),
        line(3, 'output mux 2', subarray.muxLev2),
        line(3, 'precharger (beside the access)', subarray.precharger),
      ],
    ),
    facts([
      ['size', `${engineering(bank.width_m, 'm')} x ${engineering(bank.height_m, 'm')}, ${percent(bank.areaEfficiency)} of it cells`],
      ['bandwidth', `read ${engineering(bank.readBandwidth_B_per_s, 'B/s')}, write ${engineering(bank.writeBandwidth_B_per_s, 'B/s')}`],
    ]),
    '  The model is that of NVSim, and agrees with it; neither has been held against silicon here.\n',
  ].join('');
}

/** Pareto points, each on a line. */
export function pointsText(points: readonly FoundArray[], most = 40): string {
  const shown = points
    .slice(0, most)
    .map(({ configuration: { organisation: o, style }, bank }) => [
      `${o.bankRows}x${o.bankColumns}, ${o.activeMatsPerColumn}x${o.activeMatsPerRow}`,
      `${o.matRows}x${o.matColumns}, ${o.activeSubarraysPerColumn}x${o.activeSubarraysPerRow}`,
      `${o.muxSenseAmp} ${o.muxOutput1} ${o.muxOutput2}`,
      style,
      ...line(0, '', bank).slice(1),
    ]);
  const rest = points.length - shown.length;
  return [
    heading(`${points.length} organisations that no other beats in all figures, smallest first`),
    table(['bank, active', 'mat, active', 'mux', 'buffers', ...columns.map(([, name]) => `>${name}`)], shown),
    rest > 0 ? `  and ${rest} more: --json lists them\n` : '',
  ].join('');
}
