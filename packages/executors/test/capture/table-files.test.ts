import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { tableFiles } from "../../src/capture/table-files.ts"

function followed(pattern: string, before?: string) {
  const folder = mkdtempSync(join(tmpdir(), "diapason-"))
  const path = join(folder, "m.csv")
  if (before !== undefined) writeFileSync(path, before)
  const files = tableFiles(join(folder, pattern), ["step", "epoch"])
  onTestFinished(() => {
    files.close()
    rmSync(folder, { recursive: true })
  })
  const read = (): unknown[] => files.read().map(({ step, metrics }) => [step, metrics["loss"]])
  return { folder, path, files, read }
}

test("a file that appears later, grows, and ends in half a line", () => {
  const { path, files, read } = followed("m.csv")
  expect(read()).toEqual([])
  writeFileSync(path, "step,loss\n1,5\n2,")
  expect(read()).toEqual([[1, 5]])
  appendFileSync(path, "4\n3,3")
  expect(read()).toEqual([[2, 4]])
  expect(files.end(false)).toEqual([])
  expect(files.end(true)).toEqual([{ source: "m.csv", step: 3, metrics: { loss: 3 } }])
})

test("a file that is emptied and written anew with each row tells each row once", () => {
  const { path, read } = followed("m.csv")
  const all = [1, 2, 3, 4].map((step) => `${step},${10 - step}\n`)
  const heard = all.flatMap((_, n) => {
    writeFileSync(path, "")
    if (n % 2 === 0) expect(read()).toEqual([])
    writeFileSync(path, `step,loss\n${all.slice(0, n + 1).join("")}`)
    return read()
  })
  expect(heard).toEqual([
    [1, 9],
    [2, 8],
    [3, 7],
    [4, 6],
  ])
})

test("a header that gets another column, as Lightning writes it, tells no row again", () => {
  const { path, read } = followed("m.csv")
  writeFileSync(path, "step,loss\n1,5\n2,4\n")
  expect(read()).toEqual([
    [1, 5],
    [2, 4],
  ])
  writeFileSync(path, "step,loss,acc\n1,5,\n2,4,\n3,3,0.5\n")
  expect(read()).toEqual([[3, 3]])
})

test("a file that is replaced is read from its beginning", () => {
  const { path, read, folder } = followed("m.csv")
  writeFileSync(path, "step,loss\n1,5\n")
  expect(read()).toEqual([[1, 5]])
  writeFileSync(join(folder, "new"), "step,loss\n1,5\n2,4\n3,3\n")
  renameSync(join(folder, "new"), path)
  expect(read()).toEqual([
    [2, 4],
    [3, 3],
  ])
})

test("rows of an earlier attempt are passed over, also when the file is then written anew with the same", () => {
  const old = "step,loss\n1,5\n2,4\n"
  const appended = followed("m.csv", old)
  appendFileSync(appended.path, "3,3\n")
  expect(appended.read()).toEqual([[3, 3]])
  const anew = followed("m.csv", old)
  writeFileSync(anew.path, "")
  expect(anew.read()).toEqual([])
  appendFileSync(anew.path, "step,loss\n1,5\n")
  expect(anew.read()).toEqual([[1, 5]])
})

test("a path with a star is each folder that comes to be", () => {
  const { folder, read } = followed("logs/version_*/m*.csv")
  expect(read()).toEqual([])
  mkdirSync(join(folder, "logs/version_0"), { recursive: true })
  writeFileSync(join(folder, "logs/version_0/metrics.csv"), "epoch,loss\n0,5\n")
  writeFileSync(join(folder, "logs/version_0/other.csv"), "epoch,loss\n0,6\n")
  expect(read()).toEqual([[0, 5]])
})
