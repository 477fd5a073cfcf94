/** Runs AlexNet conv2-5 at 1:4 in a process of its own, and prints the most memory that it had resident, in kilobytes. */
import { alexnetLayers, simdBackend } from 'spinloom';
import { codesOf } from './codes.ts';

const layers = alexnetLayers({ weight: 1, input: 4 });
const { chain } = simdBackend();
const image = codesOf(layers[0]!);
for (let run = 0; run < 10; run++) chain!(layers, image);
process.stdout.write(String(process.resourceUsage().maxRSS));
