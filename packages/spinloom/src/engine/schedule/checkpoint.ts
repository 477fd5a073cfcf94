/** When checkpoints fall: how many follow the first n slots of a layer. */
import type { CheckpointPlan } from './types.ts';

export interface SlotLoop {
  /** Slots of a window block, over all groups. */
  readonly slotsPerBlock: number;
  /** Slots before each group within a block; one more entry than groups. */
  readonly slotsBefore: readonly number[];
  readonly rounds: number;
}

/**
 * Number of checkpoints that lie before slot `ordinal` of the layer. A frame of `plane` is one slot, of `window` all slots of one group, of `channel` all windows
 * of one group (it ends in the last round); an `image` holds whole layers, so no checkpoint lies inside a layer.
 */
export function checkpointsBefore(plan: CheckpointPlan, loop: SlotLoop): (ordinal: number) => number {
  const { every, frame } = plan;
  if (every === 'none' || frame === 'image') return () => 0;
  if (frame === 'plane') return (ordinal) => Math.floor(ordinal / every);
  const { slotsPerBlock, slotsBefore, rounds } = loop;
  const groups = slotsBefore.length - 1;
  const groupsEnded = (slots: number): number => {
    let ended = 0;
    while (ended < groups && slotsBefore[ended + 1]! <= slots) ended++;
    return ended;
  };
  return (ordinal) => {
    const round = Math.floor(ordinal / slotsPerBlock);
    const ended = groupsEnded(ordinal % slotsPerBlock);
    if (frame === 'window') return Math.floor((round * groups + ended) / every);
    return round < rounds - 1 ? 0 : Math.floor((round === rounds - 1 ? ended : groups) / every);
  };
}
