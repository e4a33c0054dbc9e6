import { connect, type AddressInfo } from "node:net"
import { once } from "node:events"
import type { Readable } from "node:stream"
import type { FastifyInstance } from "fastify"
import { virtualClock } from "@diapason/testkit"
import { describe, expect, it } from "vitest"
import { begun, created, opened, reported, served } from "../served.ts"

/** A client that reads messages one after another. */
async function client(app: FastifyInstance, url: string, headers: Record<string, string> = {}) {
  const gone = new AbortController()
  const answer = await app.inject({ url, headers, payloadAsStream: true, signal: gone.signal })
  const stream: Readable = answer.stream()
  stream.on("error", () => undefined)
  const waiting: string[] = []
  let text = ""
  let wake: (() => void) | undefined
  let ended = false
  stream.on("data", (chunk: Buffer) => {
    text += chunk.toString()
    const parts = text.split("\n\n")
    text = parts.pop()!
    waiting.push(...parts)
    wake?.()
  })
  const over = (): void => ((ended = true), wake?.())
  stream.on("end", over).on("close", over)
  const next = async (): Promise<string | undefined> => {
    while (waiting.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve))
    return waiting.shift()
  }
  return { status: answer.statusCode, headers: answer.headers, next, waiting, leave: () => (stream.destroy(), gone.abort()) }
}

const fields = (message: string | undefined): Record<string, string> =>
  Object.fromEntries((message ?? "").split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]))

const seqs = (message: string | undefined): number[] => (JSON.parse(fields(message)["data"]!) as { seq: number }[]).map(({ seq }) => seq)

describe("the stream of a study", () => {
  it("begins where the client was, tells what comes, and beats", async () => {
    const { app, store, clock } = await served()
    await store.append("a", [created("a"), opened()])
    const one = await client(app, "/v1/studies/a/events?after=1")
    expect([one.status, one.headers["content-type"]]).toEqual([200, "text/event-stream"])
    expect(fields(await one.next())["retry"]).toBe("1000")
    const first = await one.next()
    expect([fields(first)["id"], seqs(first)]).toEqual(["2", [2]])
    await clock.advance(1000)
    await store.append("a", begun(0))
    expect(seqs(await one.next())).toEqual([3, 4])
    await clock.advance(15_000)
    expect(await one.next()).toBe(": here")
    const two = await client(app, "/v1/studies/a/events?after=0", { "last-event-id": "3" })
    await two.next()
    expect(seqs(await two.next())).toEqual([4])
    await app.close()
    expect([fields(await one.next())["event"], await one.next()]).toEqual(["bye", undefined])
    expect(fields(await two.next())["event"]).toBe("bye")
  })

  it("under load what comes within a tenth of a second goes together, each event once", async () => {
    const { app, store, clock } = await served()
    await store.append("a", [created("a"), opened(), ...begun(0)])
    const one = await client(app, "/v1/studies/a/events?after=4")
    await one.next()
    for (let step = 1; step <= 500; step++) {
      await store.append("a", [reported(0, step, 1)])
      await clock.advance(2)
    }
    await clock.advance(200)
    const told = one.waiting.filter((message) => message.startsWith("id"))
    expect(told.length).toBeGreaterThan(2)
    expect(told.length).toBeLessThanOrEqual(12)
    expect(told.flatMap(seqs)).toEqual(Array.from({ length: 500 }, (_, i) => i + 5))
    await app.close()
  })

  it("one watch feeds all; a thousand clients that come and go leave nothing behind; one caller has a limit", async () => {
    const { app, store, clock } = await served()
    await store.append("a", [created("a")])
    let watches = 0
    const watch = store.watch.bind(store)
    store.watch = (...args) => (watches++, watch(...args))
    const url = "/v1/studies/a/events"
    for (let round = 0; round < 40; round++) {
      const clients = await Promise.all(Array.from({ length: 25 }, () => client(app, url)))
      for (const one of clients) one.leave()
      await clock.advance(200)
    }
    const many = await Promise.all(Array.from({ length: 32 }, () => client(app, url)))
    expect(many.every(({ status }) => status === 200)).toBe(true)
    const refused = await app.inject(url)
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([429, "D431"])
    for (const one of many) one.leave()
    await clock.advance(200)
    expect((await client(app, url)).status).toBe(200)
    expect(watches).toBe(1)
    expect(app.diapason.streams.count).toBe(1)
    expect(app.diapason.studies.known("a")!.listeners).toBe(1)
    await app.close()
    await clock.advance(1)
    expect(app.diapason.streams.count).toBe(0)
  })

  it("a client that reads nothing is cut off once a megabyte waits, and nobody else notices", async () => {
    const { app, store, clock } = await served()
    await store.append("a", [created("a"), opened(), ...begun(0)])
    await app.listen({ port: 0, host: "127.0.0.1" })
    const { port } = app.server.address() as AddressInfo
    const socket = connect(port, "127.0.0.1")
    socket.on("error", () => undefined)
    socket.write(`GET /v1/studies/a/events HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`)
    await once(socket, "readable")
    socket.pause()
    const { streams } = app.diapason
    expect(streams.count).toBe(1)
    const note = "x".repeat(50_000)
    for (let i = 0; streams.count > 0 && i < 2000; i++) {
      await store.append("a", [{ kind: "note.set", key: "k", value: note }])
      await clock.advance(300)
    }
    expect(streams.count).toBe(0)
    socket.destroy()
    await app.close()
  }, 20_000)
})

describe("the stream of studies", () => {
  it("tells where all stand, and then what moves, twice a second at most", async () => {
    const { app, store, clock } = await served({}, virtualClock())
    await store.append("a", [created("a")])
    await store.append("b", [created("b")])
    const one = await client(app, "/v1/events")
    await one.next()
    expect(JSON.parse(fields(await one.next())["data"]!)).toMatchObject([
      { study: "a", position: 1 },
      { study: "b", position: 1 },
    ])
    await app.diapason.studies.open("b")
    await store.append("b", [opened(), ...begun(0)])
    await store.append("b", [reported(0, 1, 1)])
    await clock.advance(500)
    expect(JSON.parse(fields(await one.next())["data"]!)).toMatchObject([{ study: "b", position: 5, counts: { running: 1 } }])
    one.leave()
    await clock.advance(1000)
    expect(one.waiting).toEqual([])
    await app.close()
  })
})
