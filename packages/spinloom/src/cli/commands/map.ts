import { Command } from 'commander';
import { designs } from '../../design/index.ts';
import { percent } from '../../quantity/index.ts';
import { configure, costOf, type LayerMap, layerMap, type MapRow } from '../../study/index.ts';
import { whole } from '../numbers.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../output.ts';
import { facts, heading, table } from '../print/table.ts';
import { addHardwareOptions, addNetworkArgument, type RequestOptions, requestOf } from '../request.ts';

interface MapOptions extends RequestOptions {
  readonly layer: string;
  readonly mat: number;
  readonly json?: JsonTarget;
}

/** Cost-only designs place nothing. */
const mapped: readonly string[] = designs.filter(({ costOnly }) => costOnly === undefined).map(({ id }) => id);

export function mapCommand(): Command {
  const command = addNetworkArgument(new Command('map').description('which bit of a layer lies in which cell, rows used, utilisation'))
    .requiredOption('--layer <name>', 'a quantised layer')
    .option('--mat <n>', 'mat to show, from 0', whole(0), 0)
    .option('--design <id>', `${mapped.join(' or ')} (default: and-accumulation)`);
  return addHardwareOptions(command)
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ spinloom map fashion-1-4 --layer conv2\n')
    .action((name: string, options: MapOptions) => {
      checkTargets(options.json);
      const { data: _, ...request } = requestOf(name, { ...options, limit: 0 });
      const map = layerMap(costOf(request.network, configure(request)), options.layer, options.mat);
      deliver(options.json, map, () => mapText(map));
    });
}

function mapText(map: LayerMap): string {
  return [
    `Layer ${map.layer} of ${map.network} (W:I ${map.bits}) on ${map.design}\n`,
    facts([
      ['kernels', `${map.kernels} of ${map.taps} taps, ${map.windows} windows an image`],
      [
        'chunks',
        map.chunks.map((chunk) => `taps ${chunk.firstTap}-${chunk.firstTap + chunk.taps - 1} in ${map.fold} x ${chunk.width} columns`).join('; '),
      ],
      ['counted at once', `${map.group} kernels`],
      [
        'mats',
        `${map.mats}: ${map.kernelMats} for the kernels (${map.kernelsPerMat} each at most) x ${map.chunkMats} for the window x ${map.replicas} replicas`,
      ],
      ['rows used', `${map.rowsUsed} of ${map.rows}`],
      ['cells used', `${percent(map.utilisation.cells)} of the reserved mats`],
      ['columns used', `${percent(map.utilisation.columns)} of the fired columns hold a tap`],
    ]),
    heading(`Rows of mat ${map.mat}`),
    table(['>row', 'holds', 'plane', 'columns: kernel, taps'], map.map.map(rowCells)),
  ].join('');
}

function rowCells(row: MapRow): readonly string[] {
  const shown = row.segments.slice(0, 8).map((s) => `${s.from}-${s.to}: k${s.kernel}, ${s.firstTap}-${s.lastTap}`);
  const rest = row.segments.length - shown.length;
  return [String(row.row), row.holds, row.name, `${shown.join('  ')}${rest > 0 ? `  and ${rest} more` : ''}`];
}
