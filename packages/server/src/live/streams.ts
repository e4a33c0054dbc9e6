import type { ServerResponse } from "node:http"
import { setImmediate as turn } from "node:timers/promises"
import type { FastifyReply } from "fastify"
import { createAbort, fault, type Clock, type Signal } from "@diapason/core"
import type { Identity } from "../access/identity.ts"

/** The open streams of server-sent events of this server. */
export interface Streams {
  /** Begins to answer with a stream. Throws D431 where this caller has too many. */
  open(reply: FastifyReply, who: Identity): EventStream
  /** How many are open. */
  readonly count: number
  /** Says goodbye on each and ends it. */
  close(): void
}

/** One stream of messages to one client. */
export interface EventStream {
  /** Aborted when the client is gone or the server closes. */
  readonly signal: Signal
  /** One message; `id` is what a client that comes back sends as Last-Event-ID. `data` is one line. */
  send(data: string, id?: number): void
  /**
   * Resolves when the client has taken what was sent. One that takes nothing is cut off once more than a megabyte has come meanwhile by
   * `waiting` (in characters), or after a minute; it comes back by itself.
   */
  taken(waiting: () => number): Promise<void>
}

export function createStreams(clock: Clock): Streams {
  const open = new Map<Line, string>()
  const over = createAbort()
  // A proxy that hears nothing for some time would end the connection.
  clock.every(15_000, () => open.forEach((_, line) => line.beat()), over.signal)
  return {
    get count() {
      return open.size
    },
    open(reply, who) {
      let own = 0
      for (const name of open.values()) if (name === who.name) own++
      if (own >= most) throw fault("D431", { who: who.name, most })
      const line = createLine(reply, clock, () => open.delete(line))
      open.set(line, who.name)
      return line
    },
    close() {
      over.abort()
      for (const line of [...open.keys()]) line.bye()
    },
  }
}

/** Streams of one caller at one time: all tabs of a browser share one or two. */
const most = 32

interface Line extends EventStream {
  beat(): void
  bye(): void
}

function createLine(reply: FastifyReply, clock: Clock, gone: () => void): Line {
  const { raw } = reply.hijack()
  const over = createAbort()
  const end = (): void => {
    gone()
    over.abort()
  }
  raw.on("close", end)
  raw.on("error", end)
  // What other parts of the server have set goes with it: security headers, the address that may read it.
  raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...streamHeaders })
  raw.write(`retry: ${comeBack}\n\n`)
  return {
    signal: over.signal,
    send: (data, id) => void raw.write(`${id === undefined ? "" : `id: ${id}\n`}data: ${data}\n\n`),
    beat: () => void (raw.writableNeedDrain || raw.write(": here\n\n")),
    bye() {
      raw.end("event: bye\ndata: {}\n\n")
      end()
    },
    taken: (waiting) => taken(raw, clock, over.signal, waiting),
  }
}

const streamHeaders = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" }

/** Milliseconds after which a client that was cut off comes back. */
const comeBack = 1000

async function taken(raw: ServerResponse, clock: Clock, signal: Signal, waiting: () => number): Promise<void> {
  if (!raw.writableNeedDrain) return
  const since = clock.now()
  const drained = createAbort()
  const done = (): void => drained.abort()
  raw.once("drain", done)
  raw.once("close", done)
  while (!drained.signal.aborted && !signal.aborted) {
    await clock.after(glance, drained.signal)
    await turn()
    if (!drained.signal.aborted && (waiting() > mostWaiting || clock.now() - since > mostPatience)) raw.destroy()
  }
  raw.off("drain", done)
  raw.off("close", done)
}

/** Milliseconds. */
const glance = 250
const mostPatience = 60_000
/** Characters. */
const mostWaiting = 1_000_000
