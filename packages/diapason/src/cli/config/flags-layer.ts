import type { Json } from "@diapason/core"
import type { Params } from "../flags/study.ts"
import { readRule } from "../tune/adapt.ts"
import { readAlgorithm } from "../tune/algorithm.ts"
import { readBaseline } from "../tune/baseline.ts"
import { inlineParameters } from "../tune/inline-parameters.ts"
import { readPriors } from "../tune/prior.ts"
import type { ConfigFile } from "./config-file.ts"
import type { Layer } from "./layers.ts"

/** The flags of `tune` that have a setting in the configuration file. Durations are milliseconds, sizes bytes. */
export interface SettingFlags {
  readonly param?: Params | undefined
  readonly minimize?: readonly string[] | undefined
  readonly maximize?: readonly string[] | undefined
  readonly subjectTo?: readonly string[] | undefined
  readonly fidelity?: ConfigFile["fidelity"] | undefined
  readonly baseline?: readonly string[] | undefined
  readonly prior?: readonly string[] | undefined
  readonly transfer?: ConfigFile["transfer"] | undefined
  readonly trials?: number | undefined
  readonly for?: number | undefined
  readonly cost?: string | undefined
  readonly sampler?: string | undefined
  readonly scheduler?: string | undefined
  readonly terminator?: string | undefined
  readonly adapt?: readonly string[] | undefined
  readonly seed?: number | undefined
  readonly name?: string | undefined
  readonly jobs?: number | undefined
  readonly executor?: "local" | "warm" | "slurm" | undefined
  readonly gpusPerTrial?: number | undefined
  readonly cpusPerTrial?: number | undefined
  readonly memoryPerTrial?: number | undefined
  readonly timeout?: number | undefined
  readonly keepBest?: number | undefined
  readonly quota?: number | undefined
  readonly keepAt?: string | undefined
  readonly paramsVia?: ConfigFile["params_via"] | undefined
  readonly booleans?: "value" | "presence" | "negatable" | undefined
  readonly shell?: boolean | undefined
  readonly canary?: boolean | undefined
  readonly store?: string | undefined
  readonly dir?: string | undefined
  readonly track?: ConfigFile["track"]
}

/** What the flags and the words after `--` say, as settings. Throws D1xx. */
export function flagsLayer(flags: SettingFlags, words: readonly string[]): Layer {
  const { command, params } = inlineParameters(words)
  const space = { ...flags.param, ...params } as Readonly<Record<string, Json>>
  const values: ConfigFile = {
    ...(command.length > 0 && { command: [...command] }),
    ...(Object.keys(space).length > 0 && { space }),
    ...objectivesIn(flags),
    ...searchIn(flags),
    ...runIn(flags),
  }
  return { values, origin: ([first, second]) => flagOf(String(first), second === undefined ? undefined : String(second), flags, params) }
}

function objectivesIn({ minimize, maximize, subjectTo }: SettingFlags): ConfigFile {
  const objectives = [
    ...(minimize ?? []).map((metric) => ({ metric, direction: "minimize" as const })),
    ...(maximize ?? []).map((metric) => ({ metric, direction: "maximize" as const })),
  ]
  return { ...(objectives.length > 0 && { objectives }), ...(subjectTo !== undefined && { outcome_constraints: [...subjectTo] }) }
}

function searchIn(flags: SettingFlags): ConfigFile {
  const { fidelity, baseline, prior, transfer, trials, for: wall, cost, sampler, scheduler, terminator, adapt, seed } = flags
  const algorithm = readAlgorithm
  return {
    ...(fidelity !== undefined && { fidelity }),
    ...(baseline !== undefined && { baselines: baseline.map((text) => ({ ...readBaseline("--baseline", text) })) }),
    ...(prior !== undefined && { priors: readPriors("--prior", prior) as Record<string, Json> }),
    ...(transfer !== undefined && { transfer }),
    ...((trials ?? wall ?? cost) !== undefined && {
      budget: {
        ...(trials !== undefined && { trials }),
        ...(wall !== undefined && { wall: `${wall}ms` }),
        ...(cost !== undefined && { cost }),
      },
    }),
    ...(sampler !== undefined && { sampler: algorithm("--sampler", sampler) }),
    ...(scheduler !== undefined && { scheduler: algorithm("--scheduler", scheduler) }),
    ...(terminator !== undefined && { terminator: algorithm("--terminator", terminator) }),
    ...(adapt !== undefined && { adapt: adapt.map((text) => ({ ...readRule("--adapt", text) })) }),
    ...(seed !== undefined && { seed }),
  }
}

function runIn(flags: SettingFlags): ConfigFile {
  const { name, jobs, canary, executor, timeout, keepBest, quota, keepAt, paramsVia, booleans, shell, store, dir, track } = flags
  return {
    ...(name !== undefined && { name }),
    ...((jobs !== undefined || canary === false) && {
      parallel: { ...(jobs !== undefined && { slots: jobs < 0 ? ("auto" as const) : jobs }), ...(canary === false && { canary }) },
    }),
    // Named again, an engine keeps what the file says of it.
    ...(executor !== undefined && { executor: executor === "slurm" ? { type: executor } : executor }),
    ...resourcesIn(flags),
    ...(timeout !== undefined && { timeout: { trial: `${timeout}ms` } }),
    ...((keepBest ?? quota ?? keepAt) !== undefined && {
      checkpoints: {
        ...(keepBest !== undefined && { keep_best: keepBest }),
        ...(quota !== undefined && { quota }),
        ...(keepAt !== undefined && { at: keepAt }),
      },
    }),
    ...(paramsVia !== undefined && { params_via: paramsVia }),
    ...(booleans !== undefined && { booleans }),
    ...(shell !== undefined && { shell }),
    ...(store !== undefined && { store }),
    ...(dir !== undefined && { dir }),
    ...(track !== undefined && { track }),
  }
}

function resourcesIn({ gpusPerTrial: gpus, cpusPerTrial: cpus, memoryPerTrial: memory }: SettingFlags): ConfigFile {
  if (gpus === undefined && cpus === undefined && memory === undefined) return {}
  return {
    resources: {
      ...(gpus !== undefined && { gpus }),
      ...(cpus !== undefined && { cpus }),
      ...(memory !== undefined && { memory }),
    },
  }
}

/** The flag that says a setting. */
function flagOf(first: string, second: string | undefined, flags: SettingFlags, inline: Params): string {
  if (first === "space") return second !== undefined && second in inline ? "the command" : "-p"
  if (first === "command") return "after --"
  if (first === "objectives") return [flags.minimize && "--minimize", flags.maximize && "--maximize"].filter(Boolean).join(", ")
  const nested = spoken[second === undefined ? first : `${first}.${second}`]
  return nested ?? spoken[first] ?? `--${first.replaceAll("_", "-")}`
}

/** Settings whose flag has another name. */
const spoken: Readonly<Record<string, string>> = {
  outcome_constraints: "--subject-to",
  baselines: "--baseline",
  priors: "--prior",
  "budget.trials": "--trials",
  "budget.wall": "--for",
  "budget.cost": "--cost",
  "parallel.slots": "--jobs",
  "parallel.canary": "--no-canary",
  "resources.gpus": "--gpus-per-trial",
  "resources.cpus": "--cpus-per-trial",
  "resources.memory": "--memory-per-trial",
  "timeout.trial": "--timeout",
  "checkpoints.keep_best": "--keep-best",
  "checkpoints.quota": "--quota",
  "checkpoints.at": "--keep-at",
}
