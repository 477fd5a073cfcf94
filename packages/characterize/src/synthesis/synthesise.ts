/** A block to cells of a library: Yosys maps it, and its netlist gives area, delay, energy and leakage. */
import { type Block, refuse } from 'spinloom';
import { operationEnergy } from './activity.ts';
import { type Library, readLiberty } from './liberty.ts';
import { type Netlist, readNetlist } from './netlist.ts';
import { leakageOf } from './power.ts';
import { rtlFiles } from './sources.ts';
import { type Timing, timingOf } from './timing.ts';
import { runYosys } from './yosys.ts';

export interface Synthesis {
  /** Cells by type. */
  readonly cells: Readonly<Record<string, number>>;
  readonly area_m2: number;
  /** Latest output, or least period of the clock, s. */
  readonly delay_s: number;
  /** What abc gives as the delay of the logic between flip-flops and adder cells, s. */
  readonly abc_s: number;
  /** One operation: a change of all inputs, or what the block says, J. */
  readonly energy_J: number;
  readonly leakage_W: number;
  readonly netlist: Netlist;
  readonly timing: Timing;
  /** The mapped netlist as Verilog. */
  readonly verilog: string;
}

/** A Liberty text with what is read of it. */
export interface Cells {
  readonly text: string;
  readonly library: Library;
}

export const cellsOf = (text: string): Cells => ({ text, library: readLiberty(text) });

/** Commands that read the RTL and elaborate a block as module `top`. */
export function elaborate({ module, parameters }: Block): string[] {
  const files = Object.keys(rtlFiles());
  const set = Object.entries(parameters).map(([name, value]) => `-chparam ${name} ${value}`);
  return [
    `read_liberty -lib -ignore_miss_func cells.lib`,
    `read_verilog -sv ${files.join(' ')}`,
    `hierarchy -top ${module} ${set.join(' ')}`,
    `rename -top top`,
  ];
}

/**
 * abc's commands: rewriting, technology mapping, buffering, sizing, timing. Its default also proves nodes equal by SAT, which does not end on trees that count.
 */
const abcScript = `+${['strash', 'dc2', '&get,-n', '&nf,{D}', '&put', 'buffer,-c', 'topo', 'upsize,{D}', 'dnsize,{D}', 'stime,-p'].join(';')}`;

/** Commands that map module `top` to the library. Full adders become adder cells where the library has one. */
export function mapped(library: Library, onlyGates = false, target_ps = 200): string[] {
  return [
    'proc',
    ...(onlyGates || adderMap(library) === undefined ? [] : ['techmap -map adder.v']),
    'flatten',
    'opt -full',
    'synth -run coarse:fine',
    'techmap',
    'opt -fast',
    'dfflibmap -liberty cells.lib',
    `abc -liberty cells.lib -constr drive.sdc -D ${target_ps} -script ${abcScript}`,
    'setundef -zero',
    'opt_clean -purge',
  ];
}

export async function synthesise(block: Block, cells: Cells): Promise<Synthesis> {
  const { library } = cells;
  const { log, files } = await runYosys(
    [...elaborate(block), ...mapped(library, block.onlyGates), 'check -mapped -assert', 'write_json mapped.json', 'write_verilog -noattr mapped.v'],
    sources(cells),
    `synthesising '${block.id}'`,
  );
  const netlist = readNetlist(files['mapped.json']!, 'top', library);
  const timing = timingOf(netlist, library);
  const instances = [...netlist.gates, ...netlist.flipFlops];
  const counts: Record<string, number> = {};
  for (const { cell } of instances) counts[cell.name] = (counts[cell.name] ?? 0) + 1;
  return {
    cells: Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))),
    area_m2: instances.reduce((sum, { cell }) => sum + cell.area_m2, 0),
    delay_s: timing.delay_s,
    abc_s: abcDelay(log),
    energy_J: operationEnergy(block, netlist, library, timing),
    leakage_W: leakageOf(netlist),
    netlist,
    timing,
    verilog: files['mapped.v']!,
  };
}

/** Everything that a script reads: RTL, library, constraint, adder mapping. */
export function sources({ text, library }: Cells): Record<string, string> {
  const buffer = [...library.cells.keys()].find((name) => /^BUF/.test(name)) ?? refuse(`cell library '${library.name}' has no buffer`);
  const adder = adderMap(library);
  return {
    ...rtlFiles(),
    'cells.lib': text,
    'drive.sdc': `set_driving_cell ${buffer}\nset_load 3 [all_outputs]\n`,
    ...(adder === undefined ? {} : { 'adder.v': adder }),
  };
}

/** How full and half adders become the library's adder cells. */
function adderMap(library: Library): string | undefined {
  const rules = ['FA', 'HA'].flatMap((kind) => {
    const cell = [...library.cells.values()].find(({ name }) => new RegExp(`^${kind}(_|$)`).test(name));
    if (cell === undefined) return [];
    const inputs = cell.pins.filter((pin) => pin.direction === 'input').map((pin) => pin.name);
    const sum = cell.pins.find((pin) => pin.function?.text.includes('^'))?.name;
    const carry = cell.pins.find((pin) => pin.direction === 'output' && pin.name !== sum)?.name;
    const ports = kind === 'FA' ? ['a', 'b', 'cin'] : ['a', 'b'];
    const connections = ports.map((port, i) => `.${inputs[i]}(${port})`).join(', ');
    return [
      `module ${kind === 'FA' ? 'full' : 'half'}_adder (input ${ports.join(', ')}, output sum, cout);`,
      `  ${cell.name} adder (${connections}, .${sum}(sum), .${carry}(cout));`,
      'endmodule',
    ];
  });
  return rules.length === 0 ? undefined : `${rules.join('\n')}\n`;
}

function abcDelay(log: string): number {
  const delays = [...log.matchAll(/Delay\s*=\s*([\d.]+) ps/g)].map(([, ps]) => Number(ps));
  return (delays.at(-1) ?? 0) * 1e-12;
}
