/** The characterised cells as Liberty text: non-linear delay model, internal energy, leakage by state. Read by Yosys and ABC. */
import type { ArcTables, CellLibrary, CellTables, EdgeTables, Grid } from './tables.ts';

export const libraryName = 'spinloom45';

/** Units: ns, V, fF, nW; energies in fF V2 = fJ. */
export function liberty({ cells, conditions: { supply_V, temperature_C, slews_ps, loads_fF } }: CellLibrary): string {
  const index = (values: readonly number[], scale: number): string => values.map((value) => number(value * scale)).join(', ');
  return `/* Spinloom cell library: own drawings, characterised with ngspice on FreePDK45 (Apache-2.0), nominal corner; areas are published facts. */
library (${libraryName}) {
  technology (cmos);
  delay_model : table_lookup;
  time_unit : "1ns";
  voltage_unit : "1V";
  current_unit : "1uA";
  pulling_resistance_unit : "1kohm";
  leakage_power_unit : "1nW";
  capacitive_load_unit (1, ff);
  nom_process : 1;
  nom_voltage : ${number(supply_V)};
  nom_temperature : ${number(temperature_C)};
  input_threshold_pct_rise : 50;
  input_threshold_pct_fall : 50;
  output_threshold_pct_rise : 50;
  output_threshold_pct_fall : 50;
  slew_lower_threshold_pct_rise : 20;
  slew_lower_threshold_pct_fall : 20;
  slew_upper_threshold_pct_rise : 80;
  slew_upper_threshold_pct_fall : 80;
  slew_derate_from_library : 1;
  default_max_transition : ${number(slews_ps.at(-1)! / 1000)};
  default_fanout_load : 1;
  default_cell_leakage_power : 0;
  operating_conditions (typical) {
    process : 1;
    voltage : ${number(supply_V)};
    temperature : ${number(temperature_C)};
  }
  default_operating_conditions : typical;
  lu_table_template (timing) {
    variable_1 : input_net_transition;
    variable_2 : total_output_net_capacitance;
    index_1 ("${index(slews_ps, 1e-3)}");
    index_2 ("${index(loads_fF, 1)}");
  }
  power_lut_template (energy) {
    variable_1 : input_transition_time;
    variable_2 : total_output_net_capacitance;
    index_1 ("${index(slews_ps, 1e-3)}");
    index_2 ("${index(loads_fF, 1)}");
  }
  power_lut_template (quiet) {
    variable_1 : input_transition_time;
    index_1 ("${index(slews_ps, 1e-3)}");
  }
${cells.map((cell) => cellText(cell, loads_fF.at(-1)!)).join('\n')}
}
`;
}

function cellText(cell: CellTables, maximum_fF: number): string {
  const { name, area_um2, leakage_nW, leakage, functions, arcs, reset } = cell;
  const states = leakage.map(({ when, nW }) => `    leakage_power () { when : "${when}"; value : ${number(nW)}; }`);
  const flipFlop =
    cell.quiet === undefined
      ? []
      : [`    ff (IQ, IQN) { next_state : "D"; clocked_on : "CK";${reset === undefined ? '' : ` clear : "!${reset}";`} }`];
  const inputs = Object.keys(cell.capacitance_fF).map((pin) => inputText(cell, pin));
  const outputs = Object.entries(functions).map(([pin, formula]) => {
    const text = cell.quiet === undefined ? formula : 'IQ';
    const own = arcs.filter((arc) => arc.to === pin);
    const head = `    pin (${pin}) {\n      direction : output;\n      function : "${text}";\n      max_capacitance : ${number(maximum_fF)};`;
    return [head, ...own.map(timingText), ...own.map(powerText), '    }'].join('\n');
  });
  return [
    `  cell (${name}) {`,
    `    area : ${number(area_um2)};`,
    `    cell_leakage_power : ${number(leakage_nW)};`,
    ...states,
    ...flipFlop,
    ...inputs,
    ...outputs,
    '  }',
  ].join('\n');
}

function inputText({ capacitance_fF, quiet, constraint }: CellTables, pin: string): string {
  const lines = [`    pin (${pin}) {`, '      direction : input;', `      capacitance : ${number(capacitance_fF[pin]!)};`];
  if (pin === 'CK') lines.push('      clock : true;');
  const energy = quiet?.[pin];
  if (energy !== undefined)
    lines.push(
      `      internal_power () { rise_power (quiet) { values ("${energy.rise_fJ.map(number).join(', ')}"); } fall_power (quiet) { values ("${energy.fall_fJ.map(number).join(', ')}"); } }`,
    );
  if (pin === 'D' && constraint !== undefined)
    for (const [type, time] of [
      ['setup_rising', constraint.setup_ps],
      ['hold_rising', constraint.hold_ps],
    ] as const)
      lines.push(
        `      timing () { related_pin : "CK"; timing_type : ${type}; rise_constraint (scalar) { values ("${number(time.rise / 1000)}"); } fall_constraint (scalar) { values ("${number(time.fall / 1000)}"); } }`,
      );
  return [...lines, '    }'].join('\n');
}

const senses = {
  positive: 'timing_sense : positive_unate;',
  negative: 'timing_sense : negative_unate;',
  clock: 'timing_type : rising_edge;',
  reset: 'timing_type : clear; timing_sense : positive_unate;',
};

function timingText({ from, sense, rise, fall }: ArcTables): string {
  const tables = (edge: EdgeTables, delay: string, transition: string): string[] => [
    `        ${delay} (timing) { ${values(edge.delay_ps, 1e-3)} }`,
    `        ${transition} (timing) { ${values(edge.transition_ps, 1e-3)} }`,
  ];
  return [
    '      timing () {',
    `        related_pin : "${from}"; ${senses[sense]}`,
    ...(rise === undefined ? [] : tables(rise, 'cell_rise', 'rise_transition')),
    ...tables(fall, 'cell_fall', 'fall_transition'),
    '      }',
  ].join('\n');
}

function powerText({ from, when, rise, fall }: ArcTables): string {
  return [
    '      internal_power () {',
    `        related_pin : "${from}";${when === '' ? '' : ` when : "${when}";`}`,
    ...(rise === undefined ? [] : [`        rise_power (energy) { ${values(rise.energy_fJ, 1)} }`]),
    `        fall_power (energy) { ${values(fall.energy_fJ, 1)} }`,
    '      }',
  ].join('\n');
}

function values(grid: Grid, scale: number): string {
  return `values (${grid.map((row) => `"${row.map((value) => number(value * scale)).join(', ')}"`).join(', ')});`;
}

const number = (value: number): string => String(Number(value.toPrecision(6)));
