import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import type { Answer, Decision, Ending, Job, Json, TrialLink } from "@diapason/core"
import { processes, type Processes } from "@diapason/executors"
import { within } from "@diapason/testkit"
import { alive } from "../fixtures/alive.ts"

interface Heard {
  readonly ending: Ending
  readonly reports: readonly { step: number; metrics: Readonly<Record<string, number>> }[]
  readonly diagnostics: readonly { code: string; text: string }[]
  /** What was said to updates. */
  readonly answers: readonly string[]
  readonly log: string
}

const fresh = (): string => mkdtempSync(join(tmpdir(), "diapason-"))

/** Starts a command and gathers what it says. */
function start(command: readonly string[], options: Partial<Processes> = {}, job: Partial<Job> = {}, decide: (n: number) => Answer = goOn) {
  const dir = options.dir ?? fresh()
  const reports: Heard["reports"][number][] = []
  const diagnostics: { code: string; text: string }[] = []
  const answers: string[] = []
  const saved: number[] = []
  let came: () => void = () => undefined
  const first = new Promise<void>((resolve) => (came = resolve))
  const link: TrialLink = {
    report(step, metrics) {
      reports.push({ step, metrics })
      came()
      return Promise.resolve(decide(reports.length))
    },
    applied: (rev, step) => Promise.resolve(void answers.push(`applied ${rev} at ${step}`)),
    refused: (rev, why) => Promise.resolve(void answers.push(`refused ${rev}: ${why}`)),
    checkpoint: (step) => Promise.resolve(void saved.push(step)),
    artifact: () => Promise.resolve(),
    note: () => Promise.resolve(),
    diagnostic: (code, text) => void diagnostics.push({ code, text }),
  }
  const whole: Job = { study: "s", session: "x", trial: 3, attempt: 1, seed: 9, config: {}, flat: {}, ...job }
  const running = processes({ metrics: ["loss"], dir, grace: 2000, ...options, command }).launch(whole, link)
  const heard = async (): Promise<Heard> => {
    const ending = await within(10_000, running.ended, "the end")
    const path = join(dir, "s", "logs", "3.1.log")
    return { ending, reports, diagnostics, answers, log: existsSync(path) ? readFileSync(path, "latin1") : "" }
  }
  return { running, heard, first: within(10_000, first, "the first report"), dir, saved }
}
const goOn = (): Decision => ({ action: "continue", why: "" })
const run = (...args: Parameters<typeof start>): Promise<Heard> => start(...args).heard()
const sh = (script: string): readonly string[] => ["/bin/sh", "-c", script, "script"]
const node = (script: string): readonly string[] => [process.execPath, "-e", script]
const none = { paramsVia: "none" } as const

test("what a script prints becomes reports, and its log has both of its outputs as they came", async () => {
  const { reports, ending, log } = await run(sh('echo "epoch 1 loss=0.5"; echo oops >&2; echo "epoch 2 loss=0.4 other=3"'), none)
  expect(reports).toEqual([
    { step: 1, metrics: { loss: 0.5 } },
    { step: 2, metrics: { loss: 0.4 } },
  ])
  expect(ending).toMatchObject({ kind: "done" })
  expect(log.split("\n").sort()).toEqual(["", "epoch 1 loss=0.5", "epoch 2 loss=0.4 other=3", "oops"])
})

test("printed metrics without a step count on, and a line that announces one gives it", async () => {
  const counted = await run(sh("echo loss=3; echo loss=2; echo loss=1"), none)
  expect(counted.reports.map((r) => r.step)).toEqual([1, 2, 3])
  const announced = await run(sh("echo Epoch 4/9; echo loss=2; echo Epoch 5/9; echo loss=1"), none)
  expect(announced.reports.map((r) => r.step)).toEqual([4, 5])
})

test("a metric that is never printed ends as done, with what was seen instead", async () => {
  const { ending, reports } = await run(sh("echo valid_loss=0.7; echo valid_loss=0.6; echo acc: 3"), none)
  expect(reports).toEqual([])
  expect(ending).toMatchObject({ kind: "done", detail: { seen: { valid_loss: { count: 2, last: 0.6 }, acc: { count: 1, last: 3 } } } })
  expect(ending.metrics).toBeUndefined()
})

