import { describe, expect, test } from "vitest"
import { diapason, folder } from "./diapason.ts"

const tune = (cwd: string, ...conditions: readonly string[]) =>
  diapason(
    [
      ...["tune", "-p", "x=1..1", "--minimize", "loss", "--trials", "1", "--scheduler", "none"],
      ...conditions.flatMap((text) => ["--fail-if", text]),
      ...["--", "sh", "-c", "echo loss=0.31"],
    ],
    { cwd },
  )

describe("tune --fail-if", () => {
  test("exits 7 when a condition is true at the end, and says which", async () => {
    const cwd = folder()
    expect(await tune(cwd, "failed > 0", "best > 0.30")).toMatchObject({
      code: 7,
      err: expect.stringContaining("failed, since best > 0.30\n") as string,
    })
    expect((await tune(cwd, "best > 0.32 or trials < 1")).code).toBe(0)
  })

  test("starts nothing by a condition that cannot be read", async () => {
    const { code, err } = await tune(folder(), "bets > 0.3")
    expect(code).toBe(2)
    expect(err).toContain("--fail-if bets: a name of the trials, such as best, was expected")
    expect(err).not.toContain("Study")
  })
})
