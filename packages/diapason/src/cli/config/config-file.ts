/** What may stand in `diapason.yaml`: one definition that validates, gives the types, and is published as JSON Schema for editors. */
import type { Chosen, Json } from "@diapason/core"
import { z } from "zod"
import { durationForm } from "./duration-form.ts"
import { executorForm } from "../../engines/executor-form.ts"
import { occasions } from "@diapason/trackers"
import { trackForm } from "../../tracking/track-form.ts"
import { factsForm, transferForm } from "../../memory/transfer-of.ts"

const json = z.json() as z.ZodType<unknown> as z.ZodType<Json>

const size = z.union([z.string().regex(/^\d+(\.\d+)?\s*([KMGT]i?B?|B)?$/i, "a size such as 16GiB was expected"), z.int().min(0)])
const metricName = z.string().min(1)
const chosen = z.union([z.string(), z.looseObject({ type: z.string() }) as z.ZodType<unknown> as z.ZodType<Chosen>])
const times = z.union([z.int().min(0), z.literal("unlimited")])

const command = z
  .union([z.string().min(1), z.array(z.string()).min(1)])
  .describe("What runs a trial: a line, or a list of words. {name} is filled.")

const objective = z.strictObject({
  metric: metricName.describe("The name as the script reports it."),
  direction: z.enum(["minimize", "maximize"]),
  reduce: z
    .string()
    .regex(/^(last|best|mean\([1-9]\d*\))$/, "last, best or mean(3) was expected")
    .optional()
    .describe("Which value of the curve counts: last (default), best, or mean(3), the mean of the last three reports."),
  target: z.number().optional().describe("Reaching this value ends the study."),
})

const fidelity = z.strictObject({
  name: z.string().regex(/^[A-Za-z_]\w*$/),
  min: z.int().min(1).default(1),
  max: z.int().min(1),
  eta: z.number().gt(1).optional(),
  resumable: z
    .union([z.boolean(), z.enum(["checkpoint", "restart"])])
    .optional()
    .describe("Whether a trial goes on from its checkpoint."),
})

const capture = z.strictObject({
  protocol: z.boolean().optional(),
  json_lines: z.boolean().optional(),
  key_value: z.boolean().optional(),
  regex: z.array(z.string()).optional().describe("Patterns with named groups; {num} stands for any number."),
  files: z.array(z.string()).optional().describe("JSONL or CSV files that the script appends to."),
  tensorboard: z.string().optional().describe("A folder of event files."),
  result: z.string().optional().describe("A file with the final values, read when the script has ended."),
})

const baseline = z
  .union([z.string().regex(/^proven:./, "proven:NAME was expected"), z.record(z.string(), json)])
  .describe(
    "Values to try first; `label` names them, what is missing takes its default. `proven:lightgbm` takes those of the library, as does `proven` among the values, with `clip: true` at the ends of the ranges.",
  )

