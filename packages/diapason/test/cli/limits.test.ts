import { chmodSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { diapason, folder } from "./diapason.ts"

const args = ["tune", "-p", "x=0.0..1.0", "--minimize", "loss", "--name", "s"] as const
const twoCards = "#!/bin/sh\necho 'GPU 0: NVIDIA A100 (UUID: GPU-1)'\necho 'GPU 1: NVIDIA A100 (UUID: GPU-2)'\n"

/** A machine with two cards, as far as `nvidia-smi` tells; nothing restricts this process to some of them. */
function withCards(files: Readonly<Record<string, string>>) {
  const cwd = folder({ ...files, "bin/nvidia-smi": twoCards })
  chmodSync(join(cwd, "bin/nvidia-smi"), 0o755)
  return { cwd, env: { PATH: `${join(cwd, "bin")}:${process.env["PATH"]}` } }
}

const trialsOf = async (cwd: string) =>
  (JSON.parse((await diapason(["trials", "--json"], { cwd })).out) as { trials: { state: string; attempts: number; failure?: object }[] })
    .trials

describe("cards", () => {
  test("--jobs auto is one for each share, says so, and every trial sees its card alone", async () => {
    const at = withCards({ "train.sh": 'echo loss=1; echo "$1 $CUDA_VISIBLE_DEVICES $DIAPASON_RESOURCES" >> seen\n' })
    const { code, err } = await diapason(
      [...args, "--trials", "4", "--jobs", "auto", "--gpus-per-trial", "0.5", "--params-via", "none", "--", "sh", "train.sh", "{gpu}"],
      at,
    )
    expect(code).toBe(0)
    expect(err).toContain("--jobs auto: 4 at one time (2 GPUs, 0.5 for each trial)")
    const { readFileSync } = await import("node:fs")
    for (const line of readFileSync(join(at.cwd, "seen"), "utf8").trim().split("\n"))
      expect(line).toMatch(/^([01]) \1 \{"gpus":\["\1"\],"share":0.5\}$/)
  })

  test("more than there are is refused before anything starts", async () => {
    const at = withCards({})
    const { code, err } = await diapason([...args, "--trials", "4", "--gpus-per-trial", "4", "--", "sh", "train.sh"], at)
    expect([code, err.split("\n")[0]]).toEqual([2, "error D165  Every trial asks for 4 GPUs; this machine has 2."])
  })
})

test("a trial that runs out of memory is tried again with twice as much, where the file says so", async () => {
  const config = `
retry: { oom: { times: 1, memory: 2x } }
resources: { memory: 100MiB }
command: [sh, train.sh]
space: { x: 0.0..1.0 }
objectives: [{ metric: loss, direction: minimize }]
name: s
`
  const cwd = folder({
    "diapason.yaml": config,
    "train.sh": "echo loss=$(ulimit -v); [ $(ulimit -v) -gt 150000 ] || { echo MemoryError >&2; exit 1; }\n",
  })
  const { code, err } = await diapason(["tune", "--trials", "1"], { cwd })
  if (process.platform !== "linux") return
  expect(err).toContain("D224")
  expect(code).toBe(0)
  expect(await trialsOf(cwd)).toMatchObject([{ state: "complete", attempts: 2, values: { loss: 204800 } }])
})

test("failures that are alike end the study, with all slots begun at once too", async () => {
  const cwd = folder({ "train.sh": "echo 'no module named torch' >&2; exit 1\n" })
  const { code, err } = await diapason([...args, "--no-canary", "--trials", "20", "--", "sh", "train.sh"], { cwd })
  expect(err).toContain("error D208")
  expect(code).toBe(4)
  expect(await trialsOf(cwd)).toHaveLength(3)
})

test("too large a share of failures ends the study with exit code 4", async () => {
  const config = "circuit_breaker: { failure_rate: 0.5, after: 4 }\n"
  const script = 'echo loss=1; [ $((DIAPASON_TRIAL % 2)) = 0 ] || { echo "boom $DIAPASON_TRIAL" >&2; exit 1; }\n'
  const cwd = folder({ "breaker.yaml": config, "train.sh": script })
  const { code, err } = await diapason([...args, "-c", "breaker.yaml", "--trials", "20", "--", "sh", "train.sh"], { cwd })
  expect(err).toContain("error D209  2 of 4 trials failed, the last one with: boom 3")
  expect(code).toBe(4)
  expect(await trialsOf(cwd)).toHaveLength(4)
})
