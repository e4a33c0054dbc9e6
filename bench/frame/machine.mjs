import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os"

/** What it was measured on. The load before the run tells whether others were working. */
export const machine = () => ({
  cpu: cpus()[0]?.model.trim() || "unknown processor",
  cores: availableParallelism(),
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  os: `${platform()} ${release()} ${arch()}`,
  node: process.versions.node,
  load: Number(loadavg()[0].toFixed(2)),
})
