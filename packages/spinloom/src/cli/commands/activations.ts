import { Command } from 'commander';
import { designs } from '../../design/index.ts';
import { percent } from '../../quantity/index.ts';
import { type ActivationStudy, studyActivations } from '../../study/index.ts';
import { whole } from '../numbers.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../output.ts';
import { facts, heading, table } from '../print/table.ts';
import { addDataOptions, addHardwareOptions, addNetworkArgument, type RequestOptions, requestOf } from '../request.ts';

interface ActivationOptions extends RequestOptions {
  readonly layer: string;
  readonly image: number;
  readonly json?: JsonTarget;
}

const traced: readonly string[] = designs.filter(({ costOnly }) => costOnly === undefined).map(({ id }) => id);

export function activationsCommand(): Command {
  const command = addNetworkArgument(
    new Command('activations').description('how many columns give 1 in every AND of two rows of a layer, for one image'),
  )
    .requiredOption('--layer <name>', 'a quantised layer')
    .option('--image <n>', 'image of the set, from 0', whole(0), 0)
    .option('--design <id>', `${traced.join(' or ')} (default: and-accumulation)`);
  return addHardwareOptions(addDataOptions(command))
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ spinloom activations fashion-1-4 --layer conv2 --image 7\n')
    .action((name: string, options: ActivationOptions) => {
      checkTargets(options.json);
      const study = studyActivations(requestOf(name, options), options.layer, options.image);
      deliver(options.json, study, () => activationsText(study));
    });
}

function activationsText(study: ActivationStudy): string {
  const { activations, columns, ones, meanByInputPlane } = study;
  return [
    `Layer ${study.layer} of ${study.network} (W:I ${study.bits}) on ${study.design}, image ${study.image}\n`,
    facts([
      ['activations', `${activations} ANDs of two rows, one kernel each`],
      ['ones', `${ones.total}; ${ones.mean.toPrecision(4)} of up to ${columns} columns on average, ${ones.most} at most`],
      ['by input plane', meanByInputPlane.map((mean, plane) => `m = ${plane}: ${mean.toPrecision(3)}`).join(', ')],
    ]),
    heading('Ones of an activation'),
    table(['>ones', '>activations', '>share', ''], bins(study)),
  ].join('');
}

/** Up to sixteen ranges of the histogram, with bars. */
function bins({ histogram, activations, ones }: ActivationStudy): readonly (readonly string[])[] {
  const width = Math.max(1, Math.ceil((ones.most + 1) / 16));
  const ranges = Array.from({ length: Math.ceil((ones.most + 1) / width) }, (_, i) => {
    const last = Math.min(histogram.length, (i + 1) * width);
    return { from: i * width, to: last - 1, times: histogram.slice(i * width, last).reduce((sum, times) => sum + times, 0) };
  });
  const largest = Math.max(...ranges.map(({ times }) => times));
  return ranges.map(({ from, to, times }) => [
    from === to ? String(from) : `${from}-${to}`,
    String(times),
    percent(times / activations),
    '#'.repeat(Math.round((40 * times) / largest)),
  ]);
}
