/** An inspection for people: what is not supported, a table by layer, why layers run in the digital unit, storage. */
import pc from 'picocolors';
import { engineering } from '../../quantity/index.ts';
import type { InspectedLayer, Inspection } from '../../study/index.ts';
import { facts, heading, table } from './table.ts';

export function inspectionText(inspection: Inspection): string {
  const { network, bits, input, classes, totals, problems, supported, hasWeights } = inspection;
  const title = supported
    ? `${pc.bold(network)} (W:I ${bits}): ${input?.join(' x ')} to ${classes} ${classes === 1 ? 'number' : 'classes'}\n`
    : `${pc.bold(network)}\n`;
  const told: readonly (readonly [string, string])[] = [
    [
      'supported',
      supported
        ? `yes${hasWeights ? '' : ', for its cost: a description has no weights'}`
        : pc.red(`no: ${problems.length} ${problems.length === 1 ? 'reason' : 'reasons'}`),
    ],
    [
      'MACs',
      `${engineering(totals.macs, '')} an image${supported ? `  (${engineering(totals.quantisedMacs, '')} in the sub-arrays, as ${engineering(totals.ands, '')} one-bit ANDs)` : '  (as far as known)'}`,
    ],
    ...(supported ? ([['weights', engineering(totals.weights, '')]] as const) : []),
  ];
  return [
    title,
    facts(told),
    ...(supported ? [layersText(inspection), digitalText(inspection), storageText(inspection)] : problemsText(inspection)),
  ].join('');
}

function problemsText({ problems, layers }: Inspection): readonly string[] {
  const known = layers.map((layer) => [layer.name, layer.operator, layer.shape.join('x'), layer.macs === 0 ? '' : engineering(layer.macs, '')]);
  return [
    heading('Not supported'),
    ...problems.map(({ sentence }) => `  ${sentence}\n`),
    ...(known.length === 0 ? [] : [heading('Known so far'), table(['node', 'operator', 'output', '>MACs'], known)]),
  ];
}

function layersText({ layers }: Inspection): string {
  const number = (value: number): string => (value === 0 ? '' : engineering(value, ''));
  return [
    heading('By layer'),
    table(
      ['layer', 'operator', 'runs in', 'output', 'W:I', '>MACs', '>ANDs', '>weights', 'result'],
      layers.map((layer) => [
        layer.name,
        layer.operator,
        layer.runs === 'array' ? 'sub-arrays' : layer.runs === 'digital' ? 'digital unit' : layer.runs,
        layer.shape.join('x'),
        layer.weightBits === null ? '' : `${layer.weightBits}:${layer.inputBits}`,
        number(layer.macs),
        number(layer.ands),
        number(layer.weights),
        resultText(layer),
      ]),
    ),
  ].join('');
}

function resultText({ outputBits, pool, runs }: InspectedLayer): string {
  if (runs === 'moves nothing') return '';
  const pooled = pool === null ? '' : `, ${pool} pooling`;
  return `${outputBits === null ? 'real numbers' : `codes of ${outputBits} bit${outputBits === 1 ? '' : 's'}`}${pooled}`;
}

function digitalText({ layers, bits }: Inspection): string {
  const outside = layers.filter(({ runs }) => runs === 'digital');
  if (outside.length === 0) return '';
  const advice = bits === 'float32' ? '\nNo layer is quantised: impose bits with --bits, such as --bits 8:8.\n' : '';
  return `${heading('In the digital unit, in float32, because it ...')}${table(
    ['layer', 'why'],
    outside.map(({ name, why }) => [name, why ?? '']),
  )}${advice}`;
}

function storageText({ storage }: Inspection): string {
  return [
    heading('Storage'),
    table(
      ['convention', '>weights', '>inputs', '>in all', '>less than float32'],
      storage.map(({ title, weights_bits, inputs_bits, total_bits, float32_bits }) => [
        title,
        mebibytes(weights_bits),
        mebibytes(inputs_bits),
        mebibytes(total_bits),
        `${(float32_bits / total_bits).toFixed(2)} x`,
      ]),
    ),
  ].join('');
}

/** The papers' figures are in units of 2^20 bytes. */
function mebibytes(bits: number): string {
  const size = bits / 8 / 2 ** 20;
  return size >= 0.1 ? `${size.toPrecision(5)} MiB` : `${(size * 1024).toPrecision(4)} KiB`;
}
