import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { splitWords } from "../../src/cli/tune/split-words.ts"
import { diapason, folder } from "../cli/diapason.ts"

const text = readFileSync(fileURLToPath(new URL("../../../../docs/changing-a-study.md", import.meta.url)), "utf8")

test("the commands of the page run one after the other, and the second extends the study of the first", async () => {
  const cwd = folder({ "train.sh": "echo loss=0.$DIAPASON_TRIAL\n" })
  const [first, second] = [...text.matchAll(/^\$ diapason (.*)$/gm)].map(([, line]) => splitWords(line!))
  expect((await diapason(first!, { cwd })).code).toBe(0)
  const { code, err } = await diapason(second!, { cwd })
  expect(err).toContain("resumed   12 trials, revision 2 (of 12 finished trials 12 fit it)")
  expect(code).toBe(0)
})
