import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { byId, commentOf, namedIn, placesIn, rowOf } from "../../src/slurm/listed.ts"
import { squeueRows } from "../../src/slurm/squeue.ts"
import { sacctRows, scontrolRows } from "../../src/slurm/text-rows.ts"

const fixture = (name: string): string => readFileSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), "utf8")

describe("squeue --json", () => {
  test("of 22.05, as recorded: raw words of wait, and places in an array", () => {
    const rows = byId(squeueRows(fixture("squeue-22.05.json")))
    expect([...rows.keys()]).toEqual(["1_0", "1_1", "1_2", "4", "5", "6"])
    expect(rows.get("1_0")).toMatchObject({ job: "2", word: "COMPLETED", exit: 0, node: "n1", comment: "diapason=s1" })
    expect(rows.get("1_1")).toMatchObject({ job: "3", word: "FAILED", exit: 7 })
    expect(rows.get("4")).toMatchObject({ word: "CANCELLED", signal: 15 })
  })

  test("of newer versions: numbers that say whether they are set, lists of states, codes apart from signals", () => {
    const set = (number: number): object => ({ set: true, infinite: false, number })
    const unset = { set: false, infinite: false, number: 0 }
    const code = (status: string, returned: object, signal: object): object => ({
      status: [status],
      return_code: returned,
      signal: { id: signal, name: "" },
    })
    const plain = {
      array_job_id: set(0),
      array_task_id: unset,
      array_task_string: "",
      name: "a",
      comment: "",
      state_reason: "None",
      nodes: "n7",
    }
    const jobs = [
      { ...plain, job_id: 17, job_state: ["FAILED"], exit_code: code("ERROR", set(7), unset) },
      { ...plain, job_id: 18, job_state: ["FAILED"], exit_code: code("SIGNALED", unset, set(9)) },
      { ...plain, job_id: 19, job_state: ["RUNNING", "COMPLETING"], exit_code: code("SUCCESS", set(0), unset) },
      { ...plain, job_id: 21, array_job_id: set(20), array_task_id: set(0), job_state: ["RUNNING"], exit_code: unset },
      {
        ...plain,
        job_id: 20,
        array_job_id: set(20),
        array_task_string: "1-2%1",
        job_state: ["PENDING"],
        state_reason: "Priority",
        nodes: "",
      },
    ]
    const rows = byId(squeueRows(JSON.stringify({ meta: {}, jobs, warnings: [] })))
    expect([...rows.keys()]).toEqual(["17", "18", "19", "20_0", "20_1", "20_2"])
    expect(rows.get("17")).toMatchObject({ exit: 7, node: "n7" })
    expect(rows.get("18")).toMatchObject({ signal: 9 })
    expect(rows.get("19")?.word).toBe("COMPLETING")
    expect(rows.get("20_0")).toMatchObject({ job: "21", word: "RUNNING" })
    expect(rows.get("20_2")).toMatchObject({ job: "20", word: "PENDING", reason: "Priority" })
  })

  test("what is no such document is refused", () => {
    expect(() => squeueRows("{}")).toThrow("no jobs")
    expect(() => squeueRows("slurm_load_jobs error")).toThrow()
  })
})

test("scontrol show job tells the same in text, with blanks in values", () => {
  const rows = byId(
    scontrolRows(
      [
        "JobId=17 ArrayJobId=16 ArrayTaskId=0 ArrayTaskThrottle=1 JobName=n UserId=root(0) JobState=RUNNING Reason=None ExitCode=0:0 NodeList=n1 BatchHost=n1",
        "JobId=16 ArrayJobId=16 ArrayTaskId=2-6:2%1 ArrayTaskThrottle=1 JobName=n JobState=PENDING Reason=JobArrayTaskLimit ExitCode=0:0 NodeList= NumNodes=1",
        "JobId=9 JobName=a b Comment=diapason:one@lab/3.1 two@lab/4.1 Account=(null) JobState=FAILED Reason=NonZeroExitCode ExitCode=0:9 NodeList=n2 Power=",
        "",
      ].join("\n"),
    ),
  )
  expect([...rows.keys()]).toEqual(["16_0", "16_2", "16_4", "16_6", "9"])
  expect(rows.get("16_0")).toMatchObject({ job: "17", word: "RUNNING", node: "n1" })
  expect(rows.get("16_4")).toMatchObject({ word: "PENDING", reason: "JobArrayTaskLimit" })
  expect(rows.get("9")).toMatchObject({ name: "a b", comment: "diapason:one@lab/3.1 two@lab/4.1", signal: 9, node: "n2" })
  expect(scontrolRows("No jobs in the system\n")).toEqual([])
})

test("sacct tells the same of accounting, and by what command a job was handed in", () => {
  const text = [
    "1_1|FAILED|7:0|n1|n|sbatch '--comment=diapason:one@lab/3.1 two@lab/4.1' --array=0-1 a|b.sh",
    "2|CANCELLED by 0|0:15|None assigned|solo-job|sbatch --comment=diapason:solo-job@lab/5.1 s.sh",
    "3_[4-9]|PENDING|0:0|None assigned|n|sbatch",
  ]
  const rows = sacctRows(text.join("\n"))
  expect(byId(rows).get("1_1")).toMatchObject({ word: "FAILED", exit: 7, node: "n1" })
  expect(byId(rows).get("2")).toMatchObject({ word: "CANCELLED by 0", signal: 15 })
  expect(rows).toHaveLength(2)
  expect(namedIn(rows, new Set(["one", "two", "solo-job"]))).toEqual(new Map([["two", "1_1"], ["solo-job", "2"]])) // prettier-ignore
})

describe("names", () => {
  const job = (name: string, trial: number): Parameters<typeof commentOf>[0][number] => ({
    name,
    labels: { study: 'lab "x"', trial, attempt: 1 },
  })

  test("stand in the comment, with whose they are", () => {
    expect(commentOf([job("diapason-3-1-aa", 3)])).toBe("diapason:diapason-3-1-aa@lab__x_/3.1")
  })

  test("lead to the places of an array, in the order of the comment; others and refused ones to nothing", () => {
    const comment = commentOf([job("diapason-3-1-aa", 3), job("diapason-4-1-bb", 4)])
    const rows = [
      { job: "6", name: "diapason-3-1-aa", comment, word: "FAILED", reason: "BadConstraints" },
      { job: "9", array: "8", tasks: "0", name: "diapason-3-1-aa", comment, word: "RUNNING" },
      { job: "8", array: "8", tasks: "1", name: "diapason-3-1-aa", comment, word: "PENDING" },
      { job: "10", name: "alone-and-old", comment: "", word: "RUNNING" },
    ]
    const wanted = new Set(["diapason-3-1-aa", "diapason-4-1-bb", "alone-and-old", "somebody-else"])
    expect(Object.fromEntries(namedIn(rows, wanted))).toEqual({ "diapason-3-1-aa": "8_0", "diapason-4-1-bb": "8_1", "alone-and-old": "10" })
  })
})

test("places are told as ranges, steps and a limit; a list that was cut short stands for all of its array", () => {
  expect(placesIn("0-6:2,9%3")).toEqual([0, 2, 4, 6, 9])
  expect(placesIn("[3]")).toEqual([3])
  expect(placesIn("1,2,...")).toEqual([1, 2, "…"])
  const rows = byId([{ job: "5", array: "5", tasks: "1,2,...", name: "n", comment: "", word: "PENDING" }])
  expect(rowOf(rows, "5_77")?.word).toBe("PENDING")
  expect(rowOf(rows, "6_1")).toBeUndefined()
})
