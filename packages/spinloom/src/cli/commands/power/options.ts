/** Options that the commands of power share, and what they mean to the library. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { designs, programmed } from '../../../design/index.ts';
import { readBytes } from '../../../node/index.ts';
import {
  type Booster,
  type ColdStart,
  type GapPolicy,
  gapPolicies,
  type PowerSource,
  type PowerTask,
  parseSource,
  readBoosterTable,
  type StorageOptions,
  syntheticNames,
} from '../../../power/index.ts';
import { refuse } from '../../../refusal/index.ts';
import { configure, costOf } from '../../../study/index.ts';
import { real, whole } from '../../numbers.ts';
import { addHardwareOptions, addNetworkArgument, type RequestOptions, requestOf } from '../../request.ts';

export interface SupplyCommandOptions {
  readonly source: string;
  readonly capacitor: number;
  readonly von: number;
  readonly voff: number;
  readonly vmax?: number;
  readonly leak?: number;
  readonly booster?: string;
  readonly quiescent?: number;
  readonly coldStart?: ColdStart;
  readonly gaps: GapPolicy;
  readonly loop?: boolean;
  readonly traceScale?: number;
  readonly panelArea?: number;
  readonly panelEfficiency?: number;
  readonly seed: number;
}

export function addTask(command: Command): Command {
  return addHardwareOptions(
    addNetworkArgument(command).option('--design <id>', `${designs.map((design) => design.id).join(' or ')} (default: and-accumulation)`),
  );
}

export function addSupply(command: Command): Command {
  return command
    .option(
      '--source <spec>',
      `constant:W, square:W,PERIOD,DUTY, poisson:RATE[,OFF], markov:W,ON,OFF, ou:MEAN,SIGMA,TAU, rf:FILE, solar:FILE, iv:FILE, or synthetic ${syntheticNames.join(', ')}[:W]`,
      'constant:0.001',
    )
    .option('--capacitor <F>', 'capacitance of the storage', real, 10e-6)
    .option('--von <V>', 'voltage at which power comes on', real, 3.0)
    .option('--voff <V>', 'voltage at which it is lost', real, 1.8)
    .option('--vmax <V>', 'voltage at which the storage is full (default: Von)', real)
    .option('--leak <ohm>', 'resistance across the storage (default: no leak)', real)
    .option('--booster <efficiency|file>', 'efficiency of the converter, or a table of input power in watt and efficiency (default: 1)')
    .option('--quiescent <W>', 'drawn by the converter from the storage (default: 0)', real)
    .option('--cold-start <V,W,eff>', 'below V the converter needs W to start and has this efficiency', coldStart)
    .addOption(new Option('--gaps <policy>', 'gaps in the times of a trace').choices(gapPolicies).default('hold-then-zero'))
    .option('--loop', 'start a trace again at its end')
    .option('--trace-scale <x>', 'factor on the power of a trace (default: 1)', real)
    .option('--panel-area <m2>', 'of a solar panel, where a trace holds irradiance (default: 1e-4)', real)
    .option('--panel-efficiency <share>', 'of that panel (default: 0.15)', real)
    .option('--seed <n>', 'seed of the random streams', whole(0), 1);
}

function coldStart(text: string): ColdStart {
  const [below_V, minimum_W, efficiency, ...more] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (more.length > 0 || [below_V, minimum_W, efficiency].some((value) => value === undefined || !Number.isFinite(value)))
    throw new InvalidArgumentError('expected volt, watt and efficiency, such as 1.8,15e-6,0.05.');
  return { below_V: below_V!, minimum_W: minimum_W!, efficiency: efficiency! };
}

const textOf = (file: string): string => new TextDecoder().decode(readBytes(file, 'trace'));

export function sourceOf(options: SupplyCommandOptions): PowerSource {
  const { source, gaps, loop, traceScale, panelArea, panelEfficiency, seed } = options;
  return parseSource(source, {
    gaps,
    loop: loop ?? false,
    seed,
    ...(traceScale === undefined ? {} : { scale: traceScale }),
    panel: { ...(panelArea === undefined ? {} : { area_m2: panelArea }), ...(panelEfficiency === undefined ? {} : { efficiency: panelEfficiency }) },
    read: textOf,
  });
}

export function storageOf(options: SupplyCommandOptions): StorageOptions {
  const { capacitor, von, voff, vmax, leak, booster, quiescent, coldStart: cold } = options;
  const converter: Booster = {
    efficiency: booster === undefined ? 1 : efficiencyOf(booster),
    ...(quiescent === undefined ? {} : { quiescent_W: quiescent }),
    ...(cold === undefined ? {} : { coldStart: cold }),
  };
  return {
    capacitance_F: capacitor,
    von_V: von,
    voff_V: voff,
    ...(vmax === undefined ? {} : { vmax_V: vmax }),
    ...(leak === undefined ? {} : { leak_ohm: leak }),
    booster: converter,
  };
}

function efficiencyOf(text: string): Booster['efficiency'] {
  const value = Number(text);
  if (text.trim() === '') refuse("--booster is '': expected an efficiency such as 0.7, or the name of a table");
  return Number.isFinite(value) ? value : readBoosterTable(new TextDecoder().decode(readBytes(text, 'table of efficiencies')), text);
}

/** Network, design and hardware as the options name them; no image is run. */
export function taskOf(name: string, options: RequestOptions): PowerTask {
  const { data: _, ...request } = requestOf(name, { ...options, limit: 0 });
  const configuration = configure(request);
  const { network, design, hardware } = costOf(request.network, configuration);
  return { network, design: programmed(design, 'nothing is lost or resumed on it'), hardware, replicas: configuration.replicas };
}
