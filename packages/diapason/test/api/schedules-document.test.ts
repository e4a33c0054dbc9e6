import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { parseAssignment, spaceFromJson } from "@diapason/core"
import { scheduleValue, type Schedule } from "@diapason/core/schedule"
import { expect, test } from "vitest"
import { scheduleChart } from "../../src/cli/text/schedule-chart.ts"

const text = readFileSync(fileURLToPath(new URL("../../../../docs/schedules.md", import.meta.url)), "utf8")

test("every -p of the page is read, and its JSON is the space it says", () => {
  const written = [...text.matchAll(/(?<=`|-p ')((?:lr|clip)=[^`']+?)[`']/g)].map(([, spec]) => spec!)
  expect(written.length).toBeGreaterThanOrEqual(6)
  for (const spec of written) expect(parseAssignment(spec).name).toMatch(/^(lr|clip)$/)
  const [, json = ""] = /```json\n(.*?)\n```/s.exec(text) ?? []
  const same = spaceFromJson({ lr: "schedule(1e-5, 1e-1, cosine, wsd, warmup=(0,0.03), decay=0.05..0.5)" })
  expect(spaceFromJson(JSON.parse(json) as object as Record<string, unknown>).json).toEqual(same.json)
})

test("the table names every form with its fields as they are when nothing is said", () => {
  const rows = [...text.matchAll(/^\| `([a-z-]+)` \| .* \|(.*)\|$/gm)]
  const table = new Map(rows.map(([, form, fields]) => [form!, fields!]))
  expect(table.size).toBe(12)
  for (const [form, fields] of table) {
    const said = [...fields.matchAll(/`(\w+)` (\[[^\]]*\]|[\w.-]+)/g)].map(([, name, value]) => [
      name!,
      value === "sqrt" ? "sqrt" : JSON.parse(value!),
    ])
    const bare = { form, base: 1 } as Schedule
    const full = { ...bare, ...Object.fromEntries(said) } as Schedule
    const losses = Array.from({ length: 30 }, () => 1)
    for (const step of [0, 1, 13, 30, 49, 77, 93, 100])
      expect(scheduleValue(full, step, 100, losses)).toBe(scheduleValue(bare, step, 100, losses))
    const { parameters } = spaceFromJson({ lr: `schedule(1, ${form}, warmup=0)` })
    expect(parameters.map(({ name }) => name)).toEqual(["lr", "lr.base", "lr.warmup", ...said.map(([name]) => `lr.${String(name)}`)])
  }
})

test("the chart of the page is the one that show prints", () => {
  const schedule: Schedule = { form: "wsd", base: 0.0031, warmup: 0.03 }
  const points = Array.from({ length: 97 }, (_, i) => ({ step: i, rate: scheduleValue(schedule, i, 96) }))
  const chart = scheduleChart({ name: "lr", total: 30, unit: "epoch", points }, 48)
  expect(text).toContain(chart.map((line) => `  ${line}\n`).join(""))
})
