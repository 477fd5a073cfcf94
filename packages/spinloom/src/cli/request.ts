/** Options that evaluate, compare and map share, and the request that they make. */
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { designs, type Preset } from '../design/index.ts';
import { type Bits, type DataOptions, type Graph, type Network, parseBits, type Size, weightedLayers } from '../network/index.ts';
import { type LoadedNetwork, loadData, loadDataSet, loadNetwork, namedData, shippedNetworks, threadExecutor } from '../node/index.ts';
import { refuse, suggestion } from '../refusal/index.ts';
import { type DataSet, defaultDesign, defaultSample, type EvaluateRequest, type ImposedNetwork, imposeBits, inlineExecutor } from '../study/index.ts';
import { pictureSize, real, reals, whole } from './numbers.ts';
import { progress } from './progress.ts';

export interface RequestOptions extends NetworkOptions {
  readonly design?: string;
  readonly preset?: Preset;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly batch?: number;
  readonly replicas?: number;
  readonly images?: string;
  readonly labels?: string;
  readonly data?: string;
  readonly limit?: number;
  readonly scale?: number;
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  readonly resize?: Size;
  readonly layout?: DataOptions['layout'];
  readonly channels?: string;
  readonly threads?: number;
  readonly seed?: number;
}

/** What is asked of a network beside its name. */
export interface NetworkOptions {
  readonly bits?: Bits;
  readonly quantiseAll?: boolean;
  readonly calibration?: number;
}

const defaultNetwork: string = shippedNetworks[0]!.name;

export function addNetworkArgument(command: Command): Command {
  return command
    .argument('[network]', "a shipped network, a preset such as svhn (see 'spinloom networks'), or the path of an ONNX or YAML file", defaultNetwork)
    .addOption(bitsOption())
    .option('--quantise-all', 'with --bits, or for a preset or YAML file: the first and the last layer too, which stay float32 otherwise');
}

/** Declared once, for all commands that read a network. */
export function bitsOption(): Option {
  return new Option(
    '--bits <W:I>',
    'bits of weights and inputs, 1 to 8 each or 32 (float32): of a preset or YAML file, or imposed on a float ONNX file after its training',
  ).argParser((text) => parseBits(text));
}

export function addHardwareOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--preset <name>', "constants: 'physical', or 'paper-calibrated' (disclosed by 'spinloom designs')").choices([
        'physical',
        'paper-calibrated',
      ]),
    )
    .option('--batch <n>', 'images in flight, for the throughput (default: 8)', whole(1))
    .option('--replicas <n>', "copies of each layer's weights, working side by side (default: 1)", whole(1))
    .option(
      '--set <path=value>',
      'any other option: organisation.rows=128, array.roadmap=LOP, digitalUnit.lanes=64, imce.counterSegment=32, and-accumulation.xorRow=sensed (repeatable)',
      collect,
    );
}

export function addDataOptions(command: Command): Command {
  return command
    .option(
      '--data <name|path>',
      `images with their labels: ${namedData()
        .map((data) => data.name)
        .join(', ')}, or a file or folder as for --images (default: the set that goes with a shipped network)`,
    )
    .option('--images <path>', 'IDX, .mat of SVHN, .npy, .npz (FILE#KEY), CIFAR .bin or .tar.gz, or a folder of PNG or JPEG by class')
    .option('--labels <file>', 'their classes, where the images bring none: IDX, .npy, .npz (FILE#KEY)')
    .option('--resize <HxW>', 'resize the images, bilinear with half-pixel centres, no antialiasing; one number: a square', pictureSize)
    .addOption(new Option('--layout <order>', 'axes of arrays of 4 dimensions: by channels of 1 or 3, unless told').choices(['auto', 'nchw', 'nhwc']))
    .addOption(new Option('--channels <n>', 'grey images as colours (3), or colours as grey (1, Rec. 601 luma)').choices(['1', '3']))
    .option('--calibration <n>', `with --bits on an ONNX file: images that set the ranges of activations (default: ${defaultSample})`, whole(1))
    .option('--limit <n>', 'at most so many images; 0: cost only', whole(0))
    .option('--scale <x>', 'x = (pixel x scale - mean) / std; default: what travels with the network, else 1/255; of real-valued images 1', real)
    .option('--mean <x,...>', 'one for all channels, or one a channel', reals)
    .option('--std <x,...>', 'one for all channels, or one a channel', reals)
    .option('--threads <n>', 'worker threads for inference (default: the cores there are, one where a run is short)', whole(1))
    .option('--seed <n>', 'seed of the random streams (default: 1)', whole(0));
}

