import { Command } from 'commander';
import { engineering } from '../../quantity/index.ts';
import { refuse } from '../../refusal/index.ts';
import { type CompareRequest, type ComparisonResult, compare, comparedFigures } from '../../study/index.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../output.ts';
import { accuracyText, dataFacts, warningsText } from '../print/evaluation.ts';
import { facts, heading, table } from '../print/table.ts';
import { progress } from '../progress.ts';
import { addDataOptions, addHardwareOptions, addNetworkArgument, type RequestOptions, requestOf } from '../request.ts';

export function compareCommand(): Command {
  const command = addNetworkArgument(new Command('compare').description('the same network on every design, side by side, with ratios'));
  return addHardwareOptions(addDataOptions(command))
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ spinloom compare fashion-1-4 --preset paper-calibrated --limit 100\n')
    .action(async (name: string, options: RequestOptions & { readonly json?: JsonTarget }) => {
      if (options.set?.options !== undefined) refuse('--set options: name the design that is meant, such as --set imce.counterSegment=32');
      checkTargets(options.json);
      const bar = progress('inference');
      try {
        const { result } = await compare({ ...comparable(requestOf(name, options)), onProgress: bar.update });
        bar.stop();
        deliver(options.json, result, () => comparisonText(result));
      } finally {
        bar.stop();
      }
    });
}

/** One design's options would be wrong for the others. */
function comparable({ options: _, ...request }: ReturnType<typeof requestOf>): CompareRequest {
  return request;
}

const units = {
  energy_J: ['energy an image', 'J'],
  convolution_J: ['  of quantised layers', 'J'],
  load_J: ['weights written once', 'J'],
  latency_s: ['latency', 's'],
  throughput_per_s: ['throughput', '1/s'],
  area_m2: ['area in use', 'm2'],
  chipArea_m2: ['whole chip', 'm2'],
  storage_bits: ['storage', 'bit'],
} as const;

function comparisonText({ evaluations, ratios }: ComparisonResult): string {
  const [first] = evaluations;
  const pairs = Object.keys(ratios);
  const figures = table(
    ['figure', ...evaluations.map((one) => `>${one.design}`), ...pairs.map((pair) => `>${pair}`)],
    comparedFigures.map((key) => {
      const [title, unit] = units[key];
      return [
        title,
        ...evaluations.map((one) => engineering(one[key], unit)),
        ...pairs.map((pair) => (ratios[pair]?.[key] ?? Number.NaN).toFixed(3)),
      ];
    }),
  );
  const names = [...new Set(evaluations.flatMap((one) => Object.keys(one.breakdown.energy_J)))];
  const components = table(
    ['energy by component', ...evaluations.map((one) => `>${one.design}`)],
    names.map((name) => [
      name,
      ...evaluations.map((one) => (one.breakdown.energy_J[name] === undefined ? '' : engineering(one.breakdown.energy_J[name], 'J'))),
    ]),
  );
  return `${first!.network} (W:I ${first!.bits}), preset ${first!.preset}\n  accuracy  ${accuracyText(first!, first!.configuration.data?.name)}; the same on every design\n${facts(dataFacts(first!.configuration.data))}${warningsText(first!)}${heading('Figures')}${figures}${heading('Components')}${components}`;
}
