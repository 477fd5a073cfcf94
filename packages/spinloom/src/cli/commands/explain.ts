import { basename } from 'node:path';
import { Command } from 'commander';
import { type Network, parseBits, quantiseAfterTraining } from '../../network/index.ts';
import { type LoadedNetwork, loadNetwork, readBytes } from '../../node/index.ts';
import { type Configuration, explainResult, readResult } from '../../study/index.ts';
import { whole } from '../numbers.ts';
import { checkTargets, type JsonTarget, jsonOption } from '../output.ts';
import { deliverFigures } from '../print/figures.ts';

interface ExplainOptions {
  readonly depth: number;
  readonly network?: string;
  readonly json?: JsonTarget;
}

export function explainCommand(): Command {
  return new Command('explain')
    .description('a figure opened: formula, parts, source, trust; without a path the tree of figures')
    .argument('<result>', "file written by 'spinloom evaluate --json FILE'")
    .argument('[path]', 'such as energy_J/layers/conv2/sense-and/perColumn')
    .option('--depth <n>', 'levels of the tree', whole(1), 3)
    .option('--network <file>', 'where the network file is now, if it has moved')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ spinloom evaluate --json result.json\n  $ spinloom explain result.json energy_J/layers/conv2/sense-and/perColumn\n',
    )
    .action((file: string, path: string | undefined, { depth, network, json }: ExplainOptions) => {
      checkTargets(json);
      const result = readResult(new TextDecoder().decode(readBytes(file, 'result')), `result '${basename(file)}'`);
      const { name, file: networkFile, bits, quantiseAll } = result.configuration.network;
      const imposed = { ...(bits === null ? {} : { bits: parseBits(bits, 'bits of the result') }), ...(quantiseAll === null ? {} : { quantiseAll }) };
      const loaded = loadNetwork(network ?? networkFile ?? name, imposed);
      const evaluation = explainResult(result, networkOf(loaded, result.configuration.network));
      deliverFigures(json, evaluation.figures(), path, depth);
    });
}

/** The network as it was evaluated: bits that were imposed on a float file are imposed again, with the ranges of then. */
function networkOf({ network, graph }: LoadedNetwork, { bits, quantiseAll, calibration }: Configuration['network']): Network {
  if (graph === undefined || bits === null) return network;
  return quantiseAfterTraining(
    graph,
    { name: network.name, sha256: network.sha256 },
    { bits: parseBits(bits, 'bits of the result'), all: quantiseAll === true, ...(calibration === null ? {} : { calibration }) },
  ).network;
}