test("a script that prints NaN reports NaN", async () => {
  const { reports } = await run(sh('echo loss=nan; echo loss: NaN; echo \'{"loss": NaN, "step": 7}\''), none)
  expect(reports.map((r) => r.metrics["loss"])).toEqual([NaN, NaN])
})

test("the source that yields a metric first keeps it", async () => {
  const { reports } = await run(
    sh('echo "{\\"loss\\": 1, \\"step\\": 1}"; echo "step 2 loss=5"; echo "{\\"loss\\": 2, \\"step\\": 2}"'),
    none,
  )
  expect(reports.map((r) => r.metrics["loss"])).toEqual([1, 2])
})

test.each([
  [65, "invalid", "not allowed"],
  [75, "preempted", "run again"],
  [2, "crash", "no such option"],
  [137, "crash", "killed from outside, likely out of memory"],
])("exit code %i is %s", async (exit, kind, words) => {
  const { ending } = await run(sh(`echo no such option >&2; exit ${exit}`), none)
  expect(ending).toMatchObject({ kind: "failed", failure: { kind, exit, message: expect.stringContaining(words) as string } })
})

test("a process that kills itself is a crash with its signal", async () => {
  const { ending } = await run(sh("kill -SEGV $$"), none)
  expect(ending).toMatchObject({ failure: { kind: "crash", signal: "SIGSEGV", code: "D222" } })
})

test("an error output that names memory is out of memory", async () => {
  const { ending } = await run(sh("echo 'torch.OutOfMemoryError: CUDA out of memory' >&2; exit 1"), none)
  expect(ending).toMatchObject({ failure: { kind: "oom", code: "D218", message: expect.stringContaining("CUDA out of memory") as string } })
})

test("a command that does not exist fails to launch", async () => {
  const { ending } = await run(["no-such-program-here"], none)
  expect(ending).toMatchObject({
    failure: { kind: "launch", code: "D203", message: expect.stringContaining("was not found; trial 3 never started") as string },
  })
})

test("a file that may not be executed, and a working folder that is none, fail to launch", async () => {
  const file = join(fresh(), "script")
  writeFileSync(file, "#!/bin/sh\n", { mode: 0o644 })
  expect((await run([file], none)).ending).toMatchObject({
    failure: { kind: "launch", message: expect.stringContaining("may not be executed") as string },
  })
  expect((await run(sh("true"), { ...none, cwd: file })).ending).toMatchObject({
    failure: { kind: "launch", message: expect.stringContaining("no folder") as string },
  })
})

test("a script that is missing is a crash with its interpreter's words", async () => {
  const { ending } = await run([process.execPath, join(fresh(), "absent.mjs")], none)
  expect(ending).toMatchObject({ failure: { kind: "crash", exit: 1 } })
})

test("a script that hangs is ended at its limit, with its last value", async () => {
  const { ending, reports } = await run(sh("echo loss=0.5; sleep 600 & wait"), { ...none, timeout: 300 })
  expect(reports).toHaveLength(1)
  expect(ending).toMatchObject({ failure: { kind: "timeout", code: "D221", message: expect.stringContaining("0.3 s") as string } })
  expect(ending.kind === "failed" && ending.failure.message).toContain("loss 0.5 at step 1")
})

test("a script that ignores SIGTERM is killed after the grace, and all that it started", async () => {
  const script = "trap '' TERM; setsid sleep 600 & echo pid $!; sleep 600 & echo pid $!; echo loss=1; wait; sleep 600"
  const { running, heard, first } = start(sh(script), { ...none, grace: 100 })
  await first
  running.stop("interrupt")
  const { ending, log } = await heard()
  expect(ending).toMatchObject({ failure: { kind: "interrupted" } })
  for (const [, pid] of log.matchAll(/pid (\d+)/g)) expect(alive(Number(pid))).toBe(false)
})

