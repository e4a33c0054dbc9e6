import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { figures } from "../../src/metrics/figures.ts"

const text = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8")

it("dashboard and documentation name figures that there are, and the documentation all of ours", () => {
  const names: readonly string[] = figures()
    .registry.getMetricsAsArray()
    .map(({ name }) => name)
  const known = (word: string): boolean => names.includes(word.replace(/_(bucket|sum|count)$/, "")) || names.includes(word)
  const inDashboard =
    text("examples/observability/grafana.json")
      .match(/\b(diapason|nodejs)_\w+/g)
      ?.map(String) ?? []
  const inDocs =
    text("docs/observability.md")
      .match(/(?<=`)(diapason|nodejs)_\w+/g)
      ?.map(String) ?? []
  expect(inDashboard.length).toBeGreaterThan(10)
  expect([...inDashboard, ...inDocs].filter((word) => !known(word))).toEqual([])
  expect(names.filter((name) => name.startsWith("diapason_") && !inDocs.includes(name))).toEqual([])
})
