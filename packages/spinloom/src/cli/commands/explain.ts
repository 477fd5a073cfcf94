import { basename } from 'node:path';
import { Command } from 'commander';
import pc from 'picocolors';
import { type Network, parseBits, quantiseAfterTraining } from '../../network/index.ts';
import { type LoadedNetwork, loadNetwork, readBytes } from '../../node/index.ts';
import { engineering, type Figure } from '../../quantity/index.ts';
import { type Configuration, type Evaluation, explainResult, figureAt, readResult, tree } from '../../study/index.ts';
import { whole } from '../numbers.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../output.ts';
import { table } from '../print/table.ts';

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
      if (path === undefined) {
        deliver(json, treeData(evaluation, depth), () => treeText(evaluation, depth));
        return;
      }
      const figure = figureAt(evaluation.figures(), path);
      deliver(json, figureData(path, figure), () => figureText(path, figure));
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

function treeText(evaluation: Evaluation, depth: number): string {
  const lines = [...tree(evaluation.figures(), depth)];
  return lines
    .map(({ depth: level, name, figure }) => `${'  '.repeat(level)}${name}  ${shown(figure)}  ${pc.dim(figure.explain().source.trust)}\n`)
    .join('');
}

function treeData(evaluation: Evaluation, depth: number): unknown {
  return [...tree(evaluation.figures(), depth)].map(({ path, figure }) => ({
    path,
    value: figure.value,
    unit: figure.unit,
    trust: figure.explain().source.trust,
  }));
}

function figureText(path: string, figure: Figure): string {
  const { formula, join, parts, source } = figure.explain();
  const names = Object.entries(parts);
  return [
    `${pc.bold(path)}\n`,
    `  ${shown(figure)}  (${figure.value}${figure.unit === '' ? '' : ` ${figure.unit}`})\n`,
    `  = ${formula}${names.length > 0 && join !== 'other' ? ` (${join} of its parts)` : ''}\n`,
    `  trust: ${source.trust}; source: ${source.cite}${source.where === undefined ? '' : `; ${source.where}`}\n`,
    names.length === 0
      ? ''
      : `\n${table(
          ['part', '>value', 'formula', 'trust', 'source'],
          names.map(([name, part]) => {
            const inner = part.explain();
            return [
              name,
              shown(part),
              inner.formula,
              inner.source.trust,
              Object.keys(inner.parts).length > 0 ? `open ${path}/${name}` : inner.source.cite,
            ];
          }),
        )}`,
  ].join('');
}

function figureData(path: string, figure: Figure): unknown {
  const { formula, join, parts, source } = figure.explain();
  return {
    path,
    value: figure.value,
    unit: figure.unit,
    formula,
    join,
    source,
    parts: Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [
        name,
        { value: part.value, unit: part.unit, formula: part.explain().formula, source: part.explain().source },
      ]),
    ),
  };
}

function shown(figure: Figure): string {
  return engineering(figure.value, figure.unit);
}
