import { Command } from 'commander';
import { designs } from '../../design/index.ts';
import { refuse } from '../../refusal/index.ts';
import { type CompareRequest, compare } from '../../study/index.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../output.ts';
import { comparisonText } from '../print/comparison.ts';
import { progress } from '../progress.ts';
import { addDataOptions, addHardwareOptions, addNetworkArgument, type RequestOptions, requestOf } from '../request.ts';

interface CompareOptions extends RequestOptions {
  readonly designs?: readonly string[];
  readonly layers?: true;
  readonly json?: JsonTarget;
}

export function compareCommand(): Command {
  const command = addNetworkArgument(new Command('compare').description('the same network on every design, side by side, with ratios'));
  return addHardwareOptions(addDataOptions(command))
    .option(
      '--designs <id,...>',
      `designs to compare, ratios to the first: ${designs.map(({ id }) => id).join(', ')} (default: all)`,
      (text): readonly string[] => text.split(',').map((id) => id.trim()),
    )
    .option('--layers', 'energy and latency by layer too')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ spinloom compare fashion-1-4 --preset paper-calibrated --limit 100\n  $ spinloom compare alexnet --bits 1:1 --batch 1 --designs imce,reram-crossbar --layers\n',
    )
    .action(async (name: string, options: CompareOptions) => {
      if (options.set?.options !== undefined) refuse('--set options: name the design that is meant, such as --set imce.counterSegment=32');
      checkTargets(options.json);
      const bar = progress('inference');
      try {
        const request = { ...comparable(requestOf(name, options)), ...(options.designs === undefined ? {} : { designs: options.designs }) };
        const { result } = await compare({ ...request, onProgress: bar.update });
        bar.stop();
        deliver(options.json, result, () => comparisonText(result, options.layers === true));
      } finally {
        bar.stop();
      }
    });
}

/** One design's options would be wrong for the others. */
function comparable({ options: _, ...request }: ReturnType<typeof requestOf>): CompareRequest {
  return request;
}