/** Says that it can save; saves when it is asked to, after a word of the loss, and then waits for SIGTERM. */
const saver = `
const socket = new (require("node:net").Socket)({ fd: 3 })
const say = (message) => socket.write(JSON.stringify(message) + "\\n")
say({ type: "hello", protocol: [1], capabilities: ["stop", "checkpoint"] })
socket.on("data", (text) => {
  if (String(text).includes('"welcome"')) say({ type: "report", seq: 1, step: 1, metrics: { loss: 1 } })
  if (String(text).includes('"save"')) say({ type: "checkpoint", step: 1, path: "here" })
})
process.on("SIGTERM", () => { console.log("told to end"); process.exit(75) })
`

test("one that can save is asked to when its runner has to leave, and is ended once that is recorded", async () => {
  const { running, heard, first, saved } = start(node(saver), none)
  await first
  running.stop("preempt")
  const { ending, log } = await heard()
  expect(saved).toEqual([1])
  expect(log).toContain("told to end")
  expect(ending).toMatchObject({ failure: { kind: "interrupted" } })
})

test("one that does not save in its time is ended all the same", async () => {
  const { running, heard, first, saved } = start(node(saver.replace('"save"', '"never"')), { ...none, saving: 100 })
  await first
  running.stop("preempt")
  expect((await heard()).ending).toMatchObject({ failure: { kind: "interrupted" } })
  expect(saved).toEqual([])
})

test("a decision to stop ends a script that reads nothing, as done", async () => {
  const { ending } = await run(sh("echo loss=1; sleep 600"), none, {}, () => ({ action: "stop", why: "enough" }))
  expect(ending.kind).toBe("done")
})

test("a line of 2 MB is no message, stays whole in the log, and what follows is heard", async () => {
  const { reports, diagnostics, log } = await run(node("process.stdout.write('x'.repeat(2e6) + ' loss=9\\nloss=1\\n')"), none)
  expect(reports).toEqual([{ step: 1, metrics: { loss: 1 } }])
  expect(diagnostics).toEqual([{ code: "D502", text: expect.stringContaining("2000007 bytes") as string }])
  expect(log).toHaveLength(2_000_015)
})

test("bytes that are not UTF-8 are replaced, told once, and stand unchanged in the log", async () => {
  const { reports, diagnostics, log } = await run(sh("printf '\\342\\202 loss=1\\n\\377 loss=2\\n'"), none)
  expect(reports.map((r) => r.metrics["loss"])).toEqual([1, 2])
  expect(diagnostics.map((d) => d.code)).toEqual(["D503"])
  expect(log).toBe("\u00e2\u0082 loss=1\n\u00ff loss=2\n")
})

test("a character cut in half by two writes arrives whole", async () => {
  const script =
    "const {writeSync}=require('fs');writeSync(1,Buffer.from([0xc3]));setImmediate(()=>writeSync(1,Buffer.from([0xa9,...Buffer.from(' loss=4\\n')])))"
  const { reports, diagnostics } = await run(node(script), none)
  expect(reports).toEqual([{ step: 1, metrics: { loss: 4 } }])
  expect(diagnostics).toEqual([])
})

test("a last line without a line end counts", async () => {
  expect((await run(sh("printf loss=3"), none)).reports).toEqual([{ step: 1, metrics: { loss: 3 } }])
})

test("a flood of lines is all heard, in order", async () => {
  const { reports } = await run(node("for (let i = 1; i <= 20000; i++) console.log('step ' + i + ' loss=' + i)"), none)
  expect(reports).toHaveLength(20_000)
  expect(reports.every((r, i) => r.step === i + 1 && r.metrics["loss"] === i + 1)).toBe(true)
})

test("a script that closes all its descriptors runs on to its end", async () => {
  const { ending } = await run(sh("echo loss=2; exec 0<&- 1>&- 2>&- 3>&-; i=0; while [ $i -lt 1000 ]; do i=$((i+1)); done; exit 65"), none)
  expect(ending).toMatchObject({ failure: { kind: "invalid" } })
})

