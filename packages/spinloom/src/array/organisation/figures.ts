/**
 * What the designs charge for the memory: operations of a row, movement, floor and leakage of a mat. Views of `MemoryFigures`, so that each number opens
 * down to the blocks of the array model.
 */
import { type CellFigures, defaultReadCurrent, sotBiasValues } from '../../circuit/index.ts';
import { type Expression, exact, formulaOf, given, productOf, type Source, type Sourced, sumOf } from '../../quantity/index.ts';
import { type MemoryPart, memoryPartNames } from './floor-plan.ts';
import type { Crossing, MemoryFigures } from './memory.ts';
import { columnParts, type OperationPart, type RowOperationName, rowParts } from './row-operations.ts';

export interface ArrayOperation {
  /** Of opening its rows, however many columns work. */
  readonly row: Expression;
  readonly column: Expression;
  /** One bit, with its share of a whole row. */
  readonly bit: Expression;
  readonly latency: Expression;
}

export interface Movement {
  readonly energyPerBit: Expression;
  readonly latency: Expression;
}

export interface ArrayFigures extends Readonly<Record<RowOperationName, ArrayOperation>> {
  /** Of an awake mat without what computing adds. */
  readonly leakage: Expression;
  readonly matArea: Expression;
  /** What computing adds to a mat. */
  readonly additions: Readonly<Record<'decoder' | 'references' | 'xorAmplifiers', { readonly area: Expression; readonly leakage: Expression }>>;
  /** From one mat to another of its bank; and out of a mat to the root of its group, or in. */
  readonly within: { readonly bank: Movement; readonly group: Movement };
}

const model: Source = { trust: 'published', cite: "NVSim's equations and tables (Dong et al., IEEE TCAD 31(7), 2012), docs/array.md" };
const added: Source = { trust: 'assumed', cite: 'SOT paths and two-row operations on top of the array model, docs/array.md' };

/** `charged` false: what crosses the H-tree costs nothing, so that only what happens inside the mats is seen. */
export function arrayFigures(memory: MemoryFigures, cell: CellFigures, { charged = true }: { readonly charged?: boolean } = {}): ArrayFigures {
  const names: readonly RowOperationName[] = ['read', 'and', 'or', 'xor', 'write'];
  const operations = Object.fromEntries(names.map((name) => [name, operationOf(memory, cell, name)])) as Record<RowOperationName, ArrayOperation>;
  const inMat = (parts: readonly MemoryPart[], of: 'area_m2' | 'leakage_W'): Expression => {
    const unit = of === 'area_m2' ? 'm2' : 'W';
    const mats = memory.organisation.matsPerBank;
    const shares = parts.map((part) => [part, leaf(memory.bank[of][part] / mats, unit, `${part} of a bank / mats of a bank`, model)] as const);
    return sumOf(unit, 'parts of a mat', Object.fromEntries(shares.filter(([, { value }]) => value !== 0)));
  };
  const add = (part: MemoryPart, share = 1): { readonly area: Expression; readonly leakage: Expression } => {
    const of = (figure: 'area_m2' | 'leakage_W', unit: string): Expression =>
      leaf((share * memory.bank[figure][part]) / memory.organisation.matsPerBank, unit, `${part} of a mat`, added);
    return { area: of('area_m2', 'm2'), leakage: of('leakage_W', 'W') };
  };
  // A plain memory reads, and needs one reference of the three.
  const plain = memoryPartNames.filter((part) => !['second row decoder', 'references', 'amplifiers of XOR'].includes(part));
  const own = 1 / 3;
  const references = add('references', 1 - own);
  return {
    ...operations,
    leakage: inMat(plain, 'leakage_W'),
    matArea: sumOf('m2', 'a mat that reads and writes', { blocks: inMat(plain, 'area_m2'), reference: add('references', own).area }),
    additions: { decoder: add('second row decoder'), references, xorAmplifiers: add('amplifiers of XOR') },
    within: {
      bank: movement(memory.withinBank, 1, 'a global wire of half the perimeter of a bank', charged),
      group: movement(memory.htree.write, memory.organisation.columns, 'the H-tree of a group, for a row and its address', charged),
    },
  };
}

function movement({ energy_J, latency_s }: Crossing, bits: number, what: string, charged: boolean): Movement {
  if (!charged) return { energyPerBit: exact(0, 'movement is not charged', 'J'), latency: exact(0, 'movement is not charged', 's') };
  return {
    energyPerBit: formulaOf(energy_J / bits, 'J', `energy of ${what} / bits`, {
      energy: leaf(energy_J, 'J', 'wire capacitance x Vdd², every wire switching', model),
      bits: exact(bits, 'bits that cross together'),
    }),
    latency: leaf(latency_s, 's', `one way over ${what}`, model),
  };
}