/** 'a.b=1' into { a: { b: 1 } }; values are JSON where they parse, else text. */
function collect(text: string, before: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const equals = text.indexOf('=');
  if (equals <= 0) throw new InvalidArgumentError('expected path=value, such as organisation.rows=128.');
  const keys = text.slice(0, equals).split('.');
  const nest = (at: Readonly<Record<string, unknown>>, [key, ...rest]: readonly string[]): Readonly<Record<string, unknown>> => {
    const old = at[key!];
    return {
      ...at,
      [key!]: rest.length === 0 ? parseValue(text.slice(equals + 1)) : nest(typeof old === 'object' && old !== null ? { ...old } : {}, rest),
    };
  };
  return nest(before, keys);
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const settable: readonly string[] = ['options', 'organisation', 'array', 'digitalUnit', 'technology', ...designs.map((design) => design.id)];

export interface Request extends EvaluateRequest {
  readonly optionsByDesign: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The graph behind the network, where it is that of an ONNX file. */
  readonly graph?: Graph;
}

/** Reads what the command line names. Refuses what cannot be read or does not go together. */
export function requestOf(name: string, options: RequestOptions): Request {
  const set = options.set ?? {};
  for (const [key, value] of Object.entries(set)) {
    if (!settable.includes(key)) refuse(`--set ${key}: unknown; ${suggestion(key, settable)}`);
    if (key !== 'technology' && (typeof value !== 'object' || value === null || Array.isArray(value))) {
      refuse(`--set ${key}=...: say which, such as --set ${key}.NAME=VALUE`);
    }
  }
  const section = (key: string): Readonly<Record<string, unknown>> => ({ ...(set[key] ?? {}) });
  const optionsByDesign = Object.fromEntries(designs.map(({ id }) => [id, section(id)]));
  const loaded = loadNetwork(name, pick(options, ['bits', 'quantiseAll']));
  const data = dataOf(loaded, options);
  const preprocessing = {
    ...(options.scale === undefined ? {} : { scale: options.scale }),
    ...(options.mean === undefined ? {} : { mean: options.mean }),
    ...(options.std === undefined ? {} : { std: options.std }),
  };
  if (options.std?.some((value) => value === 0) === true) refuse('--std is 0: pixels are divided by it');
  const threads = options.threads ?? (inNoTime(loaded.network, data, options) ? 1 : availableParallelism());
  return {
    ...imposedOn(loaded, options, { preprocessing, ...(data === undefined ? {} : { data }) }),
    ...(loaded.file === undefined ? {} : { networkFile: loaded.file }),
    ...(data === undefined ? {} : { data }),
    preprocessing,
    ...pick(options, ['limit', 'design', 'preset', 'batch', 'replicas', 'seed']),
    ...(set.technology === undefined ? {} : { technology: String(set.technology) }),
    organisation: section('organisation'),
    array: section('array'),
    digitalUnit: section('digitalUnit'),
    options: { ...optionsByDesign[options.design ?? defaultDesign], ...section('options') },
    optionsByDesign,
    keepLogits: false,
    executor: threads === 1 ? inlineExecutor : threadExecutor(threads),
  };
}

/** Multiply-accumulates that one thread is through with before a second has started. */
const worthThreads = 5e9;

/** Whether a run is too short for threads. Errors take as long as there are errors: they always get them. */
function inNoTime(network: Network, data: DataSet | undefined, options: RequestOptions): boolean {
  if (data === undefined || 'errorRates' in options || 'tmrSigma' in options) return false;
  const images = Math.min(options.limit ?? Number.POSITIVE_INFINITY, data.images.count);
  return images * weightedLayers(network).reduce((sum, { macs }) => sum + macs, 0) < worthThreads;
}

/** The network with the bits that were asked for; those of descriptions were read with them. */
function imposedOn(
  { network, graph }: LoadedNetwork,
  { bits, quantiseAll, calibration, limit }: RequestOptions,
  given: Pick<EvaluateRequest, 'data' | 'preprocessing'>,
): Pick<ImposedNetwork, 'network' | 'float'> & { readonly graph?: Graph } {
  if (graph === undefined) {
    if (calibration !== undefined) refuse('--calibration goes with --bits on an ONNX file: a network without weights has nothing to calibrate');
    return { network };
  }
  if (bits === undefined || (bits.weight === 32 && bits.input === 32)) {
    const alone = quantiseAll === undefined ? (calibration === undefined ? undefined : '--calibration') : '--quantise-all';
    if (alone !== undefined) refuse(`${alone} goes with --bits of 1 to 8, such as --bits 8:8: the bits of '${network.name}' are those of its file`);
    return { network, graph };
  }
  if (calibration !== undefined && given.data === undefined) refuse('--calibration needs images: give --data or --images, and no --limit 0');
  const bar = progress('calibration');
  try {
    return imposeBits({
      graph,
      network,
      bits,
      ...given,
      ...(quantiseAll === undefined ? {} : { quantiseAll }),
      ...(calibration === undefined ? {} : { sample: calibration }),
      ...(limit === undefined ? {} : { limit }),
      onProgress: bar.update,
    });
  } finally {
    bar.stop();
  }
}

function dataOf(loaded: LoadedNetwork, { images, labels, data, limit, ...rest }: RequestOptions): DataSet | undefined {
  if (data !== undefined && (images !== undefined || labels !== undefined))
    refuse('--data and --images/--labels exclude each other; give one of them');
  if (labels !== undefined && images === undefined) refuse('--labels needs --images');
  const options: DataOptions = {
    ...(rest.resize === undefined ? {} : { resize: rest.resize }),
    ...(rest.layout === undefined ? {} : { layout: rest.layout }),
    ...(rest.channels === undefined ? {} : { channels: rest.channels === '1' ? 1 : 3 }),
  };
  if (images !== undefined) return loadData(images, labels, undefined, options);
  const name = data ?? (limit === 0 ? undefined : loaded.shipped?.data);
  return name === undefined ? undefined : loadDataSet(name, options);
}

/** What of the options is there. */
function pick<Key extends keyof RequestOptions>(options: RequestOptions, keys: readonly Key[]): Pick<RequestOptions, Key> {
  return Object.fromEntries(keys.filter((key) => options[key] !== undefined).map((key) => [key, options[key]])) as Pick<RequestOptions, Key>;
}
