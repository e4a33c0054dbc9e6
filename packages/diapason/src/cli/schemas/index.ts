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
}
