/** Options of a write through the spin-Hall metal, shared by switching and trajectory. */
import type { Command } from 'commander';
import type { MacrospinOptions } from '../../../device/index.ts';
import { real, whole } from '../../numbers.ts';

export interface WriteOptions {
  readonly preset: string;
  readonly current: number;
  readonly pulse: number;
  readonly temperature: number;
  readonly seed: number;
}

export function addWriteOptions(command: Command): Command {
  return command
    .option('--preset <name>', "free layer and metal: 'A' (60 x 40 x 2 nm with extra anisotropy) or 'B' (100 x 40 x 2.7 nm)", 'A')
    .option('--current <A>', 'charge current in the heavy metal', real, 120e-6)
    .option('--pulse <s>', 'length of the pulse', real, 5e-9)
    .option('--temperature <K>', 'temperature', real, 300)
    .option('--seed <n>', 'seed of the thermal field', whole(0), 1);
}

export function macrospinOptionsOf({ preset, current, pulse, temperature, seed }: WriteOptions): MacrospinOptions {
  return { preset, current_A: current, pulse_s: pulse, temperature_K: temperature, seed };
}
