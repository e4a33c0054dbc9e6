import { expect, test } from "vitest"
import { stateOf } from "../../src/slurm/state-of.ts"

const row = (word: string, more: Partial<Parameters<typeof stateOf>[0]> = {}): Parameters<typeof stateOf>[0] => ({
  job: "7",
  name: "n",
  comment: "",
  word,
  ...more,
})

test.each([
  ["COMPLETED", { exit: 0, node: "n2" }, { exit: 0, node: "n2", words: "COMPLETED on n2, exit 0" }],
  ["FAILED", { exit: 7 }, { exit: 7, words: "FAILED, exit 7" }],
  ["FAILED", { signal: 9, reason: "JobLaunchFailure" }, { signal: "SIGKILL", words: "FAILED, SIGKILL" }],
  [
    "FAILED",
    { signal: 53, node: "n1" },
    { cause: "launch", node: "n1", words: "FAILED on n1: the file for what it prints could not be opened there" },
  ],
  [
    "FAILED",
    { exit: 1, reason: "BadConstraints" },
    { cause: "launch", words: "FAILED: BadConstraints (no node can satisfy what it asks for)" },
  ],
  ["CANCELLED by 0", { signal: 15 }, { cause: "cancelled", signal: "SIGTERM", words: "CANCELLED" }],
  ["TIMEOUT", { exit: 0 }, { cause: "timeout", words: "TIMEOUT" }],
  ["DEADLINE", {}, { cause: "timeout", words: "DEADLINE" }],
  ["OUT_OF_MEMORY", { signal: 125 }, { cause: "oom", signal: "signal 125", words: "OUT_OF_MEMORY" }],
  ["PREEMPTED", { signal: 9 }, { cause: "preempted", signal: "SIGKILL", words: "PREEMPTED" }],
  ["NODE_FAIL", { node: "n2" }, { cause: "infra", node: "n2", words: "NODE_FAIL on n2" }],
  ["BOOT_FAIL", {}, { cause: "infra", words: "BOOT_FAIL" }],
  ["LAUNCH_FAILED", {}, { cause: "launch", words: "LAUNCH_FAILED" }],
])("%s %j has ended so", (word, more, end) => {
  expect(stateOf(row(word, more))).toEqual({ kind: "ended", end })
})

test.each(["RUNNING", "COMPLETING", "SUSPENDED", "STAGE_OUT"])("%s runs", (word) => {
  expect(stateOf(row(word, { node: "n1" }))).toEqual({ kind: "running", node: "n1" })
})

test.each([
  ["Resources", false, "Resources (it waits for nodes to be free)"],
  ["QOSMaxJobsPerUserLimit", false, "QOSMaxJobsPerUserLimit"],
  ["AssocGrpCpuLimit", false, "AssocGrpCpuLimit"],
  ["ReqNodeNotAvail,_UnavailableNodes:n1", false, "ReqNodeNotAvail,_UnavailableNodes:n1 (the nodes for it are down, drained or reserved)"],
  ["PartitionNodeLimit", true, "PartitionNodeLimit (its partition does not give a job that many nodes)"],
  ["PartitionTimeLimit", true, "PartitionTimeLimit (it asks for more time than its partition allows)"],
  ["BadConstraints", true, "BadConstraints (no node can satisfy what it asks for)"],
  ["QOSMaxCpuPerJobLimit", true, "QOSMaxCpuPerJobLimit (it asks for more or less than its account or QOS ever allows one job)"],
  [
    "AssocMaxWallDurationPerJobLimit",
    true,
    "AssocMaxWallDurationPerJobLimit (it asks for more or less than its account or QOS ever allows one job)",
  ],
])("a job that waits for %s: never is %s", (reason, never, why) => {
  expect(stateOf(row("PENDING", { reason }))).toEqual({ kind: "waiting", why, ...(never && { never }) })
})

test("a job without a reason, or being prepared, waits", () => {
  for (const word of ["PENDING", "CONFIGURING", "REQUEUED"]) expect(stateOf(row(word))).toEqual({ kind: "waiting" })
})
