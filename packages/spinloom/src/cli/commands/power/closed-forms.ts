/** What each closed form takes and gives. Numbers are SI, or any units that go together. */
import {
  burstSteps,
  coutAsSum,
  crossingTime,
  dutyCycle,
  energyOf,
  harvestingProgress,
  leastBarrier_kT,
  markovSteps,
  optimalInterval,
  optimalWork,
  retention,
  segmentEnergy_J,
  segmentTime,
  shiftWindow_s,
  volatileRestart,
  writeSavings,
} from '../../../power/index.ts';
import { refuse } from '../../../refusal/index.ts';

export interface Input {
  readonly flag: string;
  readonly what: string;
  /** Absent: required. */
  readonly standard?: number | 'optional';
}

export interface ClosedForm {
  readonly name: string;
  readonly description: string;
  readonly inputs: readonly Input[];
  readonly compute: (values: Readonly<Record<string, number>>) => Readonly<Record<string, number>>;
  /** Arguments of the example in its help. */
  readonly example: string;
}

const input = (flag: string, what: string, standard?: number | 'optional'): Input => ({
  flag,
  what,
  ...(standard === undefined ? {} : { standard }),
});
/** Values that were given, for functions whose arguments have defaults. */
const given = (values: Readonly<Record<string, number | undefined>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined));

