import { fileURLToPath } from "node:url"
import { ESLint } from "eslint"
import { expect, it } from "vitest"

const root = fileURLToPath(new URL("../..", import.meta.url))
const project = "test/fixtures/lint/tsconfig.json"

it("the linter finds each planted mistake, those that take types to see included", async () => {
  const eslint = new ESLint({ cwd: root, ignore: false, overrideConfig: { languageOptions: { parserOptions: { project } } } })
  const [result] = await eslint.lintFiles("test/fixtures/lint/planted.ts")
  expect(result?.messages.map(({ ruleId, line }) => `${line} ${ruleId}`)).toEqual([
    "1 @typescript-eslint/consistent-type-imports",
    "4 @typescript-eslint/switch-exhaustiveness-check",
    "12 @typescript-eslint/no-floating-promises",
    "14 @typescript-eslint/no-misused-promises",
    "15 @typescript-eslint/no-explicit-any",
    "16 @typescript-eslint/ban-ts-comment",
  ])
})
