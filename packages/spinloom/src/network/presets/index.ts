/** Networks known by name, without weights. A new one is one file and one line here. */
import { refuse, suggestion } from '../../refusal/index.ts';
import { type Bits, showBits } from '../bits.ts';
import { type DescribeOptions, readDescribed } from '../description/index.ts';
import type { Network } from '../types.ts';
import { alexnet, alexnetGrouped } from './alexnet.ts';
import { alexnetDorefa } from './alexnet-dorefa.ts';
import { lenet5 } from './lenet5.ts';
import type { NetworkPreset } from './preset.ts';
import { resnet18 } from './resnet18.ts';
import { svhn, svhnMax } from './svhn.ts';
import { vgg8 } from './vgg8.ts';

export type { NetworkPreset } from './preset.ts';

export const networkPresets: readonly NetworkPreset[] = [lenet5, svhn, svhnMax, alexnet, alexnetGrouped, alexnetDorefa, vgg8, resnet18];

/** Refuses a name that is not there, and offers the nearest. */
export function presetNamed(name: string): NetworkPreset {
  const found = networkPresets.find((preset) => preset.name === name);
  return (
    found ??
    refuse(
      `unknown network preset '${name}'; ${suggestion(
        name,
        networkPresets.map((preset) => preset.name),
      )}`,
    )
  );
}

/** The network of a preset, at its own widths unless others are asked for. */
export function presetNetwork(name: string, options: DescribeOptions = {}): Network {
  const preset = presetNamed(name);
  return readDescribed(preset.text, preset.name, options);
}

/** A preset as a file to start from. */
export function presetText(name: string, bits?: Bits): string {
  const { title, cite, text } = presetNamed(name);
  const head = [`# ${title[0]!.toUpperCase()}${title.slice(1)}.`, `# Source: ${cite}.`, '# Without weights: for the cost alone.'];
  const body = bits === undefined ? text : text.replace(/^bits: .*$/m, `bits: ${showBits(bits)}`);
  return `${head.join('\n')}\n${body}`;
}
