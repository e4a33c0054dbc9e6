import { parseParameter, spaceFromJson } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { readBrushes } from "../../src/selection/brushes.ts"
import { extendLine, narrowedSpace, spaceYaml } from "../../src/space/narrowed-space.ts"

const space = spaceFromJson({
  lr: { type: "float", low: 1e-5, high: 0.1, scale: "log", default: 0.05 },
  bs: { type: "ordinal", values: [16, 32, 64, 128] },
  layers: { type: "int", low: 1, high: 9, step: 2 },
  width: { type: "int", low: 16, high: 512, scale: "pow2" },
  amp: { type: "bool" },
  opt: { type: "branch", branches: { adam: {}, sgd: { momentum: { type: "float", low: 0, high: 1 } } } },
})
const asked = {
  name: "my study",
  objectives: [{ metric: "auc", direction: "maximize" }],
  constraints: ["size <= 50"],
  command: ["sh", "-c", "it's {lr}"],
} as const
const narrow = (text: string) => narrowedSpace(space, readBrushes(text))
const lineOf = (text: string, name: string) => narrow(text).lines.find(([one]) => one === name)![1]

describe("a space that is narrowed to brushes", () => {
  it("takes their ranges for bounds, outwards, and leaves out a default that lies beyond", () => {
    expect(lineOf("lr:0.00080123..0.0039987", "lr")).toBe("log(0.000801, 0.004)")
    expect(lineOf("layers:2.5..6.2", "layers")).toBe("int(1, 7, step=2)")
    expect(lineOf("width:40..100", "width")).toBe("int(32, 128, pow2)")
  })

  it("takes the brushed words for values", () => {
    expect(lineOf("bs:1..2", "bs")).toBe("ordinal(32, 64)")
    expect(lineOf("bs:0..0,3..3", "bs")).toBe("ordinal(16, 128)")
    expect(lineOf("amp:1..1", "amp")).toBe("fixed(true)")
    expect(lineOf("opt:1..1", "opt")).toBe("branch(sgd(momentum=float(0, 1)))")
  })

  it("says what a space cannot hold", () => {
    expect(narrow("lr:0.0001..0.001,0.01..0.05").remarks).toEqual(["The ranges of lr have become one: a space has no gaps."])
    expect(narrow("opt.momentum:0.5..1").remarks).toEqual(["opt.momentum lies inside another parameter and stays as it is."])
  })

  it("stays as it is where nothing is brushed, all is, or only a metric", () => {
    for (const text of ["", "bs:0..3", "val_loss:0..1", "lr:5..9"]) expect(narrow(text).narrowed).toEqual([])
  })

  it("is said so that it can be read back", () => {
    for (const [, spec] of narrow("lr:0.001..0.01;bs:1..2;amp:0..0;width:32..64").lines) expect(() => parseParameter(spec)).not.toThrow()
    const line = extendLine(asked, narrow("bs:1..2"))
    expect(line).toContain("--name 'my study'")
    expect(line).toContain("--maximize auc")
    expect(line).toContain("--subject-to 'size <= 50'")
    expect(line).toContain("-p 'bs=ordinal(32, 64)'")
    expect(line).toMatch(/-- sh -c 'it'\\''s \{lr\}'$/)
    expect(spaceYaml(narrow("bs:1..2"))).toContain('  bs: "ordinal(32, 64)"')
  })
})
