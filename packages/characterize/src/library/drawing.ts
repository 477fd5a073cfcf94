/**
 * Transistors of a cell, drawn as static CMOS: a pull-down network of series and parallel paths, and its dual (or its mirror) above.
 *
 * Widths are those of a small standard cell of one height: 415 nm n, 630 nm p at a driving stage, half of it inside. Length 50 nm (FreePDK45).
 * Source and drain are 105 nm long: contact 65 nm, 35 nm to the gate, 5 nm of active around (FreePDK45 design rules). There is no layout: wires
 * inside of a cell have no capacitance.
 */

/** A path between two nodes: a gate, or paths in series or side by side. */
export type Path = string | { readonly series: readonly Path[] } | { readonly parallel: readonly Path[] };

export const series = (...paths: readonly Path[]): Path => ({ series: paths });
export const parallel = (...paths: readonly Path[]): Path => ({ parallel: paths });

export interface Transistor {
  readonly kind: 'n' | 'p';
  readonly drain: string;
  readonly gate: string;
  readonly source: string;
  readonly width_nm: number;
}

const widths = { n: 415, p: 630 };
/** Of stages inside of a cell. */
export const inner = 0.5;

/** A complementary gate: output = NOT path. `up` is the pull-up network, default the dual of `down`; a self-dual gate may mirror `down` instead. */
export function stage(output: string, down: Path, { size = 1, up = dual(down) }: { readonly size?: number; readonly up?: Path } = {}): Transistor[] {
  return [...network('n', output, 'vss', down, size, `${output}_n`), ...network('p', output, 'vdd', up, size, `${output}_p`)];
}

export const inverter = (input: string, output: string, size?: number): Transistor[] => stage(output, input, size === undefined ? {} : { size });

/** An inverter that drives while `on` is high and `off` low, and else lets its output go. */
export function clockedInverter(input: string, output: string, on: string, off: string, size: number): Transistor[] {
  return [
    ...network('n', output, 'vss', series(on, input), size, `${output}_${input}_n`),
    ...network('p', output, 'vdd', series(off, input), size, `${output}_${input}_p`),
  ];
}

/** A transmission gate, on while `on` is high and `off` low. */
export function transmission(from: string, to: string, on: string, off: string, size: number): Transistor[] {
  return [...network('n', to, from, on, size, ''), ...network('p', to, from, off, size, '')];
}

/** The lines of a subcircuit: inputs, outputs, vdd, vss. `models` names the card: VTG, VTL or VTH. */
export function subcircuit(name: string, pins: readonly string[], transistors: readonly Transistor[], models: string): string {
  const lines = transistors.map(({ kind, drain, gate, source, width_nm: w }, i) => {
    const bulk = kind === 'n' ? 'vss' : 'vdd';
    const [area, rim] = [w * diffusion_nm * 1e-6, 2 * (w + diffusion_nm)];
    const junction = `as=${text(area)}p ad=${text(area)}p ps=${text(rim)}n pd=${text(rim)}n`;
    return `m${i + 1} ${drain} ${gate} ${source} ${bulk} PDK45${kind.toUpperCase()}${models} w=${text(w)}n l=50n ${junction}`;
  });
  return [`.subckt ${name} ${pins.join(' ')} vdd vss`, ...lines, `.ends ${name}`].join('\n');
}

const diffusion_nm = 105;
const text = (value: number): string => String(Number(value.toPrecision(6)));

function dual(path: Path): Path {
  if (typeof path === 'string') return path;
  return 'series' in path ? { parallel: path.series.map(dual) } : { series: path.parallel.map(dual) };
}

function network(kind: 'n' | 'p', from: string, to: string, path: Path, size: number, name: string): Transistor[] {
  if (typeof path === 'string') return [{ kind, drain: from, gate: path, source: to, width_nm: widths[kind] * size }];
  if ('parallel' in path) return path.parallel.flatMap((branch, i) => network(kind, from, to, branch, size, `${name}${i}`));
  const last = path.series.length - 1;
  return path.series.flatMap((part, i) =>
    network(kind, i === 0 ? from : `${name}x${i}`, i === last ? to : `${name}x${i + 1}`, part, size, `${name}y${i}`),
  );
}