export const closedForms: readonly ClosedForm[] = [
  {
    name: 'markov',
    description: 'F4: steps until K in a row succeed, each failing with a probability',
    inputs: [input('--interval <K>', 'steps between checkpoints'), input('--failure <p>', 'probability of a power failure within one step')],
    compute: (v) => ({ steps: markovSteps({ interval: v.interval!, failure: v.failure! }) }),
    example: '--interval 20 --failure 0.05',
  },
  {
    name: 'restart',
    description: 'F5: a volatile task that starts again after each failure',
    inputs: [input('--x <x>', 'failure rate x duration of the task')],
    compute: (v) => ({ ...volatileRestart(v.x!) }),
    example: '--x 1',
  },
  {
    name: 'burst',
    description: 'F6: steps that one burst of energy completes',
    inputs: [
      input('--burst <J>', 'energy of a burst'),
      input('--restore <J>', 'energy of a restore', 0),
      input('--step <J>', 'energy of a step'),
      input('--checkpoint <J>', 'energy of a checkpoint', 0),
      input('--interval <K>', 'steps between checkpoints', 1),
    ],
    compute: (v) => ({
      ...burstSteps({ burst_J: v.burst!, restore_J: v.restore!, step_J: v.step!, checkpoint_J: v.checkpoint!, interval: v.interval! }),
    }),
    example: '--burst 28.8e-6 --restore 0.2e-9 --step 0.843e-9 --checkpoint 45e-12 --interval 20',
  },
  {
    name: 'duty',
    description: 'F9: on- and off-times under a constant harvest, without leak',
    inputs: [
      input('--stored <J>', 'energy between the two thresholds'),
      input('--harvest <W>', 'power harvested'),
      input('--active <W>', 'power drawn while running'),
    ],
    compute: (v) => ({ ...dutyCycle({ stored_J: v.stored!, harvest_W: v.harvest!, active_W: v.active! }) }),
    example: '--stored 28.8e-6 --harvest 1e-3 --active 80e-3',
  },
  {
    name: 'interval',
    description: 'F1, F2: the best work between checkpoints, beside Young and Daly, and the time of a segment',
    inputs: [
      input('--rate <1/s>', 'failures a second of on-time'),
      input('--checkpoint <s>', 'duration of a checkpoint'),
      input('--restore <s>', 'duration of a restore', 0),
      input('--off <s>', 'time without power after a failure', 0),
      input('--work <s>', 'work between checkpoints (default: the best)', 'optional'),
      input('--frame <s>', 'duration of a frame, to tell the best number of frames', 'optional'),
    ],
    compute: (v) => {
      const best = optimalWork(v.rate!, v.checkpoint!);
      const segment = { rate_per_s: v.rate!, checkpoint_s: v.checkpoint!, restore_s: v.restore!, off_s: v.off! };
      const { time_s, variance_s2, overhead, failures } = segmentTime({ ...segment, work_s: v.work ?? best.work_s });
      return {
        ...best,
        time_s,
        variance_s2,
        overhead,
        failures,
        ...(v.frame === undefined ? {} : { interval: optimalInterval(v.frame, segment) }),
      };
    },
    example: '--rate 0.01 --checkpoint 5 --restore 2 --off 10',
  },
  {
    name: 'capacitor',
    description: 'F8: time from one voltage to another under constant power',
    inputs: [
      input('--capacitor <F>', 'capacitance'),
      input('--leak <ohm>', 'resistance across it (default: no leak)', 'optional'),
      input('--power <W>', 'net power; below 0: discharging'),
      input('--from <V>', 'voltage at the start', 0),
      input('--to <V>', 'voltage to reach'),
    ],
    compute: (v) => {
      const { capacitor: capacitance_F = 0, leak: leak_ohm = Number.POSITIVE_INFINITY } = v;
      if (!(capacitance_F > 0)) refuse(`--capacitor is ${capacitance_F}: expected a capacitance above 0, in farad`);
      if (!(leak_ohm > 0)) refuse(`--leak is ${leak_ohm}: expected a resistance above 0, in ohm`);
      if (v.from! < 0 || v.to! < 0) refuse('--from and --to: expected voltages of 0 or more');
      const [from, to] = [energyOf(capacitance_F, v.from!), energyOf(capacitance_F, v.to!)];
      return { time_s: crossingTime({ capacitance_F, leak_ohm }, from, v.power!, to), from_J: from, to_J: to };
    },
    example: '--capacitor 10e-6 --leak 10e6 --power 70e-6 --from 1.8 --to 3.0',
  },
  {
    name: 'retention',
    description: 'time constant of a bit, its flips while power is off, the barrier that a risk needs',
    inputs: [
      input('--barrier <kT>', 'energy barrier'),
      input('--off <s>', 'time without power', 1),
      input('--bits <n>', 'bits that must survive', 1),
      input('--attempt <s>', 'attempt time', 1e-9),
      input('--risk <p>', 'accepted probability that any bit flips, to tell the least barrier', 'optional'),
    ],
    compute: (v) => ({
      ...retention({ barrier_kT: v.barrier!, off_s: v.off!, bits: v.bits!, attempt_s: v.attempt! }),
      ...(v.risk === undefined ? {} : { leastBarrier_kT: leastBarrier_kT(v.bits!, v.off!, v.risk, v.attempt!) }),
    }),
    example: '--barrier 30 --off 1 --bits 48',
  },
  {
    name: 'energy',
    description: 'F3: energy of a segment under failures; and what a lower barrier saves of a write, by the way in which it is lowered',
    inputs: [
      input('--rate <1/s>', 'failures a second of on-time', 'optional'),
      input('--work <s>', 'work between checkpoints (default: the best by F2)', 'optional'),
      input('--checkpoint <s>', 'duration of a checkpoint', 'optional'),
      input('--work-power <W>', 'power of work', 'optional'),
      input('--checkpoint-power <W>', 'power of a checkpoint', 'optional'),
      input('--restore <J>', 'energy of a restore', 0),
      input('--from <kT>', 'barrier at the start', 40),
      input('--to <kT>', 'barrier to compare with', 30),
      input('--overdrive <x>', 'write current over the critical one at the start', 1.5),
    ],
    compute: (v) => ({
      ...(v.rate === undefined ? {} : { energy_J: segmentOf(v) }),
      ...writeSavings(given({ from_kT: v.from, to_kT: v.to, overdrive: v.overdrive })),
    }),
    example: '--rate 0.01 --checkpoint 5 --work-power 3 --checkpoint-power 7 --restore 11',
  },
  {
    name: 'harvesting',
    description: 'F7: the EH model: share of a supply that makes progress',
    inputs: [
      input('--supply <J>', 'energy of a supply period'),
      input('--cycle <J>', 'energy of a cycle'),
      input('--harvested <J>', 'harvested in a cycle while running', 0),
      input('--cycles <n>', 'cycles between backups'),
      input('--backup <J>', 'energy of a backup'),
      input('--restore <J>', 'energy of a restore', 0),
    ],
    compute: (v) => ({
      ...harvestingProgress({
        supply_J: v.supply!,
        cycle_J: v.cycle!,
        harvested_J: v.harvested!,
        cyclesBetweenBackups: v.cycles!,
        backup_J: v.backup!,
        restore_J: v.restore!,
      }),
    }),
    example: '--supply 100 --cycle 1 --cycles 10 --backup 1',
  },
  {
    name: 'adder',
    description: 'one flip-flop a full adder: the error when Cout stands for the sum, and what the shift stage exposes',
    inputs: [
      input('--bits <n>', 'bits of the adder', 8),
      input('--weight-bits <n>', 'bits of a weight', 8),
      input('--input-bits <n>', 'bits of an input', 8),
    ],
    compute: (v) => {
      const { match, ripple, carrySave } = coutAsSum(v.bits!);
      return {
        match,
        rippleMean: ripple.mean,
        rippleMeanSquare: ripple.meanSquare,
        carrySaveMean: carrySave.mean,
        carrySaveMeanSquare: carrySave.meanSquare,
        shiftWindow_s: shiftWindow_s(v.weightBits!, v.inputBits!),
      };
    },
    example: '--bits 8',
  },
];

function segmentOf(v: Readonly<Record<string, number>>): number {
  for (const key of ['checkpoint', 'workPower', 'checkpointPower'] as const)
    if (v[key] === undefined) refuse('--rate goes with --checkpoint, --work-power and --checkpoint-power: the energy of a segment needs them all');
  return segmentEnergy_J({
    rate_per_s: v.rate!,
    work_s: v.work ?? optimalWork(v.rate!, v.checkpoint!).work_s,
    checkpoint_s: v.checkpoint!,
    work_W: v.workPower!,
    checkpoint_W: v.checkpointPower!,
    restore_J: v.restore!,
  });
}
