import type { Worker } from "./worker.ts"

/** Kills a process when this program leaves. All executors share one listener, however many there are. */
export function endWithUs(worker: Worker): void {
  if (living.size === 0) process.once("exit", killAll)
  living.add(worker)
  void worker.over.then(() => {
    living.delete(worker)
    if (living.size === 0) process.off("exit", killAll)
  })
}

const living = new Set<Worker>()
const killAll = (): void => living.forEach((worker) => worker.kill())
