import { Command } from 'commander';
import { type ArrayRequest, computeArray, onlyConfiguration } from '../../../array/index.ts';
import { loadArray } from '../../../node/index.ts';
import { refuse } from '../../../refusal/index.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../../output.ts';
import { numbersText, organisationText } from '../../print/array.ts';
import { heading } from '../../print/table.ts';
import { bufferCommand } from './buffer.ts';
import { type Searched, searched } from './optimum.ts';
import { organisationCommand } from './organisation.ts';
import { cfgOption, searchCommand } from './search.ts';

interface ArrayOptions {
  readonly cfg?: string;
  readonly json?: JsonTarget;
}

export function arrayCommand(): Command {
  return new Command('array')
    .description("area, latency, energy and leakage of a memory: NVSim's model, from NVSim's own files")
    .enablePositionalOptions()
    .addOption(cfgOption())
    .addOption(jsonOption())
    .addCommand(searchCommand())
    .addCommand(organisationCommand())
    .addCommand(bufferCommand())
    .addHelpText(
      'after',
      '\nWhat the configuration leaves open is searched for its OptimizationTarget.\n\nExample:\n  $ spinloom array --cfg examples/sot-512.cfg\n',
    )
    .action(({ cfg, json }: ArrayOptions) => {
      if (cfg === undefined) refuse('array needs a configuration: --cfg FILE.cfg');
      checkTargets(json);
      const request = loadArray(cfg);
      const { configuration, numbers } = resolved(request);
      deliver(
        json,
        { configuration, cellFile: request.cellFile, ...numbers },
        () => `${heading(`Memory of ${request.cell.kind} cells (${request.cellFile})`)}${organisationText(configuration)}\n${numbersText(numbers)}`,
      );
    });
}

function resolved(request: ArrayRequest): Pick<Searched, 'configuration' | 'numbers'> {
  const only = onlyConfiguration(request.space);
  if (only !== undefined) return { configuration: only, numbers: computeArray(only, request.cell) };
  return searched(request, request.target);
}
