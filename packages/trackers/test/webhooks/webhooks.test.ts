import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { createLedger, fold, type EventBody, type Tracker } from "@diapason/core"
import { someHolder, stamped, study, trackerLaws } from "@diapason/testkit"
import { describe, expect, onTestFinished, test } from "vitest"
import { notifications, occasions, type NotificationRule } from "../../src/index.ts"
import { faults, unruly } from "../unruly.ts"

const wording = { best: () => undefined, now: () => 1_700_000_000_000 }

trackerLaws("a webhook", async () => {
  const heard = new Map<string, string>()
  const server = await unruly(({ headers, body }) => {
    heard.set(String(headers["webhook-id"]), body.toString())
    return { status: 204, text: "" }
  })
  const open = (): Tracker =>
    notifications(
      {
        when: occasions,
        webhook: server.url,
        get patience() {
          return server.patience()
        },
      },
      wording,
    )
  // A receiver that keeps what it has by its id, as the documentation says; ids are of the address too.
  const received = () => Promise.resolve({ study: [...heard.values()].map((body) => body.replace(/"msg_\w+"/, "")) })
  // What answers 200 has taken it, whatever it says besides.
  return {
    open,
    received,
    faults: faults.filter((fault) => fault !== "garbage"),
    harm: server.harm,
    mend: server.mend,
    close: server.close,
  }
})

const log = stamped([
  study({ name: "nightly" }),
  { kind: "session.opened", session: "one", holder: someHolder, facts: {} },
  ...[3, 2].flatMap((loss, trial): readonly EventBody[] => [
    { kind: "trial.suggested", trial, config: { x: 0.5 }, why: "drawn", by: "random/1", basis: 0 },
    { kind: "trial.started", trial, attempt: 1, session: "one" },
    { kind: "trial.finished", trial, attempt: 1, state: "complete", metrics: { loss } },
  ]),
  { kind: "trial.suggested", trial: 2, config: { x: 0.5 }, why: "drawn", by: "random/1", basis: 0 },
  { kind: "trial.started", trial: 2, attempt: 1, session: "one" },
  { kind: "trial.finished", trial: 2, attempt: 1, state: "failed", metrics: {}, failure: { kind: "oom", message: "no memory" } },
  { kind: "change.proposed", id: "c", events: [], why: "more trials", by: "ada@host" },
  { kind: "session.closed", session: "one", why: "asked to stop", outcome: "drained" },
])

function shown(tracker: Tracker): Tracker {
  const ledger = createLedger(log[0]!)
  log.forEach((event, i) => tracker.fold(event, i === 0 ? ledger : fold(ledger, event), true))
  return tracker
}

const signal = new AbortController().signal

/** What a receiver hears by a rule, and what its sender says of it. */
async function heardBy(rule: Omit<NotificationRule, "webhook">, status = 200) {
  const heard: { headers: Readonly<Record<string, unknown>>; body: string }[] = []
  const server = await unruly(({ headers, body }) => (heard.push({ headers, body: body.toString() }), { status, text: "" }))
  onTestFinished(server.close)
  const flushed = await shown(notifications({ ...rule, webhook: `${server.url}/hook/s3cret` }, wording)).flush("f", signal)
  return { heard, flushed, texts: heard.map(({ body }) => (JSON.parse(body) as { text: string }).text) }
}

test("each occasion is told in one line, and only those that were asked for", async () => {
  expect((await heardBy({ when: occasions })).texts).toEqual([
    "nightly: new-best",
    "nightly: new-best",
    "nightly: trial-failed, trial 2: oom: no memory",
    "nightly: attention, a change waits for approval: more trials",
    "nightly: stopped",
  ])
  expect((await heardBy({ when: ["stopped"] })).texts).toEqual(["nightly: stopped"])
  expect((await heardBy({ when: ["new-best"], gap: 60_000 })).texts).toHaveLength(1)
})

test("a chat is sent the text alone", async () => {
  const { heard } = await heardBy({ when: ["stopped"], as: "slack" })
  expect(JSON.parse(heard[0]!.body)).toEqual({ text: "nightly: stopped" })
})

