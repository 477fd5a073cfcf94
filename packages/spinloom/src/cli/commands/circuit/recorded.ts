/** The line that tells figures of last time from those of a run. */
export function recordedNote(recorded: boolean): string {
  return recorded ? 'Recorded figures: @spinloom/characterize, which runs SPICE, is not installed.\n' : '';
}
