import { parameterOf, type Job } from "@diapason/algorithms"
import { parseParameter, spaceFromJson, withDefaults, type Json } from "@diapason/core"
import type { ScriptFlag } from "../script-flag.ts"
import { known, type Range } from "./known.ts"

/** A flag with what is proposed to do with it. */
export type Proposal =
  | ({ readonly kind: "tune"; readonly flag: ScriptFlag } & Range)
  /** Steps of a trial: not searched, but what a scheduler can save on. */
  | { readonly kind: "fidelity"; readonly flag: ScriptFlag }
  | { readonly kind: "leave"; readonly flag: ScriptFlag; readonly why: string; readonly spec?: string }

const choosable =
  /^(optimi[sz]er|optim|opt|activation|act|act_fn|scheduler|sched|lr_schedule(r)?|norm|normali[sz]ation|booster|kernel|init|solver|penalty|loss_fn|criterion|pooling|pool|arch|model|backbone|augmentation)$/
const switches =
  /^(use_)?(nesterov|amsgrad|augment(ation)?|batch_?norm|layer_?norm|bn|bias|residual|skip(_connections)?|weight_?norm|cosine|shuffle|class_weights?|bidirectional|mixup|ema|normali[sz]e)$/
const steps =
  /^(?!.*(warm|log|save|eval|accum))(\w+_)?(epochs?|num_?epochs|n_?epochs|max_?epochs|max_?steps|num_?steps|n_?steps|steps|iterations?|iters|max_?iters?|num_?iterations|num_train_epochs|total_?(steps|timesteps))$/
const surroundings: readonly (readonly [RegExp, string])[] = [
  [/(^|_)seed$|^random_state$/, "a seed is repeated, not tuned"],
  [/(^|_)(data|dataset|data_?dir|data_?path|root|train_?file|input|train|val|valid|test|target|fold)(_|$)/, "it says what is learned"],
  [
    /(^|_)(out|output|save|log|logs|dir|path|folder|file|ckpt|checkpoint|resume|restore|name|tag|project|run|exp|experiment|workdir|config)(_|$)/,
    "it says where things lie",
  ],
  [
    /(^|_)(device|gpus?|cuda|cpu|workers?|jobs|threads|num_workers|nproc|world_size|local_rank|rank|dist|ddp|amp|fp16|bf16|precision|compile|pin_memory|port|host)(_|$)/,
    "it says how the machine is used",
  ],
  [
    /(^|_)(verbose|quiet|debug|dry_run|log_?(every|interval|level)|print_?freq|eval_?(every|interval|freq)|save_?(every|interval)|progress|plot|wandb|tensorboard|profile|interval|every|freq)(_|$)/,
    "it changes what is shown, not what is learned",
  ],
]

/** What to do with each flag, in the order in which the script has them; a job that was recognised knows its own ranges best. */
export function propose(flags: readonly ScriptFlag[], job?: Job): readonly Proposal[] {
  const proposals = flags.map((flag) => proposed(flag, job))
  const tuned = new Set(proposals.filter(({ kind }) => kind === "tune").map(({ flag }) => flag.name))
  return proposals.map((proposal) => {
    const { within } = proposal.flag
    if (proposal.kind !== "tune" || within === undefined || !tuned.has(within.name)) return proposal
    if (within.value === undefined) return { kind: "leave", flag: proposal.flag, why: `whether it is there depends on ${within.name}` }
    return { ...proposal, spec: `${proposal.spec} if ${within.name}=${JSON.stringify(within.value)}` }
  })
}

