/**
 * A float network, looked into, quantised after its training at three widths, and priced beside its accuracy.
 *
 * Node 22.18 and later run it as it is: node examples/02-float-network.ts
 */
import { engineering, evaluate, imposeBits, inspectNetwork, parseBits, percent } from 'spinloom';
import { loadNetwork, loadShippedData } from 'spinloom/node';

export interface Point {
  readonly bits: string;
  readonly accuracy: number;
  readonly energy_J: number;
}

export async function main(images = 1000): Promise<readonly Point[]> {
  const { network, graph } = loadNetwork('fashion-32-32');
  const data = loadShippedData('fashion-1000');
  console.log(`${network.name}: ${engineering(inspectNetwork(network).totals.macs, '')} multiply-accumulates an image`);

  const points: Point[] = [];
  for (const bits of ['8:8', '4:4', '2:2']) {
    const imposed = imposeBits({ graph: graph!, network, bits: parseBits(bits), data, limit: images });
    const { measured, float, cost } = await evaluate({ ...imposed, data, limit: images });
    const accuracy = measured!.correct / measured!.images;
    console.log(`${bits}  ${percent(accuracy)} (float32: ${percent(float!.correct / float!.images)})  ${engineering(cost.energy_J, 'J')}`);
    points.push({ bits, accuracy, energy_J: cost.energy_J });
  }
  return points;
}

if (import.meta.url === `file://${process.argv[1]}`) await main();
