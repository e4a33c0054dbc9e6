import { z } from "zod"
import { config } from "@diapason/server/schemas"

const metric = z.strictObject({ metric: z.string(), direction: z.enum(["minimize", "maximize"]) })

/** What `diapason init --json` prints. */
export const init = z.strictObject({
  schema: z.literal("diapason.init/1"),
  /** What was written, or with `-o -` its text. */
  file: z.string().optional(),
  text: z.string().optional(),
  family: z.enum(["argparse", "click", "typer", "absl", "hydra", "commander", "parseArgs"]),
  from: z.enum(["source", "help", "source and help"]),
  script: z.string().optional(),
  flags: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(["float", "int", "text", "bool"]).optional(),
      default: z.json().optional(),
      choices: z.array(z.json()).optional(),
      boolean: z.enum(["value", "presence", "negatable"]).optional(),
      within: z.strictObject({ name: z.string(), value: z.json().optional() }).optional(),
      unfit: z.string().optional(),
      does: z.enum(["tune", "fidelity", "leave"]),
      why: z.string().optional(),
    }),
  ),
  space: z.record(z.string(), z.json()),
  /** The script's own defaults; absent where one of them is not known. */
  baseline: config.optional(),
  /** The job of the library that was recognised, and its starts in the script's words. */
  job: z.string().optional(),
  proven: z.array(z.strictObject({ config, source: z.string() })).optional(),
  objectives: z.array(metric),
  /** All metrics in the source whose names tell a direction, the likeliest first. */
  found: z.array(metric),
  notes: z.array(z.string()),
})
