import { Command, Option } from 'commander';
import { type CheckpointPlan, programmed } from '../../../design/index.ts';
import { toInput } from '../../../network/index.ts';
import { crashNetwork, type NetworkCrashReport, retention } from '../../../power/index.ts';
import { refuse } from '../../../refusal/index.ts';
import { configure, costOf, preprocessingOf } from '../../../study/index.ts';
import { real, whole } from '../../numbers.ts';
import { checkTargets, deliver, type JsonTarget, jsonOption } from '../../output.ts';
import { facts, heading, table } from '../../print/table.ts';
import { progress } from '../../progress.ts';
import { addDataOptions, type RequestOptions, requestOf } from '../../request.ts';
import { addTask } from './options.ts';

interface CrashCommandOptions extends RequestOptions {
  readonly layer?: string;
  readonly exhaustive?: boolean;
  readonly random?: number;
  readonly round?: number;
  readonly image: number;
  readonly off?: number;
  readonly barrier: number;
  readonly interval: number;
  readonly frame: CheckpointPlan['frame'];
  readonly commit: CheckpointPlan['commit'];
  readonly nvFf: CheckpointPlan['flipFlops'];
  readonly json?: JsonTarget;
}

export function crashCommand(): Command {
  const command = addTask(new Command('crash').description('lose power at every micro-operation and torn bit; are the results bit-identical?'))
    .option('--layer <name|index>', 'a quantised layer, by name or number from 0 (default: all)')
    .option('--exhaustive', 'every micro-operation and torn bit of one round of windows, restores and commits too (default)')
    .option('--random <n>', 'so many runs with one to four losses each, over all windows', whole(1))
    .option('--round <n>', 'round of windows of the exhaustive search, from 0 (default: 1)', whole(0))
    .option('--off <s>', 'with --random: time without power after each loss, in which stored bits may flip', real)
    .option('--barrier <kT>', 'energy barrier of the flip-flops, for --off', real, 40)
    .option('--image <n>', 'image whose operands are used, from 0', whole(0), 0)
    .option('--interval <K>', 'frames between checkpoints', whole(1), 20)
    .addOption(new Option('--frame <what>', 'what a frame is').choices(['plane', 'window', 'channel', 'image']).default('plane'))
    .addOption(
      new Option('--commit <how>', 'how a checkpoint becomes valid').choices(['literal', 'single', 'atomic', 'double-slot']).default('double-slot'),
    )
    .addOption(
      new Option('--nv-ff <mode>', 'what a full adder stores').choices(['dual', 'cout-as-sum', 'sum-only', 'sum-only+resolve']).default('dual'),
    );
  return addDataOptions(command)
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ spinloom power crash digits-2-3 --layer conv3 --commit single\n')
    .action((name: string, options: CrashCommandOptions) => {
      checkTargets(options.json);
      if (options.exhaustive === true && options.random !== undefined) refuse('--exhaustive and --random exclude each other; give one of them');
      if (options.round !== undefined && options.random !== undefined) refuse('--round goes with --exhaustive: random losses fall into all rounds');
      if (options.off !== undefined && options.random === undefined) refuse('--off goes with --random: flips are drawn, not tried one by one');
      const { data, ...request } = requestOf(name, options);
      const configuration = configure({ ...request, limit: 0 });
      const { network, design, hardware } = costOf(request.network, configuration);
      if (network.costOnly || data === undefined)
        refuse(`network '${network.name}' needs weights and images for a crash: give an ONNX file with --images, or a shipped network`);
      if (options.image >= data.images.count)
        refuse(`--image is ${options.image}: there are ${data.images.count} images, 0 to ${data.images.count - 1}`);
      const image = toInput(data.images, options.image, preprocessingOf({ ...request, data }), network.input);
      const bar = progress('crash', options.random === undefined ? 'steps' : 'runs');
      const { layer, random, round, interval, frame, commit, nvFf, seed } = options;
      const report = crashNetwork(
        { network, design: programmed(design, 'nothing is lost or resumed on it'), hardware, replicas: configuration.replicas },
        {
          image,
          checkpoints: { every: interval, frame, commit, flipFlops: nvFf },
          ...(layer === undefined ? {} : { layer }),
          ...(random === undefined ? {} : { random }),
          ...(round === undefined ? {} : { round }),
          ...(seed === undefined ? {} : { seed }),
          ...(options.off === undefined ? {} : { flip: retention({ barrier_kT: options.barrier, off_s: options.off }).flip }),
          onProgress: bar.update,
        },
      );
      bar.stop();
      const asked = {
        network: network.name,
        design: design.id,
        commit,
        interval,
        frame,
        flipFlops: nvFf,
        mode: random === undefined ? 'exhaustive' : 'random',
      };
      const { injected, wrong, first, ...rest } = report;
      deliver(options.json, { injected, wrong, first, ...asked, ...rest }, () => crashText(report, asked));
    });
}

function crashText(report: NetworkCrashReport, asked: Readonly<Record<string, string | number>>): string {
  const { injected, wrong, first, layers } = report;
  return [
    `${asked.network} on ${asked.design}, commit ${asked.commit}, every ${asked.interval} frames (${asked.frame}), ${asked.flipFlops}\n`,
    facts([
      ['injected', `${injected} (${asked.mode}), ${report.duringRestore} of them during a restore, ${report.duringCheckpoint} during a checkpoint`],
      ['wrong', wrong === 0 ? '0: every result is bit-identical' : `${wrong}`],
      ['checkpoints', `${report.stores.bits} bits stored without a loss, ${report.stores.changed} of them changed what was there`],
      ['done again', `at most ${report.mostReexecuted} steps`],
      ...(first === null
        ? []
        : ([
            [
              'first difference',
              `layer ${first.layer}, kernel ${first.kernel}, window ${first.window}: expected ${first.expected}, found ${first.found}`,
            ],
            [
              'lost at',
              `step ${first.step} (${first.operation}, window ${first.at.window}, group ${first.at.group}, plane ${first.at.weightPlane}:${first.at.inputPlane}), ${first.landed} bits had landed; went on at step ${first.resumedAt}`,
            ],
            ['cause', first.cause],
          ] as const)),
    ]),
    layers.length < 2
      ? ''
      : `${heading('By layer')}${table(
          ['layer', '>injected', '>in a restore', '>in a checkpoint', '>wrong'],
          layers.map((layer) => [layer.layer, ...[layer.injected, layer.duringRestore, layer.duringCheckpoint, layer.wrong].map(String)]),
        )}`,
  ].join('');
}
