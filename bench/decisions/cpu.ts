/** What the process has had of the processor, in milliseconds: who else uses the machine does not count. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