test("what a receiver calls wrong for good is named and left out; its address is not shown, since it is often a secret", async () => {
  const { flushed } = await heardBy({ when: ["stopped"] }, 422)
  expect(flushed).toEqual({
    outcome: "taken",
    lost: [expect.stringMatching(/a notification of stopped: 127\.0\.0\.1:\d+ answered 422/) as string],
  })
  const later = await heardBy({ when: ["stopped"] }, 429)
  expect(later.flushed).toMatchObject({ outcome: "unreached" })
  expect(JSON.stringify([flushed, later.flushed])).not.toContain("s3cret")
})

describe("a receiver can tell that a delivery is ours and fresh", () => {
  const docs = readFileSync(fileURLToPath(new URL("../../../../docs/notifications.md", import.meta.url)), "utf8")
  const snippet = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(docs)![1]!
  const folder = mkdtempSync(join(tmpdir(), "verify-"))
  type Case = readonly [secret: string, headers: object, body: string, now: number]
  const verdicts = {
    async node(cases: readonly Case[]): Promise<readonly boolean[]> {
      const file = join(folder, "verify.mjs")
      writeFileSync(file, snippet("js"))
      const { verify } = (await import(file)) as { verify: (...one: Case) => boolean }
      return cases.map((one) => verify(...one))
    },
    python(cases: readonly Case[]): Promise<readonly boolean[]> {
      const asked = "\nimport json, sys\nprint(json.dumps([verify(*one) for one in json.load(sys.stdin)]))\n"
      writeFileSync(join(folder, "verify.py"), snippet("python") + asked)
      const out = execFileSync("python3", [join(folder, "verify.py")], { input: JSON.stringify(cases), encoding: "utf8" })
      return Promise.resolve(JSON.parse(out) as boolean[])
    },
  }

  test.for(["node", "python"] as const)("by what the documentation gives for %s", async (language) => {
    const now = 1_700_000_000
    const cases: Case[] = []
    for (const secret of ["s3cret", "whsec_c2VjcmV0"]) {
      const { headers, body } = (await heardBy({ when: ["stopped"], secret })).heard[0]!
      const named = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("webhook-")))
      const another = { ...named, "webhook-id": "msg_x" }
      cases.push([secret, named, body, now], [secret, named, `${body} `, now], ["another", named, body, now])
      cases.push([secret, named, body, now + 600], [secret, another, body, now])
    }
    expect(await verdicts[language](cases)).toEqual(cases.map((_, i) => i % 5 === 0))
  })

  test("the sum is that of the published example of the specification", async () => {
    const { signed } = await import("../../src/webhooks/signature.ts")
    const headers = signed(
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      '{"test": 2432232314}',
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      1_614_265_330_000,
    )
    expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  })
})

describe("a command", () => {
  const told = (run: readonly string[]) => shown(notifications({ when: ["stopped"], run }, wording)).flush("f", signal)

  test("is given the words and, on standard input, the JSON", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "told-")), "told")
    const program = `require("fs").writeFileSync(process.argv[1], process.argv[2] + require("fs").readFileSync(0))`
    expect(await told([process.execPath, "-e", program, file, "{study}|{text}|"])).toEqual({ outcome: "taken", lost: [] })
    const [name, text, json] = readFileSync(file, "utf8").split("|")
    expect([name, text, JSON.parse(json!)]).toEqual([
      "nightly",
      "nightly: stopped",
      expect.objectContaining({ occasion: "stopped", trials: 3 }),
    ])
  })

  test("that fails, is not there, or reads nothing is no trouble", async () => {
    expect(await told(["no-such-program"])).toMatchObject({ outcome: "unreached", why: expect.stringContaining("ENOENT") as string })
    expect(await told([process.execPath, "-e", "process.exit(3)"])).toMatchObject({
      outcome: "unreached",
      why: expect.stringContaining("exited with 3") as string,
    })
    expect(await told([process.execPath, "-e", "process.stdin.destroy()"])).toEqual({ outcome: "taken", lost: [] })
  })
})
