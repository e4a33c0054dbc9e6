import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { ray } from "@diapason/executors/engines"
import { afterEach, expect, test } from "vitest"
import { play, recorded, type Player, type Recorded } from "./recorded-ray.ts"

let player: Player | undefined
afterEach(() => player?.close())

/** What is said of a Ray that answers so. */
async function faultOf(answer: Recorded | undefined, options: { readonly token?: string; readonly timeout?: number } = {}) {
  player = await play(() => answer)
  return ray({ address: player.address, ...options })
    .look(["some-job"])
    .then(
      () => undefined,
      (error: { code: string; words: { what: string; mend: string } }) => ({ code: error.code, ...error.words }),
    )
}

test("addresses that cannot be Ray's are told when the engine is made", () => {
  expect(() => ray({ address: "ray://10.0.0.9:10001" })).toThrow(
    expect.objectContaining({ code: "D443", message: expect.stringContaining("ray:// is") as string }) as Error,
  )
  for (const address of ["auto", "10.0.0.9:8265", "", "file:///tmp/ray"]) {
    expect(() => ray({ address })).toThrow(expect.objectContaining({ code: "D443" }) as Error)
  }
  try {
    ray({ address: "ray://10.0.0.9:10001" })
  } catch (error) {
    expect((error as { words: { mend: string } }).words.mend).toContain("http://10.0.0.9:8265")
  }
})

test("where nobody listens, the head node and its port are named", async () => {
  player = await play(() => undefined)
  player.close()
  await expect(ray({ address: player.address }).look(["a-job"])).rejects.toMatchObject({
    code: "D443",
    words: { what: `Ray at ${player.address} cannot be asked: nobody listens there`, mend: expect.stringContaining("8265") as string },
  })
})

test("a host that is not there is told", async () => {
  await expect(ray({ address: "http://no-such-host.invalid:8265" }).look(["a-job"])).rejects.toMatchObject({ code: "D443" })
})

test("one that never answers is given up in time", async () => {
  expect(await faultOf(undefined, { timeout: 50 })).toMatchObject({
    code: "D443",
    what: expect.stringContaining("no answer came within 0.05 s") as string,
  })
})

test("what does not speak HTTP is told", async () => {
  const server = createServer((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await expect(ray({ address }).look(["a-job"])).rejects.toMatchObject({
    code: "D443",
    message: expect.stringContaining("does not speak HTTP") as string,
  })
  server.close()
})

test("a web page is no answer, and its text is shown", async () => {
  const page = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Who are you?</h1></body></html>"
  const said = await faultOf({ status: 200, type: "text/html", body: page })
  expect(said).toMatchObject({ code: "D443", what: expect.stringContaining("a web page came (200): Sign in Who are you?") as string })
  expect(said?.mend).toContain("the address of Ray's dashboard")
})

test("a page that asks who one is, elsewhere, is told", async () => {
  const said = await faultOf({ status: 302, body: "", location: "https://login.example/" })
  expect(said).toMatchObject({ code: "D443", what: expect.stringContaining("it sends on to https://login.example/") as string })
})

test("another program's answers are told", async () => {
  for (const answer of [
    { status: 404, body: '{"error":"no such route"}' },
    { status: 200, body: '{"jobs":[]}' },
    { status: 200, body: "null" },
    { status: 200, body: "OK" },
    { status: 200, body: "" },
    { status: 502, body: "Bad Gateway" },
  ]) {
    expect(await faultOf(answer)).toMatchObject({ code: "D443", what: expect.stringContaining(`${answer.status} `) as string })
    player?.close()
  }
})

test("a missing token and a wrong one are told apart", async () => {
  expect(await faultOf(recorded["no-token"])).toMatchObject({
    code: "D444",
    what: expect.stringContaining("wants a token: Unauthorized") as string,
  })
  player?.close()
  expect(await faultOf(recorded["wrong-token"], { token: "old" })).toMatchObject({
    code: "D444",
    what: expect.stringContaining("does not take this token: Forbidden") as string,
    mend: expect.stringContaining("RAY_AUTH_TOKEN") as string,
  })
})
