import type { Listed } from "./listed.ts"

/**
 * The rows of `squeue --json`. Its form changes with the version of Slurm: numbers became objects that say whether they are set, and
 * states became lists. Throws where it is no such document.
 */
export function squeueRows(text: string): readonly Listed[] {
  const { jobs } = JSON.parse(text) as { readonly jobs?: readonly Raw[] }
  if (!Array.isArray(jobs)) throw new Error("it has no jobs")
  return (jobs as readonly Raw[]).map(row)
}

type Raw = Readonly<Record<string, unknown>>

function row(raw: Raw): Listed {
  const [array, task] = [number(raw["array_job_id"]), number(raw["array_task_id"])]
  const waiting = text(raw["array_task_string"])
  const inArray = array !== undefined && array !== 0
  const tasks = inArray ? (waiting !== "" ? waiting : task?.toString()) : undefined
  const [reason, node] = [text(raw["state_reason"]), text(raw["nodes"])]
  return {
    job: String(number(raw["job_id"])),
    ...(inArray && { array: String(array) }),
    ...(tasks !== undefined && { tasks }),
    word: stateWord(raw["job_state"]),
    ...(reason !== "" && reason !== "None" && { reason }),
    ...ended(raw["exit_code"]),
    ...(node !== "" && { node }),
    name: text(raw["name"]),
    comment: text(raw["comment"]),
  }
}

/** `COMPLETED`; of several the one that is under way, which the newer form names after the one that it comes from. */
function stateWord(value: unknown): string {
  const words = (Array.isArray(value) ? value : [value]).map(text)
  return words.find((word) => underWay.has(word)) ?? words[0] ?? ""
}

const underWay: ReadonlySet<string> = new Set(["COMPLETING", "CONFIGURING", "REQUEUED", "REQUEUE_HOLD", "SPECIAL_EXIT", "STAGE_OUT"])

/** The raw word of `wait` in the older form; code and signal apart in the newer one. */
function ended(value: unknown): Pick<Listed, "exit" | "signal"> {
  const raw = typeof value === "object" && value !== null ? (value as Raw) : undefined
  if (raw === undefined || "number" in raw) {
    const word = number(value) ?? 0
    return (word & 127) === 0 ? { exit: word >> 8 } : { signal: word & 127 }
  }
  const sent = number((raw["signal"] as Raw | undefined)?.["id"] ?? (raw["signal"] as Raw | undefined)?.["signal_id"])
  return sent !== undefined && sent !== 0 ? { signal: sent } : { exit: number(raw["return_code"]) ?? 0 }
}

const text = (value: unknown): string => (typeof value === "string" ? value : "")

/** A number, or `{ set, number }`; undefined where it is not set. */
function number(value: unknown): number | undefined {
  if (typeof value === "number") return value
  if (typeof value !== "object" || value === null) return undefined
  const { set, number } = value as { readonly set?: unknown; readonly number?: unknown }
  return set !== false && typeof number === "number" ? number : undefined
}
