import { Command, Option } from 'commander';
import { type Target, targets } from '../../../array/index.ts';
import { loadArray } from '../../../node/index.ts';
import { whole } from '../../numbers.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../../output.ts';
import { numbersText, organisationText, pointsText } from '../../print/array.ts';
import { heading } from '../../print/table.ts';
import { optimumOf, searched } from './optimum.ts';

export const cfgOption = (): Option => new Option('--cfg <file>', "NVSim's configuration; the cell file that it names is looked for beside it");

interface SearchOptions {
  readonly cfg: string;
  readonly target?: Target;
  readonly pareto?: boolean;
  readonly threads?: number;
  readonly json?: JsonTarget;
}

const figures = ['area_m2', 'readLatency_s', 'writeLatency_s', 'readEnergy_J', 'writeEnergy_J', 'leakage_W'] as const;

export function searchCommand(): Command {
  return new Command('search')
    .description('every organisation that the configuration leaves open, and the best of them')
    .addOption(cfgOption().makeOptionMandatory())
    .addOption(new Option('--target <figure>', 'what is minimised (default: OptimizationTarget of the configuration)').choices([...targets]))
    .option('--pareto', 'also the organisations that no other beats in all six figures')
    .option('--threads <n>', 'worker threads of a long search; the answer is the same (default: the cores there are)', whole(1))
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ spinloom array search --cfg examples/sot-search.cfg --target ReadEDP\n')
    .action(async ({ cfg, target, pareto, threads, json }: SearchOptions) => {
      checkTargets(json);
      const request = loadArray(cfg);
      const wanted = target ?? request.target;
      const { search, configuration, numbers } = await searched(request, wanted, {
        ...(pareto === undefined ? {} : { pareto }),
        ...(threads === undefined ? {} : { threads }),
      });
      const points = search.pareto?.map((point) => ({
        ...Object.fromEntries(figures.map((figure) => [figure, point.bank[figure]])),
        organisation: optimumOf(point.configuration),
      }));
      deliver(
        json,
        {
          target: wanted,
          tried: search.tried,
          valid: search.valid,
          optimum: optimumOf(configuration, numbers),
          configuration,
          cellFile: request.cellFile,
          ...numbers,
          ...(points === undefined ? {} : { pareto: points }),
        },
        () =>
          [
            heading(`Best ${wanted} of ${search.valid} valid organisations, ${search.tried} tried`),
            organisationText(configuration),
            '\n',
            numbersText(numbers),
            search.pareto === undefined ? '' : pointsText(search.pareto),
          ].join(''),
      );
    });
}
