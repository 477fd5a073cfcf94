/**
 * Test bench of a block: SystemVerilog with seeded vectors, whose expected outputs come from the block's TypeScript function. Yosys proves `wrong` low in every
 * clock; any Verilog simulator runs it too (it makes its own clock there and prints one line).
 */
import { type Block, type Ports, type Stream, stream } from 'spinloom';

export interface Bench {
  readonly text: string;
  /** Clocks that the vectors take. */
  readonly clocks: number;
}

/** Inputs of one clock and the outputs that are seen just before the edge that ends it; of a clocked block's first clock they are unknown. */
interface Vector {
  readonly inputs: Ports;
  readonly outputs: Ports;
  readonly known: boolean;
}

/** Vectors of a block: random inputs; of a clocked one, two whole operations first. */
function vectorsOf(block: Block, count: number): readonly Vector[] {
  const random = stream(2, 'bench').child(block.id);
  const vectors: Vector[] = [];
  let state: Ports | undefined;
  for (let clock = 0; clock < count; clock++) {
    const inputs = { ...randomPorts(block, random.child('clock', clock)), ...heldInputs(block, clock) };
    if (block.kind === 'combinational') {
      vectors.push({ inputs, outputs: block.evaluate(inputs), known: true });
      continue;
    }
    const seen = Object.fromEntries(Object.keys(block.outputs).map((port) => [port, state?.[port] ?? 0n]));
    vectors.push({ inputs, outputs: seen, known: state !== undefined });
    state = block.step(state ?? {}, inputs);
  }
  return vectors;
}

/** Inputs that are not random at a clock: the opening, then two operations, then anything. */
export function heldInputs(block: Block, clock: number): Ports {
  if (block.kind === 'combinational') return {};
  if (clock === 0) return block.opening;
  const { clocks, held: of } = block.operation;
  return clock <= 2 * clocks ? of((clock - 1) % clocks) : {};
}

/** Random bits, and now and then all zeros or all ones, where carries run. */
export function randomPorts({ inputs }: Block, random: Stream): Ports {
  return Object.fromEntries(
    Object.entries(inputs).map(([port, width]) => {
      const from = random.child(port);
      const all = (1n << BigInt(width)) - 1n;
      const kind = from.uint32(0) % 8;
      if (kind < 2) return [port, kind === 0 ? 0n : all];
      let word = 0n;
      for (let i = 0; i < width; i += 32) word = (word << 32n) | BigInt(from.uint32(1 + i));
      return [port, word & all];
    }),
  );
}

export function benchOf(block: Block): Bench {
  const wide = Object.values(block.inputs).reduce((sum, width) => sum + width, 0) > 64;
  const operation = block.kind === 'clocked' ? 2 * block.operation.clocks : 0;
  const vectors = vectorsOf(block, operation + (wide ? 16 : 64));
  const ports = [...Object.entries(block.inputs), ...Object.entries(block.outputs)];
  const steps = Math.ceil(Math.log2(vectors.length + 1));
  const value = (port: string, width: number, { inputs, outputs }: Vector): string =>
    `${width}'h${(port in block.inputs ? inputs[port]! : outputs[port]!).toString(16)}`;
  const name = (port: string): string => (port in block.inputs ? port : `expected_${port}`);
  const range = (width: number): string => (width === 1 ? '' : `[${width - 1}:0] `);
  const clocked = block.kind === 'clocked';
  const connections = ports.map(([port]) => `.${port}(${port})`);
  const parameters = Object.entries(block.parameters).map(([key, number]) => `.${key}(${number})`);
  const lines = [
    `// Test bench of ${block.module}: ${block.title}. Expected outputs come from the TypeScript function of the block.`,
    'module bench (',
    '`ifdef YOSYS',
    '    input  wire clk,',
    '    output wire wrong',
    '`endif',
    ');',
    '`ifndef YOSYS',
    "  reg clk = 1'b0;",
    '  always #1 clk = ~clk;',
    "  reg failed = 1'b0;",
    '`endif',
    `  reg [${steps - 1}:0] at = 0;`,
    "  always @(posedge clk) at <= at + 1'b1;",
    ...Object.entries(block.inputs).map(([port, width]) => `  reg ${range(width)}${port};`),
    ...Object.entries(block.outputs).flatMap(([port, width]) => [`  wire ${range(width)}${port};`, `  reg ${range(width)}expected_${port};`]),
    '  reg known;',
    `  ${block.module} ${parameters.length === 0 ? '' : `#(${parameters.join(', ')}) `}dut (${[...(clocked ? ['.clk(clk)'] : []), ...connections].join(', ')});`,
    '  always_comb begin',
    '    case (at)',
    ...vectors.map(
      (vector, i) =>
        `      ${i}: {${ports.map(([port]) => name(port)).join(', ')}, known} = {${ports.map(([port, width]) => value(port, width, vector)).join(', ')}, 1'b${vector.known ? 1 : 0}};`,
    ),
    `      default: {${ports.map(([port]) => name(port)).join(', ')}, known} = 0;`,
    '    endcase',
    '  end',
    '`ifndef YOSYS',
    '  wire wrong;',
    '`endif',
    `  assign wrong = known & (${Object.keys(block.outputs)
      .map((port) => `(${port} !== expected_${port})`)
      .join(' | ')});`,
    '`ifndef YOSYS',
    '  always @(posedge clk) begin',
    "    if (wrong) failed <= 1'b1;",
    `    if (at == ${vectors.length}) begin`,
    `      $display("${block.id}: %s", failed ? "FAILED" : "passed");`,
    '      $finish;',
    '    end',
    '  end',
    '`endif',
    'endmodule',
  ];
  return { text: `${lines.join('\n')}\n`, clocks: vectors.length };
}