/** The whole file, version 1. */
export const configFile = z.strictObject({
  version: z.literal(1).optional(),
  include: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe("Files that this one adds to and overrules."),
  name: z.string().min(1).optional().describe("Name of the study; made from command, objectives and space when absent."),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),

  command: command.optional(),
  params_via: z.enum(["auto", "args", "args-space", "hydra", "env", "file", "none"]).optional(),
  booleans: z
    .union([z.enum(["value", "presence", "negatable"]), z.record(z.string(), z.enum(["value", "presence", "negatable"]))])
    .optional(),
  shell: z.boolean().optional(),
  workdir: z.string().optional().describe("The folder that the command runs in."),
  env: z.record(z.string(), z.string()).optional(),

  space: z.record(z.string(), json).optional().describe("Parameters by name, in the one-line form or as objects."),
  fixed: z.record(z.string(), json).optional().describe("Passed through, never searched."),
  derived: z.record(z.string(), z.string()).optional().describe("Computed from other parameters."),
  constraints: z.array(z.string()).optional().describe("Known before running: never suggested if false."),

  objectives: z.array(objective).min(1).optional(),
  outcome_constraints: z.array(z.string()).optional().describe("Measured: learned as a probability of being kept."),
  metrics: z.array(metricName).optional().describe("Further metrics to look for in what the script prints."),
  noise: z.literal("auto").optional(),
  stop_when: z.record(z.string(), z.number()).optional().describe("The first objective to reach its value here ends the study."),
  capture: capture.optional(),

  fidelity: fidelity.optional(),
  sampler: chosen.optional(),
  scheduler: chosen.optional(),
  terminator: chosen.optional(),
  adapt: z.array(z.record(z.string(), json)).optional(),
  baselines: z.array(baseline).optional(),
  priors: z
    .union([z.string().regex(/^proven(:.+)?$/, "proven or proven:NAME was expected"), z.record(z.string(), json)])
    .optional()
    .describe("Beliefs, not bounds: they fade as evidence arrives. `proven` or `proven:lightgbm` takes those of the library."),
  transfer: transferForm.optional(),
  facts: factsForm.optional(),

  budget: z
    .strictObject({
      trials: z.int().min(0).optional(),
      wall: durationForm.optional(),
      cost: z
        .string()
        .regex(/^\d+(\.\d+)?\s*[^\s\d]\S*$/, "a cost such as 40gpu-h, 12slot-h or 20 EUR was expected")
        .optional()
        .describe("Running time of the trials times the GPUs or slots of each: 40gpu-h, 12slot-h, or money at the prices."),
      plateau: z.strictObject({ trials: z.int().min(1), min_gain: z.number().min(0).optional() }).optional(),
    })
    .optional()
    .describe("Totals for the study; the first one reached ends it."),
  prices: z
    .strictObject({ gpu_hour: z.number().min(0).optional(), slot_hour: z.number().min(0).optional(), currency: z.string().min(1) })
    .optional()
    .describe("What an hour costs, for a budget in money."),
  parallel: z.strictObject({ slots: z.union([z.int().min(1), z.literal("auto")]).optional(), canary: z.boolean().optional() }).optional(),
  executor: executorForm.optional(),
  resources: z
    .strictObject({ gpus: z.number().gt(0).optional(), cpus: z.int().min(1).optional(), memory: size.optional() })
    .optional()
    .describe("For each trial; a fraction of a GPU shares a card."),
  timeout: z
    .strictObject({ trial: durationForm.optional(), no_report: durationForm.optional(), grace: durationForm.optional() })
    .optional(),
  retry: z
    .strictObject({
      infra: times.optional(),
      preempted: times.optional(),
      crash: times.optional(),
      timeout: times.optional(),
      oom: z
        .union([
          times,
          z.strictObject({
            times,
            memory: z
              .string()
              .regex(/^\d+(\.\d+)?x$/)
              .optional(),
          }),
        ])
        .optional(),
    })
    .optional(),
  circuit_breaker: z
    .strictObject({
      identical_crashes: z.int().min(1).optional(),
      failure_rate: z.number().gt(0).max(1).optional(),
      after: z.int().min(1).optional(),
    })
    .optional(),
  checkpoints: z
    .strictObject({
      keep_best: z.int().min(0).optional(),
      quota: size.optional(),
      at: z
        .string()
        .min(1)
        .optional()
        .describe("Where states and artifacts are kept apart from this machine: s3://bucket/prefix, or a folder that all hosts share."),
    })
    .optional(),

  seed: z.int().min(0).optional(),
  reproducibility: z
    .strictObject({
      require_clean_git: z.enum(["no", "warn", "yes"]).optional(),
      record: z.array(z.enum(["git", "env"])).optional(),
      data: z.array(z.string().min(1)).optional().describe("Files whose SHA-256 enters the record when a session opens."),
    })
    .optional(),
  notifications: z
    .array(
      z.strictObject({
        when: z.array(z.enum(occasions)).min(1),
        webhook: z
          .url({ protocol: /^https?$/ })
          .optional()
          .describe("Is sent a POST of JSON."),
        as: z.enum(["json", "slack"]).optional().describe("slack: the text alone, as chats take it."),
        secret_env: z.string().min(1).optional().describe("The variable with the secret that deliveries are signed with."),
        secret_file: z.string().min(1).optional().describe("The file with that secret."),
        run: z
          .string()
          .min(1)
          .optional()
          .describe("A command; {best}, {study}, {occasion} and {text} are filled, and it is given the JSON on standard input."),
        at_most: z
          .string()
          .regex(/^[1-9]\d*\/(\d+(\.\d+)?(ms|s|m|h|d))+$/, "a rate such as 1/10m was expected")
          .optional(),
      }),
    )
    .optional()
    .describe("Who is told of what, by a POST of JSON or a command; what does not arrive is sent again."),
  track: trackForm.optional().describe("Where the study is shown besides: mlflow, tensorboard."),
  secrets: z.array(z.string()).optional().describe("Names of variables whose values never enter the record."),
  store: z.string().min(1).optional().describe("Where studies are kept: sqlite:PATH."),
  dir: z.string().min(1).optional().describe("Folder for logs and checkpoints."),
})

/** The settings of one file, or of one other place that settings come from. */
export type ConfigFile = z.infer<typeof configFile>

/** The published JSON Schema, for completion and checks in editors. */
export const configSchema = (): object => ({
  $id: "https://diapason.dev/schema/config.v1.json",
  title: "diapason.yaml",
  ...z.toJSONSchema(configFile, { io: "input" }),
})
