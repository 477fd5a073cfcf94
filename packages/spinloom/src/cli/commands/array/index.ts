import { Command } from 'commander';
import { type ArrayRequest, computeArray, describeArray, onlyConfiguration } from '../../../array/index.ts';
import { loadArray } from '../../../node/index.ts';
import { refuse } from '../../../refusal/index.ts';
import { checkTargets, deliver, deliverPlot, explainOption, type JsonTarget, jsonOption, plotOption } from '../../output.ts';
import { arrayPlot } from '../../plots/array.ts';
import { numbersText, organisationText } from '../../print/array.ts';
import { deliverFigures } from '../../print/figures.ts';
import { heading } from '../../print/table.ts';
import { bufferCommand } from './buffer.ts';
import { type Searched, searched } from './optimum.ts';
import { organisationCommand } from './organisation.ts';
import { cfgOption, searchCommand } from './search.ts';

interface ArrayOptions {
  readonly cfg?: string;
  readonly json?: JsonTarget;
  readonly plot?: string;
  readonly explain?: string | true;
}

export function arrayCommand(): Command {
  return new Command('array')
    .description("area, latency, energy and leakage of a memory: NVSim's model, from NVSim's own files")
    .enablePositionalOptions()
    .addOption(cfgOption())
    .addOption(jsonOption())
    .addOption(explainOption('readEnergy_J/H-tree'))
    .addOption(plotOption('heat map of where area, energy, leakage and latency go'))
    .addCommand(searchCommand())
    .addCommand(organisationCommand())
    .addCommand(bufferCommand())
    .addHelpText(
      'after',
      '\nWhat the configuration leaves open is searched for its OptimizationTarget.\n\nExample:\n  $ spinloom array --cfg examples/sot-512.cfg --plot memory.svg\n',
    )
    .action(async ({ cfg, json, plot, explain }: ArrayOptions) => {
      if (cfg === undefined) refuse('array needs a configuration: --cfg FILE.cfg');
      checkTargets(json, plot);
      const request = loadArray(cfg);
      const { configuration, numbers } = await resolved(request);
      const title = `Memory of ${request.cell.kind} cells (${request.cellFile})`;
      await deliverPlot(plot, () => arrayPlot(title, numbers, configuration, request.cell));
      if (explain !== undefined) {
        deliverFigures(json, describeArray(numbers, configuration, request.cell), explain === true ? undefined : explain, 3);
        return;
      }
      deliver(
        json,
        { configuration, cellFile: request.cellFile, ...numbers },
        () => `${heading(title)}${organisationText(configuration)}\n${numbersText(numbers)}`,
      );
    });
}

async function resolved(request: ArrayRequest): Promise<Pick<Searched, 'configuration' | 'numbers'>> {
  const only = onlyConfiguration(request.space);
  if (only !== undefined) return { configuration: only, numbers: computeArray(only, request.cell) };
  return searched(request, request.target);
}
