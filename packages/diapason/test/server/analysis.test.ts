import { mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { choose } from "@diapason/algorithms"
import type { EventBody } from "@diapason/core"
import { createServer } from "@diapason/server"
import { openSqlite } from "@diapason/stores"
import { study } from "@diapason/testkit"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { analystThread } from "../../src/analysis/analyst-thread.ts"
import { answering } from "../../src/analysis/answering.ts"
import { systemClock } from "../../src/host/system-clock.ts"
import { inside } from "../cli/every/prepared.ts"

const folder = mkdtempSync(join(tmpdir(), "analysis-"))
const url = `sqlite:${join(folder, "a.db")}`
const trials = 150

/** Noise without a generator: the same at each call. */
const noise = (n: number): number => (((n * 7919) % 101) / 101 - 0.5) * 0.1

function logOf(name: string): readonly EventBody[] {
  const space = { x: { type: "float", low: 0, high: 1 }, y: { type: "float", low: 0, high: 1 } }
  const events: EventBody[] = [study({ name, space, fidelity: { name: "epoch", min: 1, max: 9, eta: 3 } } as never)]
  const holder = { host: "lab", boot: "b", pid: 1, started: "0" }
  events.push({ kind: "session.opened", session: "s", holder, facts: { slots: 1 } })
  for (let trial = 0; trial < trials; trial++) {
    const [x, y] = [((trial * 37) % 149) / 149, ((trial * 53) % 139) / 139]
    events.push({ kind: "trial.suggested", trial, config: { x, y }, why: "drawn at random", by: "random/1", basis: events.length })
    events.push({ kind: "trial.started", trial, attempt: 1, session: "s" })
    const loss = (step: number): number => (x - 0.3) ** 2 + 0.2 * y + noise(trial) + 1 / step
    for (let step = 1; step <= 9; step++) events.push({ kind: "trial.reported", trial, attempt: 1, step, metrics: { loss: loss(step) } })
    events.push({ kind: "trial.finished", trial, attempt: 1, state: "complete", metrics: { loss: loss(9) } })
  }
  events.push({ kind: "session.closed", session: "s", why: "done" })
  return events
}

let app: Awaited<ReturnType<typeof createServer>>
let store: Awaited<ReturnType<typeof openSqlite>>
beforeAll(async () => {
  store = await openSqlite(join(folder, "a.db"))
  await store.append("noisy", logOf("noisy"))
  app = await createServer({
    store,
    clock: systemClock,
    choose,
    dir: folder,
    version: "1",
    identify: () => ({ name: "ada", role: "viewer" }),
    analyst: analystThread(url),
  })
}, 60_000)
afterAll(async () => {
  await app.close()
  await store.close()
})

const get = (path: string) => app.inject(`/v1/studies/noisy/${path}`)
const printed = async (...argv: readonly string[]): Promise<unknown> => {
  const { out, err } = await inside(folder, ...argv, "--store", url, "--json")
  return JSON.parse(out === "" ? err : out) as unknown
}

describe("what a server works out of a study", () => {
  test("importance is what the command line prints", async () => {
    expect((await get("importance")).json()).toEqual(await printed("importance", "noisy"))
    const other = "importance?method=ped-anova&top=0.2&target=loss"
    const command = ["importance", "noisy", "--method", "ped-anova", "--top-fraction", "0.2", "--target", "loss"]
    expect((await get(other)).json()).toEqual(await printed(...command))
  }, 120_000)

  test("the best is what the command line prints, with the same sentences", async () => {
    const best = (await get("best")).json<{ says: readonly string[]; estimate: { sentence: string; advice: string } }>()
    expect(best).toEqual(await printed("best", "noisy", "--estimate"))
    expect(best.says.slice(0, 2)).toEqual([best.estimate.sentence, best.estimate.advice])
    const { out } = await inside(folder, "best", "noisy", "--estimate", "--store", url)
    for (const sentence of best.says) expect(out).toContain(sentence)
  }, 120_000)

  test("the report is the file that the command line writes, byte by byte", async () => {
    const { out } = await inside(folder, "report", "noisy", "-o", join(folder, "r.html"), "--store", url)
    expect(out).toContain("r.html")
    expect((await get("report")).body).toBe(readFileSync(join(folder, "r.html"), "utf8"))
  }, 120_000)

  test("what would have been is what the command line prints, also where it is refused", async () => {
    const wanted = 'asha,{"type":"asha","eta":2}'
    const answer = await get(`what-if?scheduler=${encodeURIComponent(wanted)}`)
    expect(answer.json()).toEqual(await printed("replay", "noisy", "--what-if", `scheduler=${wanted}`))
    for (const refused of ["pbt", "ahsa", '{"type":']) {
      const { code, title, why, fix } = (await get(`what-if?scheduler=${encodeURIComponent(refused)}`)).json<
        Readonly<Record<string, string>>
      >()
      const { error } = (await printed("replay", "noisy", "--what-if", `scheduler=${refused}`)) as {
        error: Readonly<Record<string, string>>
      }
      expect([code, title, why, fix]).toEqual([error["code"], error["message"], error["why"], error["fix"]])
    }
  }, 120_000)

  test("a method that there is not is a mistake of who asks", async () => {
    expect(await get("importance?method=anova").then((answer) => [answer.statusCode, answer.json<{ code: string }>().code])).toEqual([
      400,
      "D140",
    ])
  })

  test("an earlier moment is the study as it was then", async () => {
    const early = 2 + 12 * 40
    const then = (await get(`best?at=${early}`)).json<{ best: readonly { trial: number }[] }>()
    expect(then.best[0]!.trial).toBeLessThan(40)
    const now = (await get("best")).json<{ best: readonly { trial: number }[] }>()
    expect(now).toEqual(await printed("best", "noisy", "--estimate"))
    expect((await get(`importance?at=${early}`)).json()).toMatchObject({ trials: 40 })
  }, 60_000)

  test("nobody waits for it: the event loop is free while seconds of work are done", async () => {
    const answer = answering(store)
    const begun = performance.now()
    for (const position of [1000, 1001, 1002, 1003])
      await answer({ study: "noisy", position, question: { kind: "importance", method: "shapley" } })
    const alone = performance.now() - begun
    const longest: number[] = []
    // Another program on this machine may hold it up once, but not each time.
    for (let round = 0; round < 8 && !(Math.min(...longest) < 50); round++)
      longest.push(
        await longestBlock(async () => {
          await Promise.all([0, 1, 2, 3].map((k) => get(`importance?method=shapley&at=${1004 + 4 * round + k}`)))
        }),
      )
    console.log(
      `  ${alone.toFixed(0)} ms of work in place; in a thread the event loop is held up for ${longest.map((ms) => ms.toFixed(0)).join(", ")} ms`,
    )
    expect(alone).toBeGreaterThan(150)
    expect(Math.min(...longest)).toBeLessThan(50)
  }, 120_000)

  test("a thread that cannot open its store says why, and one that was closed is asked in vain", async () => {
    const lost = analystThread("sqlite:/dev/null/none.db")
    const asked = { study: "noisy", position: 5, question: { kind: "best" } } as const
    await expect(lost.answer(asked)).rejects.toMatchObject({ code: expect.stringMatching(/^D4/) as string })
    await lost.close()
    await expect(lost.answer(asked)).rejects.toMatchObject({ code: "D460" })
  })

  test("who waits when the thread ends is told so", async () => {
    const analyst = analystThread(url)
    const waiting = analyst.answer({ study: "noisy", position: 1500, question: { kind: "report" } })
    const told = expect(waiting).rejects.toMatchObject({ code: "D460" })
    await analyst.close()
    await told
  })
})

/** Milliseconds for which nothing else had its turn. */
async function longestBlock(work: () => Promise<void>): Promise<number> {
  let [last, longest] = [performance.now(), 0]
  const look = (): void => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }
  const timer = setInterval(look, 2)
  await work()
  look()
  clearInterval(timer)
  return longest
}
