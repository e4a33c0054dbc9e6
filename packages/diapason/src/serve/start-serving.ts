import { choose } from "@diapason/algorithms"
import type { DiapasonError } from "@diapason/core"
import { createServer, type Answered } from "@diapason/server"
import { openStore } from "@diapason/stores"
import { analystThread } from "../analysis/analyst-thread.ts"
import { pageFolder } from "../host/page-folder.ts"
import { systemClock } from "../host/system-clock.ts"
import { version } from "../host/version.ts"
import { openTracing } from "../tracing/open-tracing.ts"
import { inUseBy } from "./in-use-by.ts"
import { listen } from "./free-port.ts"
import { noteServer } from "./running-server.ts"
import { systemConductor } from "./system-conductor.ts"

/** How studies are served. All but `answered` are plain values, which may go to a thread. */
export interface ServingOptions {
  /** The address of the store. */
  readonly store: string
  /** The folder for logs, checkpoints and artifacts of trials, and for what the server keeps. */
  readonly dir: string
  /** Where states and artifacts are kept apart from the machines that made them. */
  readonly keepAt?: string
  readonly host: string
  readonly port: number
  /** Whether only this port will do. */
  readonly exact: boolean
  /** Before every address, where a proxy puts the server below one. */
  readonly basePath?: string
  /** `audited`: each change has a reason and is approved by another person. */
  readonly profile?: "open" | "audited"
  /** Names that a proxy calls it by. */
  readonly names?: readonly string[]
  /** Whether the headers X-Forwarded-* are believed. */
  readonly trustProxy?: boolean
  /** Told of each request that was answered. */
  readonly answered?: (request: Answered) => void
  /** Key and certificate, PEM. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

/** A server that listens. */
export interface Serving {
  /** Without a slash at the end, with the base path. */
  readonly url: string
  /** D405, where another port was wanted. */
  readonly note?: DiapasonError
  /** Answers what is under way, ends streams, and lets go of store and port. */
  close(): Promise<void>
}

/** Serves the studies of a store to people and programs. Throws D405 when no port is free, D4xx when the store cannot be opened. */
export async function startServing(options: ServingOptions): Promise<Serving> {
  const { store: address, dir, keepAt, host, port, exact, basePath = "", ...rules } = options
  const opened = await openStore(address)
  const traced = await openTracing(process.env, "diapason-server")
  const store = traced.store(opened)
  const thinking = systemConductor(dir, keepAt)
  const conductor = { ...thinking, choose: traced.choose(thinking.choose) }
  const end = async (): Promise<void> => {
    await thinking.close()
    await opened.close()
    await traced.close()
  }
  try {
    const shown = { page: pageFolder(), basePath, ...rules, answered: toBoth(traced, options) }
    const analyst = analystThread(address)
    const app = await createServer({ store, clock: systemClock, choose, dir, version, conductor, analyst, ...shown })
    const { url, note } = await listen(app, { host, port, exact }, (taken) => inUseBy(dir, taken))
    const forget = noteServer(dir, url + basePath, store.url)
    return {
      url: url + basePath,
      ...(note !== undefined && { note }),
      async close() {
        forget()
        await app.close()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

type Hearing = Pick<ServingOptions, "answered">

const toBoth =
  (one: Hearing, other: Hearing) =>
  (request: Answered): void => {
    one.answered?.(request)
    other.answered?.(request)
  }
