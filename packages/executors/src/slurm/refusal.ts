import type { Submitted } from "@diapason/core"
import { lastLine } from "./tools.ts"

type Unwilling = Exclude<Submitted, { readonly kind: "submitted" }>

/**
 * What sbatch means when it has not taken jobs; undefined where it says nothing that is known, and may be asked again.
 * @param partitions those that there are
 */
export function refusal(err: string, partitions: readonly string[]): Unwilling | undefined {
  const why = [...err.matchAll(/^sbatch: (?:error: )?(?:Batch job submission failed: )?(.+)$/gm)].map(([, words]) => words!).join(": ")
  if (limits.test(err)) return { kind: "later", why: why || lastLine(err) }
  const rule = rules.find(([pattern]) => pattern.test(err))
  if (rule === undefined && !firm.test(err)) return undefined
  return {
    kind: "refused",
    why: why || lastLine(err),
    mend: rule?.[1](partitions) ?? "change what the trials ask for; sbatch --help lists what it takes",
  }
}

/** A limit on how many jobs one has; or the words that older versions have for any limit of an account. */
const limits = /SubmitJob|MaxJobCount|MaxJobsAccrue|job submit limit/

/** The controller has answered, or sbatch could not read its words. */
const firm = /Batch job submission failed|[Ii]nvalid|unrecognized option|requires an argument|ambiguous/

type Rule = readonly [RegExp, (partitions: readonly string[]) => string]

const rules: readonly Rule[] = [
  [/partition specified|partition name|partition configuration/i, (there) => `name one of the partitions that there are: ${there.join(", ") || "sinfo lists them"}`],
  [/account/i, () => "name an account that you may use in this partition; sacctmgr show associations user=$USER lists them"],
  [/qos/i, () => "name a QOS that your account has; sacctmgr show associations user=$USER format=account,qos lists them"],
  [/time limit/i, () => "ask for less time; sinfo -o '%P %l' lists the longest time of each partition"],
  [/gres|generic resource/i, () => "ask for GPUs that a node has; sinfo -o '%P %G' lists them"],
  [/memory|node configuration|node count|CPU count|constraint|feature/i, () => "ask for what a node has; sinfo -o '%P %c %m %G %f' lists processors, memory in MiB, GPUs and features of nodes"],
  [/permission|denied/i, () => "ask for the right to use this partition, or name another"],
] // prettier-ignore
