import { spaceFromJson, type Lesson } from "@diapason/core"
import { rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { cubeOf, rowOf } from "../../../src/samplers/gp/cube.ts"
import { logEi } from "../../../src/samplers/gp/log-ei.ts"
import { accord } from "../../../src/samplers/transfer/accord.ts"
import { residualsOf, taughtModel } from "../../../src/samplers/transfer/taught-model.ts"
import { teacherOf } from "../../../src/samplers/transfer/teacher.ts"
import { teachersOf } from "../../../src/samplers/transfer/teachers.ts"
import type { Acquisition } from "../../../src/samplers/gp/acquisition.ts"
import { problemOn } from "../../asking.ts"
import { bowl, family, lesson, space } from "./lessons.ts"

const cube = cubeOf(spaceFromJson(space))
const problem = problemOn(space, { memory: family })
const teachers = teachersOf(problem, cube, 0)
const expected = (row: Float64Array): Float64Array => Float64Array.from(teachers, (teacher) => teacher.mean(row))
const flats = lesson("today", bowl(9), 6, 77).trials.map(({ flat }) => flat)
const rows = flats.map((flat) => rowOf(cube, flat))

const modelOf = (values: readonly number[]) =>
  taughtModel(
    teachers,
    cube,
    { rows, values: Float64Array.from(values), running: [] },
    residualsOf(teachers, cube.columns.length, undefined),
    expected,
  )

describe("a teacher", () => {
  it("expects what its study found, and its slope is the derivative", () => {
    const teacher = teacherOf(cube, family[0]!, 0, 100)!
    const good = rowOf(cube, { x: 0.83, y: 0.2, z: 0.6, kind: "a" })
    const bad = rowOf(cube, { x: 0.1, y: 0.9, z: 0.1, kind: "b" })
    expect(teacher.mean(good)).toBeLessThan(teacher.mean(bad) - 1)
    const slope = { value: teacher.mean, slope: (x: Float64Array, gradient: Float64Array) => teacher.slope(x, 1, gradient) }
    for (const row of rows) expectSlope(slope, row, cube.category)
  })

  it("is none where a study has three trials, or always the same loss", () => {
    expect(teacherOf(cube, lesson("short", bowl(1), 3), 0, 100)).toBeUndefined()
    expect(
      teacherOf(
        cube,
        lesson("flat", () => 1, 30),
        0,
        100,
      ),
    ).toBeUndefined()
    expect(
      teacherOf(
        cube,
        lesson("endless", () => Infinity, 30),
        0,
        100,
      ),
    ).toBeUndefined()
  })
})

describe("accord", () => {
  const of = (memory: readonly Lesson[]) => accord(teachersOf(problemOn(space, { memory }), cube, 0), cube)

  it("is large within a family, whatever its direction, and small among strangers", () => {
    expect(of(family)).toBeGreaterThan(0.9)
    expect(of([...family.slice(0, 3), ...family.slice(3).map(turnedAround)])).toBeLessThan(0.3)
    expect(of([1, 2, 3, 4].map((task) => lesson(`noise ${task}`, noise(task), 30, task)))).toBeLessThan(0.3)
  })

  it("is not known of two", () => {
    expect(of(family.slice(0, 2))).toBeUndefined()
  })
})

const turnedAround = ({ study, trials }: Lesson): Lesson => ({
  study,
  trials: trials.map(({ flat, losses }) => ({ flat, losses: losses.map((loss) => -loss) })),
})

const noise = (task: number) => {
  const draw = rng(task, 1, "random")
  return () => draw.normal()
}

describe("a taught model", () => {
  it("has the right slopes", () => {
    const acquisition = logEi(modelOf(flats.map(bowl(9))))
    for (let i = 0; i < 5; i++) {
      const draw = rng(i, 0, "random")
      const row = Float64Array.from(cube.category, (category) => (category === 1 ? draw.below(2) : draw.uniform()))
      expectSlope(acquisition, row, cube.category)
    }
  })

  it("takes the teachers at their word where results bear them out, and turns them around where the opposite holds", () => {
    expect(modelOf(flats.map(bowl(9))).factor).toBeGreaterThan(0.3)
    expect(modelOf(flats.map((flat) => -bowl(9)(flat))).factor).toBeLessThan(0)
  })

  it("does not care in which unit, and from where, losses are told", () => {
    const values = flats.map(bowl(9))
    const [plain, scaled] = [modelOf(values), modelOf(values.map((y) => 1024 * y))]
    const mean = new Float64Array(1)
    const other = new Float64Array(1)
    for (const row of rows) {
      expect(scaled.posterior.at(row, other)).toBeCloseTo(plain.posterior.at(row, mean), 10)
      expect(other[0]).toBeCloseTo(mean[0]!, 10)
    }
  })

  it("believes the same where trials run, with less doubt around them", () => {
    const told = { rows, values: Float64Array.from(flats, bowl(9)), running: [rowOf(cube, { x: 0.5, y: 0.5, z: 0.5, kind: "b" })] }
    const residuals = residualsOf(teachers, cube.columns.length, undefined)
    const running = taughtModel(teachers, cube, told, residuals, expected)
    const alone = taughtModel(teachers, cube, { ...told, running: [] }, residuals, expected)
    const [mean, other] = [new Float64Array(1), new Float64Array(1)]
    const there = told.running[0]!
    expect(running.posterior.at(there, mean)).toBeLessThan(0.8 * alone.posterior.at(there, other))
    expect(mean[0]).toBeCloseTo(other[0]!, 1)
  })
})

/** Its slope in the coordinates that are no categories is the central difference. */
function expectSlope(
  acquisition: Pick<Acquisition, "slope"> & { value(x: Float64Array): number },
  x: Float64Array,
  category: Uint8Array,
): void {
  const slope = new Float64Array(x.length)
  expect(acquisition.slope(x, slope)).toBeCloseTo(acquisition.value(x), 12)
  for (let c = 0; c < x.length; c++) {
    if (category[c] === 1) continue
    const h = 1e-6
    const difference = (acquisition.value(x.with(c, x[c]! + h)) - acquisition.value(x.with(c, x[c]! - h))) / (2 * h)
    expect(Math.abs(slope[c]! - difference)).toBeLessThan(1e-5 * (1 + Math.abs(difference)))
  }
}