test("a child that keeps the pipes open does not hold up the end, and does not live on", async () => {
  const { ending, log } = await run(sh("setsid sleep 600 & echo loss=1; echo $!"), { ...none, grace: 200 })
  expect(ending.kind).toBe("done")
  const pid = Number(log.trim().split("\n").at(-1))
  expect(alive(pid)).toBe(false)
})

test("messages come by file, and by marked lines", async () => {
  const script = `echo '{"type":"report","step":4,"metrics":{"loss":2}}' >> "$DIAPASON_OUT"`
  expect((await run(sh(script), none)).reports).toEqual([{ step: 4, metrics: { loss: 2 } }])
  const marked = await run(sh(`echo '::diapason {"type":"result","metrics":{"loss":"-inf"}}'`), none)
  expect(marked.ending).toMatchObject({ kind: "done", metrics: { loss: -Infinity } })
})

test("a report that was sent twice counts once and is answered twice, and one that goes back is refused", async () => {
  const script = `const s=new (require('net').Socket)({fd:3});let n=0,t='';
    for (const [seq,step] of [[1,1],[2,5],[2,5],[3,2]]) s.write(JSON.stringify({type:'report',seq,step,metrics:{loss:step}})+'\\n');
    s.on('data',d=>{t+=d;if(t.split('\\n').length>4){console.log(t);s.destroy()}})`
  const { reports, diagnostics, log } = await run(node(script), none)
  expect(reports.map((r) => r.step)).toEqual([1, 5])
  expect(diagnostics.map((d) => d.code)).toEqual(["D505"])
  expect(
    log
      .trim()
      .split("\n")
      .map((l) => (JSON.parse(l) as { for: number }).for),
  ).toEqual([1, 2, 2, 3])
})

test.each([
  ["says no hello", undefined, { lr: 0.1 }, "lr"],
  ["can only stop", ["stop"], { lr: 0.1 }, "lr"],
  ["can change another value", ["stop", "update:depth"], { lr: 0.1, depth: 3 }, "lr"],
])("no update is sent to a client that %s: it is refused for it, and the client told to go on", async (_, capabilities, config, fixed) => {
  const hello = capabilities === undefined ? "" : `${JSON.stringify({ type: "hello", protocol: [1], capabilities })}\n`
  const script = `const s=new (require('net').Socket)({fd:3});let t='';
    s.write(${JSON.stringify(`${hello}{"type":"report","seq":1,"step":1,"metrics":{"loss":1}}\n`)});
    s.on('data',d=>{t+=d;if(t.includes('decision')){console.log(t);s.destroy()}})`
  const { answers, log } = await run(node(script), none, {}, () => ({
    action: "update",
    rev: 1,
    config,
    apply: "next-step",
    why: "it stands",
  }))
  expect(answers).toEqual([`refused 1: the script does not say that it can change ${fixed} while it runs`])
  expect(JSON.parse(log.trim().split("\n").at(-1)!)).toEqual({ type: "decision", for: 1, action: "continue", why: { text: "it stands" } })
})

test("an update is refused for a script that only prints", async () => {
  const update = { action: "update", rev: 1, config: { lr: 0.1 }, apply: "next-epoch", why: "" } as const
  const { answers, ending } = await run(sh("echo loss=1"), none, {}, () => update)
  expect(answers).toEqual(["refused 1: the script does not say that it can change lr while it runs"])
  expect(ending.kind).toBe("done")
})

test("a client that can change everything is sent an update with its reason, and its answer is handed on", async () => {
  const script = `const s=new (require('net').Socket)({fd:3});let t='';
    s.write('{"type":"hello","protocol":[1],"capabilities":["update"]}\\n{"type":"report","seq":1,"step":1,"metrics":{"loss":1}}\\n');
    s.on('data',d=>{t+=d;if(t.includes('decision')){console.log(t);s.end('{"type":"applied","rev":1,"step":2}\\n')}})`
  const update = { action: "update", rev: 1, config: { lr: 0.1 }, apply: "next-step", why: "it stands" } as const
  const { answers, log } = await run(node(script), none, {}, () => update)
  const { why, ...rest } = update
  expect(JSON.parse(log.trim().split("\n").at(-1)!)).toEqual({ type: "decision", for: 1, ...rest, why: { text: why } })
  expect(answers).toEqual(["applied 1 at 2"])
})

