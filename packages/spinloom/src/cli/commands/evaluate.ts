import { Command } from 'commander';
import { designs } from '../../design/index.ts';
import { writeGraph } from '../../network/index.ts';
import { writeAtomically } from '../../node/index.ts';
import { refuse } from '../../refusal/index.ts';
import { evaluate, resultOf } from '../../study/index.ts';
import { addErrorOptions, type ErrorOptions, errorsOf } from '../error-options.ts';
import { checkTargets, deliver, deliverPlot, type JsonTarget, jsonOption, plotOption } from '../output.ts';
import { errorPlot, evaluationPlot } from '../plots/evaluation.ts';
import { evaluationText } from '../print/evaluation.ts';
import { progress } from '../progress.ts';
import { addDataOptions, addHardwareOptions, addNetworkArgument, type Request, type RequestOptions, requestOf } from '../request.ts';

export function evaluateCommand(): Command {
  const command = addNetworkArgument(new Command('evaluate').description('accuracy on real images and the cost of one image: the main job')).option(
    '--design <id>',
    `${designs.map((design) => design.id).join(' or ')} (default: and-accumulation)`,
  );
  return addErrorOptions(addHardwareOptions(addDataOptions(command)))
    .addOption(jsonOption())
    .addOption(plotOption('energy by layer and component; under errors the accuracy of each seed'))
    .option('--save-network <file>', 'with --bits on an ONNX file: the quantised network, as QONNX')
    .addHelpText('after', '\nExample:\n  $ spinloom evaluate fashion-1-4 --design imce --limit 200 --json result.json\n')
    .action(
      async (
        name: string,
        options: RequestOptions & ErrorOptions & { readonly json?: JsonTarget; readonly plot?: string; readonly saveNetwork?: string },
      ) => {
        checkTargets(options.json, options.plot, options.saveNetwork);
        const bar = progress('inference');
        try {
          const errors = errorsOf(options);
          const request = requestOf(name, options);
          if (options.saveNetwork !== undefined) saveNetwork(request, options.saveNetwork);
          const evaluation = await evaluate({ ...request, ...(errors === undefined ? {} : { errors }), onProgress: bar.update });
          bar.stop();
          const result = resultOf(evaluation);
          await deliverPlot(options.plot, () => (evaluation.errors === undefined ? evaluationPlot(evaluation) : errorPlot(evaluation)));
          deliver(options.json, result, () => evaluationText(evaluation, result));
        } finally {
          bar.stop();
        }
      },
    );
}

function saveNetwork({ graph, network }: Request, file: string): void {
  if (graph === undefined || network.imposed?.calibration === undefined)
    refuse('--save-network goes with --bits on a float ONNX file and images to calibrate it on: nothing else makes a new network');
  writeAtomically(file, writeGraph(graph));
}
