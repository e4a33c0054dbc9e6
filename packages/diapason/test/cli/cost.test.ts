import { describe, expect, test } from "vitest"
import { diapason, folder } from "./diapason.ts"

const tune = ["tune", "-p", "x=0.0..1.0", "--minimize", "loss", "--name", "s", "--params-via", "none"] as const
const script = { "train.sh": "while :; do echo loss=1; sleep 0.02; done\n" }

describe("a budget of slot hours or money", () => {
  test("ends what runs when it is spent, is told as status, and a larger one goes on", async () => {
    const cwd = folder(script)
    const run = (cost: string) => diapason([...tune, "--cost", cost, "--", "sh", "train.sh"], { cwd })
    const spent = async () =>
      (JSON.parse((await diapason(["status", "--json"], { cwd })).out) as { spent: { cost: number }; budget: { cost: object } }).spent.cost
    const { code, err, out } = await run("0.0001slot-h")
    // Its only trial had no end.
    expect(code, err + out).toBe(3)
    expect(err + out).toContain("the 0.0001 slot-h of the budget are spent")
    expect(await spent()).toBeGreaterThanOrEqual(0.0001)
    expect((await diapason(["status"], { cwd })).out).toContain("of 0.0001 slot-h")
    const before = await spent()
    expect((await run("0.0003slot-h")).code).toBe(3)
    expect(await spent()).toBeGreaterThanOrEqual(Math.max(before, 0.0003))
  })

  test("in GPU hours is refused for trials without a GPU, in money without prices, and a unit that is none is told", async () => {
    const cwd = folder({ ...script, "diapason.yaml": "prices: { gpu_hour: 2.5, currency: USD }\n" })
    const refused = async (cost: string) => {
      const { code, err } = await diapason([...tune, "--cost", cost, "--", "sh", "train.sh"], { cwd })
      return [code, err.split("\n")[0]]
    }
    expect(await refused("40gpu-h")).toEqual([
      2,
      "error D463  The budget of 40gpu-h would never be spent: the trials of this run have no GPU.",
    ])
    expect(await refused("20EUR")).toEqual([2, "error D464  The budget is in EUR, and the prices are in USD."])
    expect((await refused("40"))[0]).toBe(2)
  })
})
