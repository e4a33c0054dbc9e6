import type { DiapasonError } from "@diapason/core"
import type { Api } from "./api.ts"
import { trialContainer, type KubePod } from "./objects.ts"
import { jsonOf } from "./json-of.ts"
import { refusal } from "./said-no.ts"
import { stampedLines, type StampedLines } from "./stamped-lines.ts"

/** What the trial's container of a pod prints, from its beginning; a connection that breaks is made again, and nothing comes twice. */
export interface PodLog {
  /** What came since the last time. */
  take(): Uint8Array
  /** Why it is read no further for now, before its end. */
  readonly stopped: { readonly error?: unknown } | undefined
  /** Resolves once the log is open, or cannot be for now. */
  readonly open: Promise<void>
  /** Resolves when nothing more comes: all of it has come, or it has stopped. */
  readonly over: Promise<void>
  close(): void
}

/** With the lines of an earlier reading that failed, goes on from there. */
export function podLog(api: Api, pod: string, lines: StampedLines = stampedLines()): PodLog {
  const closed = new AbortController()
  let parts: Uint8Array[] = []
  let opened!: () => void
  const open = new Promise<void>((resolve) => (opened = resolve))

  /** One connection: first for what is there by now, so that this is given by the first reading, and then for what follows. */
  let caughtUp = false
  const listen = async (): Promise<"whole" | "early" | "broken" | "goes on"> => {
    const since = lines.again()
    const query = {
      ...{ container: trialContainer, timestamps: "true" },
      ...(caughtUp && { follow: "true" }),
      ...(since !== undefined && { sinceTime: since }),
    }
    const { status, response } = await api.stream(`pods/${pod}/log`, query)
    if (closed.signal.aborted) return (response.destroy(), "whole")
    closed.signal.addEventListener("abort", () => response.destroy(), { once: true })
    if (status === 404) return (response.resume(), "whole")
    // It waits to start, or its log cannot be had any more.
    if (status === 400) return (response.resume(), (await ended(api, pod)) ? "whole" : "early")
    if (status !== 200) throw refusal({ status, body: await jsonOf(response), after: undefined }, await api.access())
    try {
      for await (const part of response) parts.push(lines.push(part as Buffer))
    } catch {
      return "broken"
    }
    if (!caughtUp) {
      caughtUp = true
      opened()
      return "goes on"
    }
    return (await ended(api, pod)) ? "whole" : "broken"
  }
  const run = async (): Promise<"whole" | "early"> => {
    for (let failures = 0; !closed.signal.aborted;) {
      const fate = await listen().catch((error: unknown) => {
        // A right that is missing seldom comes by itself; but an API server that has just begun knows of no rights for a moment.
        const most = (error as Partial<DiapasonError>).code === "D446" ? 2 : mostFailures
        if (++failures >= most) throw error
        return "failed" as const
      })
      if (fate === "whole" || fate === "early") {
        if (fate === "whole") parts.push(lines.rest())
        return fate
      }
      if (fate !== "failed") failures = 0
      if (fate === "goes on") continue
      await new Promise((resolve) => setTimeout(resolve, fate === "failed" ? 500 * 2 ** failures : pause))
    }
    return "whole"
  }
  let stopped: PodLog["stopped"]
  const over = run()
    .then(
      (fate) => (stopped = fate === "early" ? {} : undefined),
      (error: unknown) => (stopped = { error }),
    )
    .then(opened)
  return {
    get stopped() {
      return stopped
    },
    over,
    open,
    take() {
      const all = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
      parts = []
      return all
    },
    close: () => closed.abort(),
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
