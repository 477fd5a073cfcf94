import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { andAccumulationProgram } from '../../design/and-accumulation/program.ts';
import { directBackend, literalMachine } from '../../engine/machine/index.ts';
import { type CheckpointPlan, layerShape, type Organisation, place, schedule } from '../../engine/schedule/index.ts';
import { type CrashTask, crashAtRandom, crashEverywhere } from '../../power/index.ts';
import { randomLayer } from './layers.ts';

const organisation: Organisation = { rows: 64, columns: 32, mats: 64 };
type Plan = CheckpointPlan & { readonly every: number };
const usual: Plan = { every: 3, frame: 'plane', commit: 'double-slot', flipFlops: 'dual' };
const taskOf = ({ layer, input }: Pick<CrashTask, 'layer' | 'input'>, checkpoints: Plan): CrashTask => ({
  layer,
  input,
  program: andAccumulationProgram({ accumulators: 8, xorRow: 'written', shifter: 'adaptive', checkpoints }),
  organisation,
  replicas: 1,
  checkpoints,
});
const small = randomLayer({ bits: 2, channels: 4, side: 3 });
const sample = fc.sample(small, { numRuns: 12, seed: 7 }).filter(({ layer }) => layer.weight.bits * layer.input.bits > 1);

describe('power lost anywhere', () => {
  it.each(['double-slot', 'atomic'] as const)('P1: %s gives the same bits for every step and tear, for every interval and frame', (commit) => {
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 5 }), fc.constantFrom('plane', 'window', 'channel'), ({ layer, input }, every, frame) => {
        const report = crashEverywhere(taskOf({ layer, input }, { ...usual, every, frame, commit }));
        expect(report.injected).toBeGreaterThan(10);
        expect(report.first).toBeNull();
        expect(report.wrong).toBe(0);
      }),
      { numRuns: 8 },
    );
  });

  it.each(['literal', 'single'] as const)('P2: %s is caught, with the first difference and its cause', (commit) => {
    let wrong = 0;
    for (const { layer, input } of sample) {
      const report = crashEverywhere(taskOf({ layer, input }, { ...usual, every: 2, commit }));
      wrong += report.wrong;
      if (report.first === null) continue;
      const { kernel, window, expected, found, cause } = report.first;
      expect(found).not.toBe(expected);
      const { windows } = layerShape(layer);
      if (kernel >= 0) expect(expected).toBe(directBackend.dot(layer, input)[kernel * windows + window]);
      expect(cause).toContain(commit === 'literal' ? 'plane' : 'index');
    }
    expect(wrong).toBeGreaterThan(0);
  });

  it('P3: any chain of losses, in restores and commits too, gives the same bits', () => {
    let restores = 0;
    let checkpoints = 0;
    for (const { layer, input } of sample) {
      for (const commit of ['double-slot', 'atomic'] as const) {
        const report = crashAtRandom(taskOf({ layer, input }, { ...usual, every: 2, commit }), { runs: 60, seed: 5 });
        expect(report.first).toBeNull();
        restores += report.duringRestore;
        checkpoints += report.duringCheckpoint;
      }
    }
    expect(restores).toBeGreaterThan(20);
    expect(checkpoints).toBeGreaterThan(20);
    const literal = sample.map((one) => crashAtRandom(taskOf(one, { ...usual, every: 2, commit: 'literal' }), { runs: 60, seed: 5 }).wrong);
    expect(Math.max(...literal)).toBeGreaterThan(0);
  });

  it('P4: no more is done again than the frames of an interval, with what lies between windows', () => {
    for (const { layer, input } of sample) {
      for (const every of [1, 4]) {
        const task = taskOf({ layer, input }, { ...usual, every });
        const run = schedule(0, place(layerShape(layer), organisation, task.program.rules), task.program);
        // The longest way from behind one commit to behind the next.
        let [longest, since] = [0, 0];
        for (const { op, at } of run.steps()) {
          if (op.op !== 'commit') continue;
          longest = Math.max(longest, at.step + 1 - since);
          since = at.step + 1;
        }
        longest = Math.max(longest, run.length - since);
        expect(crashEverywhere(task).mostReexecuted).toBeLessThanOrEqual(longest);
      }
    }
  });

  it('P5, P6, P7: a loss before the first step, a second restore, and every replay leave source rows alone', () => {
    const [{ layer, input }] = sample as [(typeof sample)[number]];
    const task = taskOf({ layer, input }, usual);
    const placement = place(layerShape(layer), organisation, task.program.rules);
    const run = schedule(0, placement, task.program);
    const machine = literalMachine(placement, layer, input);
    const untouched = machine.fork();
    machine.lose();
    expect(machine.restore()).toBe(0);
    expect(machine.agrees(untouched)).toBe(true);
    const firstWeight = placement.rows.weight(0, 0, 0, 0, 0);
    const weights = (): unknown => machine.view().mats.map((mat) => mat.cells.slice(firstWeight));
    const before = structuredClone(weights());
    for (const step of run.steps(0, Math.floor(run.length / 2))) machine.step(step);
    machine.lose({ changed: 1 });
    const step = machine.restore();
    const twice = machine.fork();
    expect(twice.restore()).toBe(step);
    expect(twice.agrees(machine)).toBe(true);
    for (const again of run.steps(step)) machine.step(again);
    expect(weights()).toEqual(before);
    expect(machine.results()).toEqual(directBackend.dot(layer, input));
  });

  it('P8: the committed step never goes back', () => {
    for (const { layer, input } of sample) {
      const task = taskOf({ layer, input }, { ...usual, every: 1 });
      const placement = place(layerShape(layer), organisation, task.program.rules);
      const machine = literalMachine(placement, layer, input);
      let committed = 0;
      for (const step of schedule(0, placement, task.program).steps()) {
        machine.step(step);
        const fork = machine.fork();
        fork.lose();
        const resumed = fork.restore();
        expect(resumed).toBeGreaterThanOrEqual(committed);
        expect(resumed).toBeLessThanOrEqual(step.at.step + 1);
        committed = resumed;
      }
    }
  });

  it('P17: the sum alone is as good as sum and carry; the carry in place of the sum is not', () => {
    let damaged = 0;
    for (const { layer, input } of sample) {
      for (const flipFlops of ['sum-only', 'sum-only+resolve'] as const)
        expect(crashEverywhere(taskOf({ layer, input }, { ...usual, flipFlops })).wrong).toBe(0);
      damaged += crashEverywhere(taskOf({ layer, input }, { ...usual, flipFlops: 'cout-as-sum' })).wrong;
    }
    expect(damaged).toBeGreaterThan(0);
  });

  it('P16: no flip changes nothing, flips of stored bits are found', () => {
    let found = 0;
    for (const one of sample) {
      const task = taskOf(one, { ...usual, every: 2 });
      expect(crashAtRandom(task, { runs: 40, seed: 2, flip: 0 }).wrong).toBe(0);
      const report = crashAtRandom(task, { runs: 40, seed: 2, flip: 0.5 });
      found += report.wrong;
      if (report.first !== null) expect(report.first.cause).toContain('flipped');
    }
    expect(found).toBeGreaterThan(0);
  });

  it('counts the bits that checkpoints write and those that change', () => {
    for (const one of sample) {
      const { stores } = crashAtRandom(taskOf(one, { ...usual, every: 1 }), { runs: 1, seed: 1 });
      expect(stores.bits).toBeGreaterThan(0);
      expect(stores.changed).toBeLessThan(stores.bits);
    }
  });

  it('without a loss every protocol computes the same', () => {
    const [{ layer, input }] = sample as [(typeof sample)[number]];
    for (const commit of ['literal', 'single', 'atomic', 'double-slot'] as const) {
      const task = taskOf({ layer, input }, { ...usual, commit });
      const placement = place(layerShape(layer), organisation, task.program.rules);
      const machine = literalMachine(placement, layer, input, undefined, { commit, flipFlops: 'dual' });
      for (const step of schedule(0, placement, task.program).steps()) machine.step(step);
      expect(machine.results()).toEqual(directBackend.dot(layer, input));
    }
  });
});
