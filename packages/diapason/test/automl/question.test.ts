import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { dataDigest } from "../../src/automl/data-digest.ts"
import { keepQuestion, questionOf, refuseOther } from "../../src/automl/question.ts"
import { workdirOf } from "../../src/automl/search.ts"
import { nameOf } from "../../src/automl/study-name.ts"
import { folder } from "../cli/diapason.ts"
import { inside } from "../cli/every/prepared.ts"

describe("a folder with trials", () => {
  const asked = (cwd: string, file: string, flags = {}) => questionOf(join(cwd, file), undefined, { target: "y", seed: "0", ...flags })
  const begun = async () => {
    const cwd = folder({ "a.csv": "x,y\n1,2\n", "b.csv": "x,y\n1,3\n", "c.csv": "x,y\n1,2\n" })
    await keepQuestion(join(cwd, "w"), await asked(cwd, "a.csv"))
    return { cwd, workdir: join(cwd, "w") }
  }

  test("takes the same question again, and the same table from another place", async () => {
    const { cwd, workdir } = await begun()
    mkdirSync(join(workdir, "trials/0"), { recursive: true })
    for (const file of ["a.csv", "c.csv"]) await refuseOther(workdir, "s", await asked(cwd, file))
  })

  test("refuses another table, a table that has changed, and other flags, and says which", async () => {
    const { cwd, workdir } = await begun()
    mkdirSync(join(workdir, "trials/0"), { recursive: true })
    await expect(refuseOther(workdir, "s", await asked(cwd, "b.csv"))).rejects.toThrow(/D185 .*a\.csv, and .*b\.csv has other content/)
    writeFileSync(join(cwd, "a.csv"), "x,y\n5,6\n")
    await expect(refuseOther(workdir, "s", await asked(cwd, "a.csv"))).rejects.toThrow(/a\.csv has changed since/)
    const flags = { seed: "1", ignore: "x" }
    await expect(refuseOther(workdir, "s", await asked(cwd, "c.csv", flags))).rejects.toThrow(
      /--seed changed 0 → 1; --ignore changed \(not given\) → x/,
    )
  })

  test("takes any where it has none, or an earlier version did not say", async () => {
    const { cwd, workdir } = await begun()
    await refuseOther(workdir, "s", await asked(cwd, "b.csv"))
    mkdirSync(join(cwd, "old/trials/0"), { recursive: true })
    await refuseOther(join(cwd, "old"), "s", await asked(cwd, "b.csv"))
  })

  test("stays as it is: the command ends before it begins, and says how to go on", async () => {
    const cwd = folder({ "a.csv": "x,y\n1,2\n", "new/a.csv": "x,y\n1,3\n" })
    const workdir = workdirOf(join(cwd, ".diapason"), nameOf("a.csv", "y"))
    await keepQuestion(workdir, await questionOf(join(cwd, "a.csv"), undefined, { target: "y", seed: "0" }))
    mkdirSync(join(workdir, "trials/0"), { recursive: true })
    const { code, err } = await inside(cwd, "automl", "new/a.csv", "--target", "y")
    expect(code).toBe(2)
    expect(err).toContain("error D185")
    expect(err).toContain("--name ANOTHER")
    expect(existsSync(join(workdir, "look.json"))).toBe(false)
  })
})

test("pictures are told apart by which there are; a model beside them counts for nothing", async () => {
  const cwd = folder({ "p/cat/1.png": "one", "p/dog/2.png": "two" })
  const before = await dataDigest(undefined, join(cwd, "p"))
  writeFileSync(join(cwd, "p/model.joblib"), "x")
  expect(await dataDigest(undefined, join(cwd, "p"))).toBe(before)
  writeFileSync(join(cwd, "p/cat/3.png"), "three")
  expect(await dataDigest(undefined, join(cwd, "p"))).not.toBe(before)
})

describe("the name of a study", () => {
  test("has letters of all scripts, so that other columns give other names", () => {
    expect(nameOf("data/flowers.csv", "kind of it")).toBe("automl-flowers-kind-of-it")
    expect(nameOf("a.csv", "年齢")).toBe("automl-a-年齢")
    expect(nameOf("a.csv", "収入")).not.toBe(nameOf("a.csv", "年齢"))
    expect(nameOf("a.csv", "%")).not.toBe(nameOf("a.csv", "?"))
  })

  test("is short enough for a folder, and what was cut still tells it apart", () => {
    const [one, two] = ["a", "b"].map((end) => nameOf("a.csv", "列".repeat(80) + end))
    expect(one).not.toBe(two)
    expect(encodeURIComponent(one!).length).toBeLessThan(220)
  })
})
