import { Command } from 'commander';
import { survey } from '../../network/index.ts';
import { loadGraph } from '../../node/index.ts';
import { Refusal } from '../../refusal/index.ts';
import { type Inspection, inspectNetwork, inspectSurvey } from '../../study/index.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../output.ts';
import { inspectionText } from '../print/inspection.ts';
import { addNetworkArgument, type NetworkOptions, requestOf } from '../request.ts';

export function inspectCommand(): Command {
  return addNetworkArgument(
    new Command('inspect').description('layers, shapes, bits, operations and storage of a network; what is not supported and why, all of it at once'),
  )
    .addOption(jsonOption())
    .addHelpText('after', '\nExamples:\n  $ spinloom inspect my-network.onnx\n  $ spinloom inspect my-network.onnx --bits 8:8 --json\n')
    .action((name: string, options: NetworkOptions & { readonly json?: JsonTarget }) => {
      checkTargets(options.json);
      const inspection = inspect(name, options);
      deliver(options.json, inspection, () => inspectionText(inspection));
    });
}

function inspect(name: string, options: NetworkOptions): Inspection {
  try {
    const { network, networkFile } = requestOf(name, { ...options, limit: 0 });
    return inspectNetwork(network, networkFile);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Only what is refused is read again, to find everything that would be.
    const onnx = loadGraph(name);
    const found = onnx && survey(onnx.graph, onnx.name);
    if (onnx === undefined || found === undefined || found.problems.length === 0) throw error;
    return inspectSurvey(found, onnx.name, onnx.sha256, onnx.file);
  }
}
