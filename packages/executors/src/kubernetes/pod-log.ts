import type { Api } from "./api.ts"
import { trialContainer, type KubePod } from "./objects.ts"
import { refusal } from "./said-no.ts"
import { stampedLines } from "./stamped-lines.ts"

/** What the trial's container of a pod prints, from its beginning; a connection that breaks is made again, and nothing comes twice. */
export interface PodLog {
  /** What came since the last time. */
  take(): Uint8Array
  /** Resolves once the log is open, or cannot be for now. */
  readonly open: Promise<void>
  /** Resolves when all of it has come; `early` when the container has not begun yet. Rejects when the API cannot be asked. */
  readonly whole: Promise<"whole" | "early">
  close(): void
}

export function podLog(api: Api, pod: string): PodLog {
  const lines = stampedLines()
  const over = new AbortController()
  let parts: Uint8Array[] = []
  let opened!: () => void
  const open = new Promise<void>((resolve) => (opened = resolve))

  /** One connection. */
  const listen = async (): Promise<"whole" | "early" | "broken"> => {
    const since = lines.again()
    const query = { container: trialContainer, follow: "true", timestamps: "true", ...(since !== undefined && { sinceTime: since }) }
    const { status, response } = await api.stream(`pods/${pod}/log`, query)
    if (over.signal.aborted) return (response.destroy(), "whole")
    over.signal.addEventListener("abort", () => response.destroy(), { once: true })
    opened()
    if (status === 404) return (response.resume(), "whole")
    // It waits to start, or its log cannot be had any more.
    if (status === 400) return (response.resume(), (await ended(api, pod)) ? "whole" : "early")
    if (status !== 200) throw refusal({ status, body: undefined, after: undefined }, await api.access())
    try {
      for await (const part of response) parts.push(lines.push(part as Buffer))
    } catch {
      return "broken"
    }
    return (await ended(api, pod)) ? "whole" : "broken"
  }
  const run = async (): Promise<"whole" | "early"> => {
    for (let failures = 0; !over.signal.aborted;) {
      const fate = await listen().catch((error: unknown) => {
        if (++failures === mostFailures) throw error
        return "failed" as const
      })
      if (fate === "whole" || fate === "early") {
        if (fate === "whole") parts.push(lines.rest())
        return fate
      }
      if (fate === "broken") failures = 0
      await new Promise((resolve) => setTimeout(resolve, fate === "failed" ? 500 * 2 ** failures : pause))
    }
    return "whole"
  }
  const whole = run().finally(opened)
  whole.catch(() => undefined)
  return {
    open,
    whole,
    take() {
      const all = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
      parts = []
      return all
    },
    close: () => over.abort(),
  }
}

/** A connection that ended in order may have ended with the API server instead of the container. */
async function ended(api: Api, pod: string): Promise<boolean> {
  const { status, body } = await api.ask({ method: "GET", path: `pods/${pod}` })
  if (status === 404) return true
  const state = (body as KubePod | undefined)?.status
  return (
    state?.phase === "Succeeded" ||
    state?.phase === "Failed" ||
    state?.containerStatuses?.find(({ name }) => name === trialContainer)?.state?.terminated !== undefined
  )
}

/** Tries in a row that fail before whoever reads is told. */
const mostFailures = 5

/** Milliseconds before a log that was cut is opened again. */
const pause = 100
