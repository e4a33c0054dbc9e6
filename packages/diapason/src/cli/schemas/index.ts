import type { z } from "zod"

/** The documents that `--json` prints, by the verb that prints them. Loaded when one is asked for. */
export const schemas: Readonly<Record<string, () => Promise<z.ZodType>>> = {
  config: async () => (await import("../config/config-file.ts")).configFile,
  lint: async () => (await import("./lint.ts")).lint,
  doctor: async () => (await import("./doctor.ts")).doctor,
  detached: async () => (await import("./detached.ts")).detached,
  "dry-run": async () => (await import("./dry-run.ts")).dryRun,
  best: async () => (await import("./best.ts")).best,
  capture: async () => (await import("./capture.ts")).capture,
  compare: async () => (await import("./compare.ts")).compare,
  conformance: async () => (await import("./conformance.ts")).conformance,
  error: async () => (await import("./error.ts")).error,
  explain: async () => (await import("./explain.ts")).explain,
  gc: async () => (await import("./gc.ts")).gc,
  import: async () => (await import("./import.ts")).importDocument,
  ls: async () => (await import("./ls.ts")).ls,
  probe: async () => (await import("./probe.ts")).probe,
  replay: async () => (await import("./replay.ts")).replay,
  show: async () => (await import("./show.ts")).show,
  status: async () => (await import("./status.ts")).status,
  trials: async () => (await import("./trials.ts")).trials,
  tune: async () => (await import("./tune.ts")).tune,
  watch: async () => (await import("./watch.ts")).watch,
  convert: async () => (await import("./convert.ts")).convert,
  init: async () => (await import("./init.ts")).init,
}