test("a client of an unknown major is told so and ended, as a failure of the protocol", async () => {
  const script = `const s=new (require('net').Socket)({fd:3});s.write('{"type":"hello","protocol":[2]}\\n');s.on('data',d=>{process.stdout.write(d);s.destroy()})`
  const { ending, diagnostics, log } = await run(node(script), none)
  expect(ending).toMatchObject({ failure: { kind: "protocol", code: "D501", message: expect.stringContaining("protocol 2") as string } })
  expect(diagnostics.map((d) => d.code)).toEqual(["D501"])
  expect(JSON.parse(log)).toMatchObject({ type: "end", error: { code: "D501" } })
})

test("what is not understood is counted, and told once for each cause", async () => {
  const lines = ['{"type":"gradient"}', '{"type":"gradient"}', "nonsense", '{"type":"report","step":1,"metrics":{"loss":1},"x":1}']
  const { diagnostics, ending, reports } = await run(sh(`printf '%s\\n' ${lines.map((l) => `'${l}'`).join(" ")} >&3`), none)
  expect(diagnostics.map((d) => d.code)).toEqual(["D504", "D504", "D504"])
  expect(ending).toMatchObject({ detail: { ignored: 4 } })
  expect(reports).toHaveLength(1)
})

test("every variable of the protocol is set, and those of an outer trial are not handed on", async () => {
  process.env["DIAPASON_URL"] = "http://outer"
  const job = {
    config: { lr: 0.1, opt: { use: "sgd", momentum: 0.9 }, off: null, units: [1, 2] } as Record<string, Json>,
    fidelity: 9,
    fidelityMax: 27,
    resume: { step: 3, path: "/tmp/c" },
  }
  const { log } = await run(
    node("for (const k in process.env) if (k.startsWith('DIAPASON')) console.log(k + '=' + process.env[k])"),
    { ...none, timeout: 60_000 },
    job,
  )
  delete process.env["DIAPASON_URL"]
  const set = Object.fromEntries(
    log
      .trim()
      .split("\n")
      .map((l) => [l.slice(0, l.indexOf("=")), l.slice(l.indexOf("=") + 1)]),
  )
  expect(set).toMatchObject({
    ...{
      DIAPASON: "1",
      DIAPASON_STUDY: "s",
      DIAPASON_TRIAL: "3",
      DIAPASON_ATTEMPT: "1",
      DIAPASON_ATTEMPT_ID: "s/3/1/x",
      DIAPASON_SEED: "9",
    },
    ...{ DIAPASON_PARAM_LR: "0.1", DIAPASON_PARAM_OPT: "sgd", DIAPASON_PARAM_OPT_MOMENTUM: "0.9", DIAPASON_PARAM_UNITS: "[1,2]" },
    ...{
      DIAPASON_FIDELITY: "9",
      DIAPASON_FIDELITY_MAX: "27",
      DIAPASON_RESUME_FROM: "/tmp/c",
      DIAPASON_FD: "3",
      DIAPASON_PARAMS: JSON.stringify(job.config),
    },
  })
  expect(readFileSync(set["DIAPASON_PARAMS_FILE"]!, "utf8")).toBe(`${JSON.stringify(job.config)}\n`)
  expect(Number(set["DIAPASON_DEADLINE"])).toBeGreaterThan(0)
  expect(existsSync(set["DIAPASON_CHECKPOINT_DIR"]!)).toBe(true)
  expect(set).not.toHaveProperty("DIAPASON_URL")
  expect(set).not.toHaveProperty("DIAPASON_PARAM_OFF")
})

test("words reach a program unharmed, without a shell and through one", async () => {
  const config = { text: `a b'c"$HOME;*` }
  const print = [process.execPath, "-e", "console.log(process.argv[1])", "--", "{text}"]
  expect((await run(print, {}, { config })).log).toBe(`${config.text}\n`)
  expect((await run(["printf '%s\\n' {text}"], { shell: true }, { config })).log).toBe(`${config.text}\n`)
})
