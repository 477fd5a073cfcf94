import { afterAll, describe, expect, test } from 'vitest';
import { average, crossing, integral, type SpiceEngine, simulate, spiceEngine, valueAt, vector } from './index.ts';

const engine: SpiceEngine = spiceEngine();
afterAll(() => engine.close());

const lowPass = `* a resistor charges a capacitor
v1 a 0 pulse(0 1 0 1f 1f 1 2)
r1 a b 1k
c1 b 0 1p
.tran 1p 5n 0 1p
.end
`;
const inverter = (model: string, line = ''): string => `* an inverter
.include modelcard.FreePDK45
v1 vdd 0 1
v2 a 0 pulse(0 1 0.1n 10p 10p 0.4n 1n)
mn y a 0 0 ${model} w=0.4u l=0.05u
mp y a vdd vdd PDK45PVTG w=0.6u l=0.05u
c1 y 0 1f
${line}
.tran 1p 1n
.end
`;

describe('a run of the engine', () => {
  test('charges a capacitor as the exponential does', async () => {
    const run = await engine.simulate(lowPass);
    for (const t of [0.5e-9, 1e-9, 2e-9]) expect(valueAt(run, 'v(b)', t)).toBeCloseTo(1 - Math.exp(-t / 1e-9), 4);
    expect(crossing(run, 'v(b)', { level: 0.5, direction: 'rise' })).toBeCloseTo(Math.LN2 * 1e-9, 13);
    // The source gives C V of charge; the current flows into its negative end.
    expect(-integral(run, 'i(v1)', 0, 5e-9)).toBeCloseTo(1e-12 * (1 - Math.exp(-5)), 15);
    expect(average(run, 'v(a)', 1e-9, 5e-9)).toBeCloseTo(1, 9);
  });

  test('gives the same numbers again, in any thread', async () => {
    const [first, second] = [await engine.simulate(inverter('PDK45NVTG')), await simulate(inverter('PDK45NVTG'))];
    expect(vector(first, 'v(y)')).toEqual(vector(second, 'v(y)'));
  });

  test('leaves the nodes inside of transistor models out', async () => {
    const run = await engine.simulate(inverter('PDK45NVTG'));
    expect([...run.vectors.keys()].sort()).toEqual(['i(v1)', 'i(v2)', 'time', 'v(a)', 'v(vdd)', 'v(y)']);
    expect(() => vector(run, 'v(z)')).toThrow("the SPICE run has no 'v(z)'; there are: time, ");
  });
});

describe('what ngspice would pass over is refused', () => {
  test('an undefined model', async () => {
    await expect(engine.simulate(inverter('NOPE'))).rejects.toThrow(
      /^SPICE netlist 'an inverter': the model 'nope' is not defined; include its card or correct its name \(ngspice: .*mn y a 0 0 nope/,
    );
  });

  test('a malformed element, which ngspice ignores with a warning', async () => {
    await expect(engine.simulate(inverter('PDK45NVTG', 'r1 y'))).rejects.toThrow(
      /^SPICE netlist 'an inverter': the line 'r1 y' is no resistor instance; complete it/,
    );
  });

  test('a circuit without a solution', async () => {
    const sources = '* two sources\nv1 a 0 1\nv2 a 0 2\n.tran 1p 1n\n.end\n';
    await expect(engine.simulate(sources)).rejects.toThrow(/^SPICE netlist 'two sources': the circuit does not converge; check sources in parallel/);
  });

  test('a run over its time, and the engine serves on', async () => {
    const long = lowPass.replace('.tran 1p 5n 0 1p', '.tran 1f 5u 0 1f');
    const start = performance.now();
    await expect(engine.simulate(long, { timeout_s: 1 })).rejects.toThrow(/took longer than 1 s and was stopped/);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect((await engine.simulate(lowPass)).vectors.size).toBe(4);
  });

  test('no analysis, no circuit, a control block', async () => {
    await expect(engine.simulate('')).rejects.toThrow('asks for no analysis');
    await expect(engine.simulate('* only this\n.tran 1p 1n\n')).rejects.toThrow("SPICE netlist 'only this' holds no element");
    await expect(engine.simulate('* a\n.control\nshell ls\n.endc\n.tran 1p 1n\n.end')).rejects.toThrow("holds '.control'");
  });

  test('an undefined subcircuit', async () => {
    await expect(engine.simulate('* calls\nv1 a 0 1\nx1 a nothing\n.tran 1p 1n\n.end')).rejects.toThrow(/^SPICE netlist 'calls': the subcircuit/);
  });

  test('a closed engine', async () => {
    const other = spiceEngine();
    await other.close();
    await expect(other.simulate(lowPass)).rejects.toThrow('was closed');
  });
});