function proposed(flag: ScriptFlag, job: Job | undefined): Proposal {
  if (flag.unfit !== undefined) return { kind: "leave", flag, why: flag.unfit }
  if (!/^[A-Za-z_][\w.-]*$/.test(flag.name)) return { kind: "leave", flag, why: "its name cannot be that of a parameter" }
  const name = wordOf(flag.name)
  if (steps.test(name) && typeof flag.default !== "string") return { kind: "fidelity", flag }
  const proven = job && provenRange(job, flag)
  if (proven !== undefined && fits(proven, flag)) return { kind: "tune", flag, ...proven }
  const range = rangeOf(name, flag)
  if (range !== undefined && fits(range, flag)) return { kind: "tune", flag, ...range }
  const why = surroundings.find(([pattern]) => pattern.test(name))?.[1]
  if (why !== undefined) return { kind: "leave", flag, why }
  const wide = guess(flag)
  return { kind: "leave", flag, why: "nothing is known of it by its name", ...(wide !== undefined && { spec: wide }) }
}

/** The last part of a dotted name, with `_` between its words. */
const wordOf = (name: string): string =>
  (name.split(".").at(-1) ?? name)
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll("-", "_")

/** The range of a job, where it is of the flag's kind; one that leaves out the script's own default is not taken. */
function provenRange(job: Job, flag: ScriptFlag): Range | undefined {
  const known = parameterOf(job, flag.name)
  if (known === undefined || flag.type === "text" || flag.choices !== undefined) return undefined
  const bool = known.range === "bool"
  if (bool !== (flag.type === "bool") || (bool && flag.boolean === undefined)) return undefined
  const whole = /^(int|ordinal)/.test(known.range)
  if (!whole && !bool && flag.type === "int") return undefined
  if (known.range.startsWith("choice")) return undefined
  if (flag.default !== undefined && !takes(known.range, flag.default)) return undefined
  return { spec: known.range, why: `${known.why} (proven:${job.name})` }
}

function takes(range: string, value: Json): boolean {
  try {
    return withDefaults(spaceFromJson({ x: range }), { x: value })["x"] !== undefined
  } catch {
    return false
  }
}

function rangeOf(name: string, flag: ScriptFlag): Range | undefined {
  if (flag.choices !== undefined) {
    if (flag.choices.length < 2) return undefined
    if (flag.choices.every((value) => typeof value === "number"))
      return {
        spec: `ordinal(${[...flag.choices].sort((a, b) => Number(a) - Number(b)).join(", ")})`,
        why: "the values that the script allows",
      }
    return choosable.test(name) ? { spec: choiceOf(flag.choices), why: "all that the script knows" } : undefined
  }
  if (flag.type === "bool") return switches.test(name) ? { spec: "bool", why: "on or off" } : undefined
  if (flag.type === "text" || typeof flag.default === "string" || typeof flag.default === "boolean") return undefined
  const row = known.find((entry) => entry.name.test(name))
  const range = row?.range(typeof flag.default === "number" ? flag.default : undefined, flag)
  const real = range !== undefined && /^(log|log1m|float|mix)/.test(range.spec)
  return real && flag.type === "int" ? undefined : range
}

const choiceOf = (values: readonly Json[]): string => `choice(${values.map((value) => JSON.stringify(value)).join(", ")})`

/** Whether the line of the grammar is one, and the default lies in it. */
function fits({ spec }: Range, flag: ScriptFlag): boolean {
  try {
    parseParameter(flag.default === undefined || spec === "bool" ? spec : spec.replace(/\)$/, `, default=${JSON.stringify(flag.default)})`))
    return true
  } catch {
    return false
  }
}

/** A range for a flag of an unknown name, to be offered as a comment. */
function guess(flag: ScriptFlag): string | undefined {
  const { default: d, choices } = flag
  if (choices !== undefined) return choiceOf(choices)
  if (flag.type === "bool") return "bool"
  if (typeof d !== "number" || d <= 0) return undefined
  if (flag.type === "int") return d > 1 ? `int(${Math.max(1, Math.floor(d / 4))}, ${d * 4}, log)` : `int(1, ${4 * d})`
  return `log(${Number((d / 10).toPrecision(3))}, ${Number((d * 10).toPrecision(3))})`
}
