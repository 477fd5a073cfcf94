import { Command } from 'commander';
import { type ArrayRequest, computeArray, onlyConfiguration } from '../../../array/index.ts';
import { loadArray } from '../../../node/index.ts';
import { refuse } from '../../../refusal/index.ts';
import { checkTargets, deliver, deliverPlot, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { arrayPlot } from '../../plots/array.ts';
import { numbersText, organisationText } from '../../print/array.ts';
import { heading } from '../../print/table.ts';
import { bufferCommand } from './buffer.ts';
import { type Searched, searched } from './optimum.ts';
import { organisationCommand } from './organisation.ts';
import { cfgOption, searchCommand } from './search.ts';

interface ArrayOptions {
  readonly cfg?: string;
  readonly json?: JsonTarget;
  readonly plot?: string;
}

export function arrayCommand(): Command {
  return new Command('array')
    .description("area, latency, energy and leakage of a memory: NVSim's model, from NVSim's own files")
    .enablePositionalOptions()
    .addOption(cfgOption())
    .addOption(jsonOption())
    .addOption(plotOption('heat map of where area, energy, leakage and latency go'))
    .addCommand(searchCommand())
    .addCommand(organisationCommand())
    .addCommand(bufferCommand())
    .addHelpText(
      'after',
      '\nWhat the configuration leaves open is searched for its OptimizationTarget.\n\nExample:\n  $ spinloom array --cfg examples/sot-512.cfg --plot memory.svg\n',
    )
    .action(async ({ cfg, json, plot }: ArrayOptions) => {
      if (cfg === undefined) refuse('array needs a configuration: --cfg FILE.cfg');
      checkTargets(json, plot);
      const request = loadArray(cfg);
      const { configuration, numbers } = resolved(request);
      const title = `Memory of ${request.cell.kind} cells (${request.cellFile})`;
      await deliverPlot(plot, () => arrayPlot(title, numbers, configuration, request.cell));
      deliver(
        json,
        { configuration, cellFile: request.cellFile, ...numbers },
        () => `${heading(title)}${organisationText(configuration)}\n${numbersText(numbers)}`,
      );
    });
}

function resolved(request: ArrayRequest): Pick<Searched, 'configuration' | 'numbers'> {
  const only = onlyConfiguration(request.space);
  if (only !== undefined) return { configuration: only, numbers: computeArray(only, request.cell) };
  return searched(request, request.target);
}
