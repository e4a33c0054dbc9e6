import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { slurm } from "@diapason/executors/engines"

/** A folder with tools that say what those of some Slurm said. */
function toolbox(tools: Readonly<Record<string, string>>): { readonly env: { readonly PATH: string }; readonly dir: string } {
  const dir = mkdtempSync(join(tmpdir(), "tools-"))
  for (const [name, script] of Object.entries(tools)) writeFileSync(join(dir, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return { env: { PATH: `${dir}:/usr/bin:/bin` }, dir }
}

const job = (folder: string, name = "some-job-1", gpus?: number): Parameters<ReturnType<typeof slurm>["submit"]>[0][number] => ({
  ...{ name, command: ["true"], env: {}, folder, labels: { study: "s", trial: 1, attempt: 1 } },
  resources: gpus === undefined ? {} : { gpus },
})

const folder = (): string => mkdtempSync(join(tmpdir(), "attempt-"))

test("without Slurm's tools it cannot be asked", async () => {
  const dir = folder()
  await expect(slurm({ dir, env: { PATH: dir } }).look(["1"])).rejects.toMatchObject({ code: "D440" })
})

test("a controller that is gone or slow has not answered", async () => {
  const gone = toolbox({ squeue: "echo 'squeue: error: Unable to contact slurm controller (connect failure)' >&2; exit 1" })
  await expect(slurm(gone).look(["1"])).rejects.toMatchObject({
    code: "D441",
    message: expect.stringContaining("connect failure") as string,
  })
  const slow = toolbox({ squeue: "exec sleep 5" })
  await expect(slurm({ ...slow, patience: 50 }).look(["1"])).rejects.toMatchObject({ code: "D441" })
})

test("an answer that cannot be read is said so", async () => {
  await expect(slurm(toolbox({ squeue: "echo hm" })).look(["1"])).rejects.toMatchObject({ code: "D442" })
  const cut = toolbox({ sbatch: "echo 'sbatch: error: the moon is full' >&2; exit 1" })
  await expect(slurm(cut).submit([job(folder())])).rejects.toMatchObject({ code: "D442" })
})

test("a squeue without JSON, and accounting for what the controller has forgotten", async () => {
  const old = toolbox({
    squeue: `echo "squeue: unrecognized option '--json'" >&2; exit 1`,
    scontrol: "echo 'JobId=7 JobName=some-job-1 Comment=diapason:some-job-1@s/1.1 JobState=RUNNING Reason=None ExitCode=0:0 NodeList=n1'",
    sacct: `case "$*" in *SubmitLine*) echo 'sacct: error: Invalid field requested: "SubmitLine"' >&2; exit 1;; esac; echo '5|FAILED|7:0|n2|some-job-0'`,
  })
  const engine = slurm(old)
  expect(Object.fromEntries(await engine.look(["7", "5", "4"]))).toMatchObject({
    7: { kind: "running" },
    5: { kind: "ended", end: { exit: 7 } },
    4: { kind: "unknown" },
  })
  expect(Object.fromEntries(await engine.find(["some-job-1", "some-job-0", "some-job-2"]))).toEqual({
    "some-job-1": "7",
    "some-job-0": "5",
  })
})

test("a part of a GPU is refused with how to mend it", async () => {
  const [answer] = await slurm(toolbox({})).submit([job(folder(), "some-job-1", 0.5)])
  expect(answer).toMatchObject({ kind: "refused", why: expect.stringContaining("0.5") as string })
})

test("where a limit has room for some, those are handed in, and the rest is for later", async () => {
  // At most five jobs more, as the limit of a QOS is kept: an array is taken as a whole or not at all.
  const limited = toolbox({
    sbatch: `for word; do case "$word" in --array=0-*) last=\${word#--array=0-};; esac; done; cd "$(dirname "$0")"
left=$(cat left 2>/dev/null || echo 5); count=$((\${last:-0} + 1))
if [ $count -gt $left ]; then echo 'sbatch: error: QOSMaxSubmitJobPerUserLimit' >&2; exit 1; fi
echo $((left - count)) > left; echo 4$count`,
  })
  const answers = await slurm(limited).submit(Array.from({ length: 8 }, (_, i) => job(folder(), `some-job-${i}`)))
  const taken = ["44_0", "44_1", "44_2", "44_3", "41"].map((id) => ({ kind: "submitted", id }))
  expect(answers.map((answer) => (answer.kind === "later" ? "later" : answer))).toEqual([...taken, "later", "later", "later"])
})
