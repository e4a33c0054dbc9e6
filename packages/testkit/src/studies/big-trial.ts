import type { Config, EndingKind, Failure, WireMetrics } from "@diapason/core"
import { badness, longest, type BigSize } from "./big-definition.ts"
import { chance } from "./chance.ts"

/** What becomes of one trial of a big study. */
export interface BigTrial {
  readonly number: number
  readonly end: "complete" | "pruned" | "failed"
  /** Reports until it ends. */
  readonly reports: number
  /** Its first attempt is lost after this many reports. */
  readonly lostAfter?: number
  readonly failure?: Failure
}

/** Two in three are complete; a trial that does worse is ended earlier. */
export function bigTrial(number: number, size: BigSize): BigTrial {
  const { seed = 1 } = size
  const [fate, much, kind] = [chance(seed, number, 11), chance(seed, number, 12), chance(seed, number, 13)]
  const most = longest(size)
  const lost = chance(seed, number, 14) < 0.004 && most > 1 ? { lostAfter: Math.floor(most / 3) } : {}
  if (fate < 0.66) return { number, end: "complete", reports: most, ...lost }
  if (fate < 0.92) return { number, end: "pruned", reports: Math.min(most, Math.max(1, Math.ceil(most / 3 ** (1 + Math.floor(much * 2))))) }
  return { number, end: "failed", reports: Math.floor(most * much), failure: failures[Math.floor(kind * failures.length)]! }
}

/** What it reports at a step, from 1. */
export function bigReport(number: number, step: number, base: number, size: BigSize): WireMetrics {
  const done = step / Math.max(1, longest(size))
  const noise = chance(size.seed ?? 1, number, 100_000 + step) - 0.5
  const loss = base + (2.3 - base) * Math.exp(-5 * done) + 0.03 * noise
  return { val_loss: Math.round(loss * 1e5) / 1e5, val_acc: Math.round(1e4 / (1 + loss)) / 1e4 }
}

/** What its loss comes down to. */
export const baseOf = (config: Config, number: number, { seed = 1 }: BigSize): number =>
  0.08 + 0.9 * badness(config) + 0.2 * chance(seed, number, 15)

/** What it says at its end beside its last report. Three in a hundred break the limit of memory. */
export const bigEnd = (number: number, { seed = 1 }: BigSize): WireMetrics => ({
  memory_gb: Math.round(10 * (24.7 * Math.sqrt(chance(seed, number, 16)))) / 10,
})

const told = (kind: EndingKind, message: string): Failure => ({ kind, message })

const failures: readonly Failure[] = [
  { ...told("oom", "CUDA out of memory: tried to allocate 2.00 GiB"), exit: 1 },
  told("nan", "val_loss is nan"),
  told("timeout", "no report for 30 min"),
  { ...told("crash", "RuntimeError: mat1 and mat2 shapes cannot be multiplied"), exit: 1 },
  { ...told("crash", "Segmentation fault"), signal: "SIGSEGV" },
  told("no-metric", "ended without a word of val_loss"),
  told("invalid", "batch_size must divide the number of rows"),
  told("launch", "python: No such file or directory"),
]