function operationOf(memory: MemoryFigures, cell: CellFigures, name: RowOperationName): ArrayOperation {
  const { energies, latencies } = memory.operations[name];
  const columns = exact(memory.organisation.columns, 'columns of a row');
  const part = (which: OperationPart): Expression => describePart(memory, cell, name, which);
  const present = (parts: readonly OperationPart[]): Readonly<Record<string, Expression>> =>
    Object.fromEntries(parts.filter((which) => energies[which] > 0).map((which) => [which, part(which)]));
  const row = sumOf('J', 'opening the rows, however many columns work', present(rowParts));
  const column = sumOf('J', 'parts of a column', present(columnParts));
  const steps = Object.entries(latencies).filter(([, value]) => value > 0);
  return {
    row,
    column,
    bit: sumOf('J', 'a column + its share of opening the rows', {
      column,
      row: formulaOf(row.value / columns.value, 'J', 'opening the rows / columns of a row', { row, columns }),
    }),
    latency: sumOf('s', 'one after another', Object.fromEntries(steps.map(([step, value]) => [step, leaf(value, 's', delays[step]!, model)]))),
  };
}

const delays: Readonly<Record<string, string>> = {
  predecoders: 'the slowest predecoder (Horowitz)',
  decoders: 'row decoder, OR and driver of the word line (Horowitz), or the select lines of the columns where they take longer',
  'bit lines': 'RC of cell and bit line until the amplifier sees enough',
  'sense amplifiers': 'latch capacitance / transconductance x ln(Vdd / sense voltage)',
  cells: 'write pulse',
};

/** Energy of a part: of a row for what opens it, of one column for the rest. */
function describePart(memory: MemoryFigures, cell: CellFigures, name: RowOperationName, part: OperationPart): Expression {
  const { operations, nvsim, writePath, organisation } = memory;
  const { subarray: s, technology } = nvsim;
  const operation = operations[name];
  const ofRow = (rowParts as readonly string[]).includes(part);
  const value = operation.energies[part] / (ofRow ? 1 : organisation.columns);
  const supply = leaf(technology.vdd_V, 'V', 'supply', model);
  const made = (formula: string, parts: Readonly<Record<string, Expression | Sourced>>): Expression => formulaOf(value, 'J', formula, parts);
  const write = name === 'write';
  switch (part) {
    case 'predecoders':
      return leaf(value, 'J', 'predecoders of every row that opens', model);
    case 'row decoder':
      return made('selects, OR, driver chain and word line of every row that opens', {
        wordLine: leaf(s.capWordline_F, 'F', 'gates of the read transistors + wire', model),
        supply,
      });
    case 'write row decoder':
      return made('NAND, driver chain and write word line, boosted', {
        wordLine: leaf(writePath.capWordline_F, 'F', 'gates of the write transistors + wire', added),
        supply,
      });
    case 'column decoders':
      return leaf(value, 'J', 'select lines, which NVSim has even where there is no multiplexer', model);
    case 'bit lines':
      return made(write ? 'write bit line x write voltage²' : 'bit line x (precharge voltage² - level²)', {
        bitLine: leaf(write ? writePath.capBitline_F : s.capBitline_F, 'F', 'drains of the access transistors + wire', write ? added : model),
      });
    case 'cells':
      if (!write) return current(memory, name, value, 1);
      return productOf('J', 'voltage of the driver x current x pulse: what the supply gives', {
        voltage: sotBiasValues.V_WP,
        current: cell.writeCurrent!,
        pulse: cell.writePulse!,
      });
    case 'references':
      return current(memory, name, value, name === 'xor' ? 2 : 1);
    case 'sense amplifiers':
      return made(name === 'xor' ? 'latches of both amplifiers x supply²' : 'latch x supply²', {
        latch: leaf(s.senseAmp_capLoad_F, 'F', 'gates and drains of the latch', model),
        supply,
      });
    case 'precharger':
      return leaf(value, 'J', 'gates of the precharge devices and their driver x supply²', model);
    case 'write drivers':
      return leaf(value, 'J', 'gates of the write drivers at both ends x supply²', added);
  }
}

/** What a cell or reference draws until the amplifier has decided. */
function current({ operations, nvsim }: MemoryFigures, name: RowOperationName, value: number, branches: number): Expression {
  const { latencies } = operations[name];
  return formulaOf(value, 'J', 'supply x read current x (settling + decision) x branches', {
    supply: leaf(nvsim.technology.vdd_V, 'V', 'supply', model),
    current: defaultReadCurrent,
    settling: leaf(latencies['bit lines'], 's', 'bit line', model),
    decision: leaf(latencies['sense amplifiers'], 's', 'amplifier', model),
    branches: exact(branches, 'cell or references'),
  });
}

function leaf(value: number, unit: string, formula: string, source: Source): Expression {
  return given({ value, unit, source }, formula);
}
