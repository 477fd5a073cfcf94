import { describe, expect, it } from 'vitest';
import { programmed } from '../design/index.ts';
import type { CheckpointPlan } from '../engine/schedule/index.ts';
import { toInput } from '../network/index.ts';
import { loadNetwork, loadShippedData } from '../node/index.ts';
import { crashNetwork } from '../power/index.ts';
import { Refusal } from '../refusal/index.ts';
import { configure, costOf, preprocessingOf } from '../study/index.ts';

describe('a shipped network under losses of power', () => {
  const { network } = loadNetwork('digits-2-3', {});
  const data = loadShippedData('digits-360');
  const image = toInput(data.images, 0, preprocessingOf({ network, data }), network.input);
  const { design, hardware } = costOf(network, configure({ network }));
  const task = { network, design: programmed(design, 'nothing is lost on it'), hardware, replicas: 1 };
  const checkpoints: CheckpointPlan & { readonly every: number } = { every: 20, frame: 'plane', commit: 'double-slot', flipFlops: 'dual' };
  const layers = network.nodes.filter((node) => node.kind === 'dot').map((node) => node.name);

  it.each(layers)('every step and tear of one round of windows of %s gives the same bits', (layer) => {
    const report = crashNetwork(task, { image, checkpoints, layer });
    expect(report.injected).toBeGreaterThan(5000);
    expect(report.duringRestore).toBeGreaterThan(100);
    expect(report.wrong).toBe(0);
  });

  it('random chains of losses over a whole image give the same bits', () => {
    const report = crashNetwork(task, { image, checkpoints, random: 1000, seed: 3 });
    expect(report.injected).toBe(1000);
    expect(report.wrong).toBe(0);
  });

  it('refuses a layer that is not there, a network without weights, a design that stores nothing', () => {
    const crash =
      (options: object, other = task) =>
      () =>
        crashNetwork(other, { image, checkpoints, ...options });
    expect(crash({ layer: 'conv9' })).toThrow("did you mean 'conv");
    expect(crash({ layer: '3' })).toThrow('0 to 2');
    const imce = costOf(network, configure({ network, design: 'imce' }));
    expect(crash({}, { ...task, design: programmed(imce.design, 'nothing is lost on it') })).toThrow(Refusal);
    const preset = loadNetwork('lenet5', {}).network;
    expect(crash({}, { ...task, network: preset })).toThrow('no weights');
  });
});
