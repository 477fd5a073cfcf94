/** A power run for people and as JSON. */
import type { PowerRun, PowerTask, StorageOptions } from '../../power/index.ts';
import { engineering, percent } from '../../quantity/index.ts';
import { facts, heading, table } from './table.ts';

export function powerResult(run: PowerRun, { network, design }: PowerTask, storage: StorageOptions): unknown {
  const {
    images,
    powerCycles,
    failures,
    forwardProgress,
    stepsPerBurst,
    ledger,
    expected,
    policy,
    plan,
    source,
    offHistogram: _,
    wear,
    risk,
    ...rest
  } = run;
  const { booster, ...levels } = storage;
  return {
    images,
    powerCycles,
    failures,
    forwardProgress,
    stepsPerBurst,
    ledger,
    expected,
    network: network.name,
    design: design.id,
    policy: policy.name,
    source: source.name,
    storage: { ...levels, booster },
    verdict: run.verdict,
    image: {
      energy_J: plan.cost_J / plan.images,
      latency_s: plan.duration_s / plan.images,
      active_W: plan.active_W,
      steps: plan.frames / plan.images,
      largestSegment_J: plan.largestSegment_J,
    },
    time_s: rest.time_s,
    on_s: rest.on_s,
    off_s: rest.off_s,
    offTimes: rest.offTimes,
    steps: rest.steps,
    lostSteps: rest.lostSteps,
    interval: rest.interval,
    checkpoints: rest.checkpoints,
    restores: rest.restores,
    nvWrites: wear,
    retention: risk,
    corruptedOutputs: risk.corruptedOutputs,
    energyDelay_Js: ledger.harvested_J * rest.time_s,
    end: rest.end,
    notes: rest.notes,
  };
}

export function powerText(run: PowerRun, { network, design }: PowerTask): string {
  const { plan, ledger, wear, risk, offTimes, verdict } = run;
  const image_J = plan.cost_J / plan.images;
  return [
    `${network.name} on ${design.id}, policy ${run.policy.name}${run.interval > 1 ? ` every ${run.interval} frames` : ''}, source ${run.source.name}\n`,
    facts([
      ['images', `${run.images} in ${engineering(run.time_s, 's')}`],
      ['verdict', `${verdict.sentence}${remedy(run)}`],
      ['power cycles', `${run.powerCycles}, power lost ${run.failures} times while running`],
      [
        'one image',
        `${engineering(image_J, 'J')} in ${engineering(plan.duration_s / plan.images, 's')} of power, ${plan.frames / plan.images} frames`,
      ],
      ['forward progress', `${percent(run.forwardProgress)} of the energy that reached the load was kept`],
      ['frames a burst', String(Number(run.stepsPerBurst.toPrecision(6)))],
      ['lost frames', `${run.lostSteps} of ${run.steps + run.lostSteps}`],
      ['time on', `${engineering(run.on_s, 's')} (${percent(run.time_s === 0 ? 0 : run.on_s / run.time_s)})`],
      ...(offTimes.count === 0
        ? []
        : [
            [
              'times off',
              `mean ${engineering(offTimes.mean_s, 's')}; 10, 50, 90, 99 %: ${[offTimes.p10_s, offTimes.p50_s, offTimes.p90_s, offTimes.p99_s].map((time) => engineering(time, 's', 3)).join(', ')}; longest ${engineering(offTimes.max_s, 's')}`,
            ] as const,
          ]),
      ['checkpoints', `${run.checkpoints}, ${engineering(wear.checkpointBits, 'bit')} written; ${wear.rowWrites} rows written in the arrays`],
      [
        'endurance',
        `the hottest cell is written ${wear.hottestWritesPerImage} times an image: 1e15 writes after ${wear.enduredImages.toExponential(2)} images`,
      ],
      [
        'retention',
        risk.bits === 0
          ? 'no stored state while power is off'
          : `${risk.barrier_kT.toFixed(1)} kT, ${risk.bits} bits: ${risk.anyFlip.toPrecision(3)} that any bit of a stored state flips in this run`,
      ],
      ['corrupted outputs', `${risk.corruptedOutputs} (drawn; expected wrong restores ${wrongRestores(run)})`],
    ]),
    heading('Energy'),
    table(
      ['where', '>energy', '>share of harvested'],
      Object.entries(ledger).map(([key, value]) => [
        ledgerNames[key as keyof typeof ledgerNames],
        engineering(value, 'J'),
        ledger.harvested_J === 0 ? '' : percent(value / ledger.harvested_J),
      ]),
    ),
    expectedText(run),
    run.notes.length === 0 ? '' : `\n${run.notes.map((note) => `  ${note}\n`).join('')}`,
  ].join('');
}

function expectedText({ expected }: PowerRun): string {
  const rows = Object.entries(expected).map(([key, { simulated, expected: value, z, form }]) => [
    key,
    String(Number(simulated.toPrecision(7))),
    String(Number(value.toPrecision(7))),
    Math.abs(z) < 0.005 ? '0' : z.toFixed(2),
    form,
  ]);
  return rows.length === 0 ? '' : `${heading('Beside the closed forms')}${table(['value', '>simulated', '>expected', '>z', 'formula'], rows)}`;
}

function remedy({ verdict: { progress, minimumCapacitor_F, maximumInterval } }: PowerRun): string {
  if (progress) return '';
  const ways = [
    ...(minimumCapacitor_F === undefined ? [] : [`a capacitor of at least ${engineering(minimumCapacitor_F, 'F')}`]),
    ...(maximumInterval === undefined ? [] : [`an interval of at most ${maximumInterval} frames`]),
  ];
  return ways.length === 0 ? '' : `; ${ways.join(' or ')} would give some`;
}

function wrongRestores({ risk: { expected } }: PowerRun): string {
  return Object.entries(expected)
    .map(([cause, count]) => `${cause} ${count === 0 ? 0 : count.toPrecision(3)}`)
    .join(', ');
}

const ledgerNames = {
  harvested_J: 'harvested',
  useful_J: 'useful work',
  checkpoint_J: 'checkpoints',
  restore_J: 'restores',
  reexecuted_J: 'lost work',
  leaked_J: 'leaked',
  converterLoss_J: 'converter',
  clipped_J: 'clipped, storage full',
  stored_J: 'stored at the end, less at the start',
} as const;
