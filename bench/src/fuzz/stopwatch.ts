/** Time of work in this process, of which others that take the machine's cores make no more. */

/** Starts; the function returned tells the milliseconds since: of the clock or of the processor, whichever is less. */
export function stopwatch(): () => number {
  const clock = performance.now();
  const processor = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(processor);
    return Math.min(performance.now() - clock, (user + system) / 1000);
  };
}
