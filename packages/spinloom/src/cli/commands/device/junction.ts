import { Command } from 'commander';
import { junction } from '../../../device/index.ts';
import { percent } from '../../../quantity/index.ts';
import { real } from '../../numbers.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../../output.ts';
import { facts } from '../../print/table.ts';

interface JunctionCommandOptions {
  readonly preset: string;
  readonly thickness: number;
  readonly bias: number;
  readonly temperature: number;
  readonly json?: JsonTarget;
}

export function junctionCommand(): Command {
  return new Command('junction')
    .description('resistance of both states and TMR of the tunnel junction')
    .option('--preset <name>', "barrier and masses: 'N1', 'N2' or 'N3'", 'N1')
    .option('--thickness <m>', 'of the oxide', real, 1.2e-9)
    .option('--bias <V>', 'bias', real, 1e-3)
    .option('--temperature <K>', 'temperature', real, 300)
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ spinloom device junction --thickness 1.0e-9 --bias 0.1\n')
    .action((options: JunctionCommandOptions) => {
      checkTargets(options.json);
      const { preset, thickness, bias, temperature } = options;
      const result = junction({ preset, thickness_m: thickness, bias_V: bias, temperature_K: temperature });
      const area = (value: number): string => `${(value / 1e-12).toPrecision(4)} Ω µm²`;
      deliver(options.json, result, () =>
        facts([
          ['RA, parallel', area(result.RA_P_ohm_m2)],
          ['RA, antiparallel', area(result.RA_AP_ohm_m2)],
          ['TMR', `${percent(result.tmr, 1)}${result.inverted ? '  (inverted: the bias is beyond what the model is good for)' : ''}`],
          ...(Math.abs(bias) > 0.5 || thickness < 0.5e-9
            ? [['note', 'outside of what the single-band model is good for: up to about 0.5 V, from about 0.5 nm'] as const]
            : []),
        ]),
      );
    });
}
